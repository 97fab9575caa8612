import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './spectrum-bytes.ts';
import { type SpectrumKernel, twiddlesOf } from './spectrum-kernel.ts';

/** What assembly/spectrum.ts exports. */
interface SpectrumExports extends KernelExports {
  measure(samples: number, points: number, scratch: number, twiddles: number, split: number, power: number): void;
}

/** Largest number of samples. */
const MOST_SAMPLES = 8192;

/**
 * The kernel in WebAssembly, two numbers in one vector.
 * @param size - Samples in: a power of two from 16.
 * @returns A kernel with memory of its own; undefined for more than 8192 samples, and where there is no WebAssembly with vectors.
 */
export function createWasmSpectrum(size: number): SpectrumKernel | undefined {
  const exports = size <= MOST_SAMPLES ? instantiate<SpectrumExports>(BYTES) : undefined;
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const points = size / 2;
  // Offsets in the kernel's memory, bytes: the samples, two arrays of real and imaginary parts, the tables, and the result.
  const scratch = 8 * size;
  const twiddles = scratch + 16 * size;
  const split = twiddles + 8 * size;
  const power = split + 8 * size;
  const samplesIn = new Float64Array(buffer, 0, size);
  const powerOut = new Float64Array(buffer, power, points);
  new Float64Array(buffer, twiddles, size).set(twiddlesOf(points));
  const whole = twiddlesOf(size);
  new Float64Array(buffer, split, points).set(whole.subarray(0, points));
  new Float64Array(buffer, split + 8 * points, points).set(whole.subarray(size, size + points));
  return {
    kind: 'wasm',
    size,
    measure(samples, into) {
      samplesIn.set(samples);
      exports.measure(0, points, scratch, twiddles, split, power);
      into.set(powerOut);
    },
  };
}
