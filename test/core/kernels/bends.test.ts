import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BendKernel, Bends } from '../../../packages/core/src/kernels/bends/bend-kernel.ts';
import { plainBends } from '../../../packages/core/src/kernels/bends/plain-bends.ts';
import { createWasmBends } from '../../../packages/core/src/kernels/bends/wasm-bends.ts';
import { paint } from '../../tools/pictures.ts';

function wasmBends(): BendKernel {
  const kernel = createWasmBends();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

/** The sums that may be read: the bends across the first and the last line are not. */
function read({ across, down }: Bends, width: number, height: number) {
  return {
    across: [...across].filter((_, at) => at % width > 0 && at % width < width - 1),
    down: [...down].slice(9, 9 * (height - 1)),
  };
}

describe.each([
  ['wasm', wasmBends()],
  ['plain', plainBends],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('finds no bend in a gradient', () => {
    const { pixels } = paint(45, 36, (x, y) => 3 * x + 2 * y);
    const { across, down } = read(kernel.measure(pixels, 45, 36, 16), 45, 36);
    expect(Math.max(...across, ...down)).toBe(0);
  });

  test('sums the bends of a line in ninths, each pixel up to the cap', () => {
    // A bright upright line at column 20, in the lower half; its ends bend down the columns as well.
    const { pixels } = paint(45, 36, (x, y) => (x === 20 && y >= 16 ? 105 : 100));
    const { across, down } = kernel.measure(pixels, 45, 36, 8);
    const column = (x: number) => Array.from({ length: 9 }, (_, ninth) => across[ninth * 45 + x]);
    expect(column(20)).toEqual([0, 0, 0, 0, 32, 32, 32, 32, 32]);
    expect(column(19)).toEqual([0, 0, 0, 0, 20, 20, 20, 20, 20]);
    expect(column(30)).toEqual(new Array(9).fill(0));
    expect([...down.slice(9 * 16, 9 * 17)]).toEqual([0, 0, 0, 0, 5, 0, 0, 0, 0]);
    expect([...down.slice(9 * 20, 9 * 21)]).toEqual(new Array(9).fill(0));
  });
});

test('the compiled kernel and its twin give the same sums', () => {
  const wasm = wasmBends();
  const picture = fc.tuple(fc.integer({ min: 3, max: 300 }), fc.integer({ min: 3, max: 260 }), fc.integer({ min: 1, max: 16 }));
  fc.assert(
    fc.property(picture, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), ([width, height, cap], bytes) => {
      const pixels = Uint8Array.from({ length: width * height }, () => bytes.next().value!);
      const compiled = read(wasm.measure(pixels, width, height, cap), width, height);
      expect(compiled).toEqual(read(plainBends.measure(pixels, width, height, cap), width, height));
    }),
    { numRuns: 40 },
  );
});
