import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './dct-bytes.ts';
import { type DctKernel, SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE, spreadOfSums } from './dct-kernel.ts';
import { BASIS } from './plain-dct.ts';

/** What assembly/low-frequencies.ts exports. */
interface DctExports extends KernelExports {
  ofBytes(picture: number, basis: number, scratch: number, across: number, spectrum: number): void;
  ofNumbers(picture: number, basis: number, scratch: number, across: number, spectrum: number): void;
  addUp(picture: number, sums: number): void;
}

// Offsets in the kernel's memory, bytes. The picture has room for doubles.
const PIXELS = SPECTRUM_PICTURE_SIZE ** 2;
const COEFFICIENTS = SPECTRUM_SIZE ** 2;
const PICTURE = 0;
const TABLE = PICTURE + 8 * PIXELS;
const SCRATCH = TABLE + 8 * BASIS.length;
const ACROSS = SCRATCH + 16 * (SPECTRUM_PICTURE_SIZE + SPECTRUM_PICTURE_SIZE / 2 + SPECTRUM_SIZE);
const SPECTRUM = ACROSS + 8 * SPECTRUM_PICTURE_SIZE * SPECTRUM_SIZE;

/**
 * The kernel in WebAssembly, two lines of the picture in one vector.
 * @returns A kernel with memory of its own; undefined in engines without WebAssembly SIMD.
 */
export function createWasmDct(): DctKernel | undefined {
  const exports = instantiate<DctExports>(BYTES);
  if (exports === undefined) return undefined;
  const { buffer } = exports.memory;
  const bytes = new Uint8Array(buffer, PICTURE, PIXELS);
  const numbers = new Float64Array(buffer, PICTURE, PIXELS);
  const coefficients = new Float64Array(buffer, SPECTRUM, COEFFICIENTS);
  const sums = new Uint32Array(buffer, SCRATCH, 2);
  new Float64Array(buffer, TABLE, BASIS.length).set(BASIS);
  return {
    kind: 'wasm',
    lowFrequencies(picture, spectrum) {
      if (picture instanceof Uint8Array) {
        bytes.set(picture);
        exports.ofBytes(PICTURE, TABLE, SCRATCH, ACROSS, SPECTRUM);
      } else {
        numbers.set(picture);
        exports.ofNumbers(PICTURE, TABLE, SCRATCH, ACROSS, SPECTRUM);
      }
      spectrum.set(coefficients);
    },
    spread(picture) {
      bytes.set(picture);
      exports.addUp(PICTURE, SCRATCH);
      return spreadOfSums(sums[0]!, sums[1]!);
    },
  };
}
