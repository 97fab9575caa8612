import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainSpectrum } from '../../../packages/core/src/kernels/spectrum/plain-spectrum.ts';
import type { SpectrumKernel } from '../../../packages/core/src/kernels/spectrum/spectrum-kernel.ts';
import { createWasmSpectrum } from '../../../packages/core/src/kernels/spectrum/wasm-spectrum.ts';

function wasmSpectrum(size: number): SpectrumKernel {
  const kernel = createWasmSpectrum(size);
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

function powerOf(kernel: SpectrumKernel, samples: Float64Array): Float64Array {
  const power = new Float64Array(kernel.size / 2);
  kernel.measure(samples, power);
  return power;
}

describe.each([
  ['wasm', wasmSpectrum],
  ['plain', (size: number) => new PlainSpectrum(size)],
])('the %s kernel', (kind, create) => {
  test('says what it runs on', () => expect(create(64)).toMatchObject({ kind, size: 64 }));

  test.each([16, 32, 4096, 8192])('gives what the definition gives for %i samples', (size) => {
    const samples = Float64Array.from({ length: size }, (_, at) => Math.sin(at * at) + ((at * 7) % 5));
    const power = powerOf(create(size), samples);
    for (const k of [0, 1, 2, 3, size / 4, size / 4 + 1, size / 2 - 2, size / 2 - 1]) {
      let [re, im] = [0, 0];
      for (const [at, sample] of samples.entries()) {
        const turn = (2 * Math.PI * ((k * at) % size)) / size;
        re += sample * Math.cos(turn);
        im -= sample * Math.sin(turn);
      }
      expect(power[k]! / (re * re + im * im)).toBeCloseTo(1, 6);
    }
  });

  test('puts a tone at its own frequency', () => {
    const power = powerOf(
      create(4096),
      Float64Array.from({ length: 4096 }, (_, at) => Math.cos((2 * Math.PI * 321 * at) / 4096)),
    );
    expect(power.indexOf(Math.max(...power))).toBe(321);
  });

  test('does not remember the sound before', () => {
    const kernel = create(64);
    const tone = Float64Array.from({ length: 64 }, (_, at) => Math.cos(at));
    const before = powerOf(kernel, tone);
    powerOf(kernel, new Float64Array(64).fill(9));
    expect(powerOf(kernel, tone)).toEqual(before);
  });
});

test('the compiled kernel has no room for more than 8192 samples', () => expect(createWasmSpectrum(16_384)).toBeUndefined());

test.each([16, 32, 512, 1024, 8192])('the compiled kernel and its twin agree to the last bit on %i samples', (size) => {
  const [wasm, plain] = [wasmSpectrum(size), new PlainSpectrum(size)];
  const sample = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.infiniteStream(sample), (stream) => {
      const samples = Float64Array.from({ length: size }, () => stream.next().value!);
      expect(powerOf(wasm, samples)).toEqual(powerOf(plain, samples));
    }),
    { numRuns: 20 },
  );
});
