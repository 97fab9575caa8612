import type { DctKernel } from '@streetdate/core/internal';
import { createWasmDct, plainDct } from '@streetdate/core/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paint, scenery } from '../../tools/pictures.ts';

function wasmDct(): DctKernel {
  const kernel = createWasmDct();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

function spectrumOf(kernel: DctKernel, picture: ArrayLike<number>): Float64Array {
  const spectrum = new Float64Array(256);
  kernel.lowFrequencies(picture, spectrum);
  return spectrum;
}

describe.each([
  ['wasm', wasmDct()],
  ['plain', plainDct],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('gives the coefficients that the definition of the DCT-II gives', () => {
    const { pixels } = scenery(64, 64, 3);
    const spectrum = spectrumOf(kernel, pixels);
    const wave = (f: number, k: number) => Math.sqrt(2 / 64) * Math.cos((Math.PI * f * (2 * k + 1)) / 128);
    for (const [i, j] of [
      [1, 1],
      [1, 16],
      [7, 4],
      [12, 9],
      [16, 16],
    ] as const) {
      let sum = 0;
      for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) sum += pixels[64 * y + x]! * wave(i, y) * wave(j, x);
      expect(spectrum[16 * (i - 1) + j - 1]).toBeCloseTo(sum, 8);
    }
  });

  test('puts a wave along the rows and down the columns at its own frequency', () => {
    const { pixels } = paint(
      64,
      64,
      (x, y) => 128 + 100 * Math.cos((Math.PI * 3 * (2 * x + 1)) / 128) * Math.cos((Math.PI * 5 * (2 * y + 1)) / 128),
    );
    const spectrum = spectrumOf(kernel, pixels);
    expect(spectrum.indexOf(Math.max(...spectrum))).toBe(16 * 4 + 2);
  });

  test('gives the standard deviation of the pixels, of black and white ones too', () => {
    const { pixels } = scenery(64, 64, 5);
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / 4096;
    const variance = pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / 4096;
    expect(kernel.spread(pixels)).toBeCloseTo(Math.sqrt(variance), 9);
    expect(kernel.spread(new Uint8Array(4096).fill(255))).toBe(0);
    expect(kernel.spread(Uint8Array.from({ length: 4096 }, (_, at) => 255 * (at % 2)))).toBe(127.5);
  });

  test('does not remember the picture before', () => {
    const before = spectrumOf(kernel, scenery(64, 64, 1).pixels);
    spectrumOf(
      kernel,
      Float32Array.from(scenery(64, 64, 2).pixels, (pixel) => pixel + 0.3),
    );
    expect(spectrumOf(kernel, scenery(64, 64, 1).pixels)).toEqual(before);
  });
});

describe('the compiled kernel and its twin agree to the last bit', () => {
  const wasm = wasmDct();

  test('on pictures of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4096, maxLength: 4096 }), (picture) => {
        expect(spectrumOf(wasm, picture)).toEqual(spectrumOf(plainDct, picture));
        expect(wasm.spread(picture)).toBe(plainDct.spread(picture));
      }),
    );
  });

  test('on pictures with fractions', () => {
    const luma = fc.float({ min: 0, max: 255, noNaN: true });
    fc.assert(
      fc.property(fc.array(luma, { minLength: 4096, maxLength: 4096 }), (values) => {
        const picture = Float32Array.from(values);
        expect(spectrumOf(wasm, picture)).toEqual(spectrumOf(plainDct, picture));
      }),
      { numRuns: 20 },
    );
  });
});
