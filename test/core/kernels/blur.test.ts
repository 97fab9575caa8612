import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlurKernel } from '../../../packages/core/src/kernels/blur/blur-kernel.ts';
import { plainBlur } from '../../../packages/core/src/kernels/blur/plain-blur.ts';
import { createWasmBlur } from '../../../packages/core/src/kernels/blur/wasm-blur.ts';

function wasmBlur(): BlurKernel {
  const kernel = createWasmBlur();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

const THIRDS = Float32Array.of(0.5, 0.25);

describe.each([
  ['wasm', wasmBlur()],
  ['plain', plainBlur],
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
});

test('both kernels give the same bits', () => {
  const kernel = wasmBlur();
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
      const given = [Float32Array.from(pixels), width, height, Float32Array.from(weights)] as const;
      expect(kernel.blur(...given)).toEqual(plainBlur.blur(...given));
    }),
    { numRuns: 40 },
  );
});

test('a picture that is too large for the memory is blurred in plain JavaScript', () => {
  const picture = Float32Array.from({ length: 300 * 300 }, (_, at) => at % 251);
  expect(wasmBlur().blur(picture, 300, 300, THIRDS)).toEqual(plainBlur.blur(picture, 300, 300, THIRDS));
});
