import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainScaleSpace } from '../../../packages/core/src/kernels/scale-space/plain-scale-space.ts';
import type { ScaleSpaceKernel } from '../../../packages/core/src/kernels/scale-space/scale-space-kernel.ts';
import { createWasmScaleSpace } from '../../../packages/core/src/kernels/scale-space/wasm-scale-space.ts';

function wasmScaleSpace(): ScaleSpaceKernel {
  const kernel = createWasmScaleSpace();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

const THIRDS = Float32Array.of(0.5, 0.25);

describe.each([
  ['wasm', wasmScaleSpace()],
  ['plain', plainScaleSpace],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('spreads one pixel over its neighbours', () => {
    const picture = new Float32Array(25);
    picture[12] = 16;
    const rows = Array.from({ length: 5 }, (_, y) => [...kernel.blur(picture, 5, 5, THIRDS).subarray(5 * y, 5 * y + 5)]);
    expect(rows).toEqual([
      [0, 0, 0, 0, 0],
      [0, 1, 2, 1, 0],
      [0, 2, 4, 2, 0],
      [0, 1, 2, 1, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  test('repeats the edge beyond it', () => {
    const blurred = kernel.blur(new Float32Array(7 * 3).fill(8), 7, 3, Float32Array.of(0.5, 0.125, 0.125));
    expect([...blurred]).toEqual(Array(21).fill(8));
  });

  test('blurs an octave further and further, and subtracts each picture from the next', () => {
    kernel.start();
    const picture = new Float32Array(25);
    picture[12] = 16;
    const { blurred, differences } = kernel.octave(picture, 5, 5, [THIRDS, THIRDS]);
    const once = kernel.blur(picture, 5, 5, THIRDS);
    const twice = kernel.blur(once, 5, 5, THIRDS);
    expect(blurred).toEqual([picture, once, twice]);
    expect(differences.map((difference) => difference[12])).toEqual([once[12]! - 16, twice[12]! - once[12]!]);
  });

  test('keeps the octaves of one scale space until the next one', () => {
    kernel.start();
    const picture = Float32Array.from({ length: 40 * 30 }, (_, at) => at % 7);
    const first = kernel.octave(picture, 40, 30, [THIRDS]);
    const copy = [...first.blurred, ...first.differences].map((each) => each.slice());
    kernel.octave(picture.subarray(0, 20 * 15), 20, 15, [THIRDS]);
    expect([...first.blurred, ...first.differences]).toEqual(copy);
  });

  /** Differences that are flat but for one value in the middle one. */
  const peakOf = (
    value: number,
    x: number,
    y: number,
    besides: readonly (readonly [picture: number, at: number, value: number])[] = [],
  ) => {
    kernel.start();
    const flat = new Float32Array(12 * 9);
    const { differences } = kernel.octave(flat, 12, 9, [THIRDS, THIRDS, THIRDS]);
    differences[1]![12 * y + x] = value;
    for (const [picture, at, other] of besides) differences[picture]![at] = other;
    return [...kernel.extremes(differences, 1, 12, 9, 2, 1)];
  };

  test.each([5, -5])('finds a peak and a low: %d', (value) => {
    expect(peakOf(value, 3, 4)).toEqual([12 * 4 + 3]);
    // The last pixel that is not too near to the edge.
    expect(peakOf(value, 9, 6)).toEqual([12 * 6 + 9]);
  });

  test.each([5, -5])('leaves out what is small, near to the edge, or next to a value as great: %d', (value) => {
    expect(peakOf(value / 8, 3, 4)).toEqual([]);
    expect(peakOf(value, 1, 4)).toEqual([]);
    expect(peakOf(value, 10, 4)).toEqual([]);
    expect(peakOf(value, 3, 1)).toEqual([]);
    expect(peakOf(value, 3, 4, [[1, 12 * 5 + 4, value]])).toEqual([]);
    expect(peakOf(value, 3, 4, [[2, 12 * 5 + 4, 1.5 * value]])).toEqual([]);
    // Before and after it, equal values are not greater.
    expect(peakOf(value, 3, 4, [[0, 12 * 5 + 4, value]])).toEqual([12 * 4 + 3]);
  });
});

test('both kernels give the same bits', () => {
  const kernel = wasmScaleSpace();
  const picture = fc
    .record({ width: fc.integer({ min: 1, max: 70 }), height: fc.integer({ min: 1, max: 50 }), radius: fc.integer({ min: 0, max: 12 }) })
    .chain(({ width, height, radius }) =>
      fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        pixels: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: width * height, maxLength: width * height }),
        weights: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: radius + 1, maxLength: radius + 1 }),
      }),
    );
  fc.assert(
    fc.property(picture, ({ width, height, pixels, weights }) => {
      const given = [Float32Array.from(pixels), width, height] as const;
      expect(kernel.blur(...given, Float32Array.from(weights))).toEqual(plainScaleSpace.blur(...given, Float32Array.from(weights)));
      kernel.start();
      const blurs = [THIRDS, Float32Array.from(weights), THIRDS];
      const octave = kernel.octave(...given, blurs);
      const plain = plainScaleSpace.octave(...given, blurs);
      expect(octave).toEqual(plain);
      expect(kernel.extremes(octave.differences, 1, width, height, 1, 0.5)).toEqual(
        plainScaleSpace.extremes(plain.differences, 1, width, height, 1, 0.5),
      );
    }),
    { numRuns: 40 },
  );
});

test('what is too large for the memory is made in plain JavaScript', () => {
  const picture = Float32Array.from({ length: 600 * 600 }, (_, at) => (at * at) % 251);
  const kernel = wasmScaleSpace();
  const [octave, plain] = [kernel, plainScaleSpace].map((each) => each.octave(picture, 600, 600, [THIRDS, THIRDS, THIRDS]));
  expect(octave).toEqual(plain);
  expect(kernel.extremes(octave!.differences, 1, 600, 600, 4, 1)).toEqual(plainScaleSpace.extremes(plain!.differences, 1, 600, 600, 4, 1));
});
