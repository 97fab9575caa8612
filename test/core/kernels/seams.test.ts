import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainSeams } from '../../../packages/core/src/kernels/seams/plain-seams.ts';
import type { FilmChanges, SeamKernel } from '../../../packages/core/src/kernels/seams/seam-kernel.ts';
import { createWasmSeams } from '../../../packages/core/src/kernels/seams/wasm-seams.ts';
import { paint } from '../../tools/pictures.ts';

function wasmSeams(): SeamKernel {
  const kernel = createWasmSeams();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

/** The sums that may be read: those at the border along their axis are not. */
function read({ across, down }: FilmChanges, width: number, height: number) {
  const inner = (sums: Uint32Array) => [...sums].filter((_, at) => at % width > 0 && at % width < width - 1);
  const middle = (sums: Uint32Array) => [...sums.subarray(width, width * (height - 1))];
  return [inner(across.apart), inner(across.both), middle(down.apart), middle(down.both)];
}

describe.each([
  ['wasm', wasmSeams()],
  ['plain', plainSeams],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('sums what two pixels to both sides of one share of their changes, less the noise', () => {
    // The left half brightens by 12 each time, the right half darkens by 7.
    const pictures = [0, 1, 2, 3].map((time) => paint(40, 30, (x) => (x < 20 ? 100 + 12 * time : 100 - 7 * time)).pixels);
    const { across, down } = kernel.sum(pictures, 40, 30, 2);
    const at = (x: number) => 10 * 40 + x;
    expect([across.apart[at(10)], across.both[at(10)]]).toEqual([0, 3 * (10 + 10)]);
    expect([across.apart[at(20)], across.both[at(20)]]).toEqual([3 * (10 + 5), 3 * (10 + 5)]);
    expect([down.apart[at(20)], down.both[at(20)]]).toEqual([0, 3 * (5 + 5)]);
  });

  test('takes changes within the noise for none, and one picture for a film that stands still', () => {
    const pictures = [100, 102, 100].map((level) => paint(24, 24, () => level).pixels);
    expect(Math.max(...read(kernel.sum(pictures, 24, 24, 2), 24, 24).flat())).toBe(0);
    expect(Math.max(...read(kernel.sum(pictures.slice(1), 24, 24, 1), 24, 24).flat())).toBe(2);
    expect(Math.max(...read(kernel.sum(pictures.slice(2), 24, 24, 1), 24, 24).flat())).toBe(0);
  });
});

test('the compiled kernel and its twin give the same sums, also of pictures larger than its memory', () => {
  const wasm = wasmSeams();
  const film = fc.record({
    width: fc.integer({ min: 3, max: 300 }),
    height: fc.integer({ min: 3, max: 300 }),
    frames: fc.integer({ min: 1, max: 5 }),
    noise: fc.integer({ min: 0, max: 20 }),
    seed: fc.integer(),
  });
  fc.assert(
    fc.property(film, ({ width, height, frames, noise, seed }) => {
      const pictures = Array.from({ length: frames }, (_, frame) =>
        Uint8Array.from({ length: width * height }, (_, at) => Math.imul(at + 7919 * frame + seed, 2_654_435_761) >>> 24),
      );
      const compiled = read(wasm.sum(pictures, width, height, noise), width, height);
      expect(compiled).toEqual(read(plainSeams.sum(pictures, width, height, noise), width, height));
    }),
    { numRuns: 30 },
  );
});
