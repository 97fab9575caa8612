import { createSlidingKernel, createWasmSliding, plainSliding, type SlidingKernel } from '@streetdate/core/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

function wasmSliding(): SlidingKernel {
  const kernel = createWasmSliding();
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly');
  return kernel;
}

describe.each([
  ['wasm', wasmSliding()],
  ['plain', plainSliding],
])('the %s kernel', (kind, kernel) => {
  test('says what it runs on', () => expect(kernel.kind).toBe(kind));

  test('sums products at each place, a step apart', () => {
    const series = Int8Array.from([1, 2, 3, 4, 5, 6]);
    expect([...kernel.products(Int8Array.from([1, -1]), series, 1)]).toEqual([-1, -1, -1, -1, -1]);
    expect([...kernel.products(Int8Array.from([10, 1]), series, 2)]).toEqual([12, 34, 56]);
  });

  test('counts the bits that differ where the mask has ones', () => {
    const series = Uint32Array.from([0xff, 0, 0, 0xffffffff, 0, 0]);
    expect([...kernel.differences(Uint32Array.from([0, 0]), Uint32Array.from([0xf, 0xffffffff]), series)]).toEqual([4, 32, 0]);
  });

  test('has no place for a window that is longer than the series', () => {
    expect(kernel.products(new Int8Array(9), new Int8Array(8), 9)).toHaveLength(0);
    expect(kernel.differences(new Uint32Array(4), new Uint32Array(4), new Uint32Array(2))).toHaveLength(0);
  });
});

test('the kernels give the same sums of products for every window, series and step', () => {
  const kernel = wasmSliding();
  const values = fc.int8Array({ maxLength: 300 });
  fc.assert(
    fc.property(values, values, fc.integer({ min: 1, max: 9 }), (window, series, step) => {
      expect(kernel.products(window, series, step)).toEqual(plainSliding.products(window, series, step));
    }),
  );
});

test('the kernels give the same numbers of differing bits for every window and series', () => {
  const kernel = wasmSliding();
  const moments = fc.array(fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff)), { maxLength: 60 });
  fc.assert(
    fc.property(moments, moments, (own, other) => {
      const window = Uint32Array.from(own.flatMap((words) => words.slice(0, 2)));
      const mask = Uint32Array.from(own.flatMap((words) => words.slice(2)));
      const series = Uint32Array.from(other.flatMap((words) => words.slice(0, 2)));
      expect(kernel.differences(window, mask, series)).toEqual(plainSliding.differences(window, mask, series));
    }),
  );
});

test('series of hours, longer than the kernel holds at once, give the same sums', () => {
  const random = seeded(3);
  const hours = Int8Array.from({ length: 260_000 }, () => 255 * random() - 128);
  const window = hours.slice(9 * 20_000, 9 * 20_000 + 288);
  const sums = wasmSliding().products(window, hours, 9);
  expect(sums).toEqual(plainSliding.products(window, hours, 9));
  expect(sums.indexOf(Math.max(...sums))).toBe(20_000);
  const words = Uint32Array.from({ length: 60_000 }, () => 2 ** 32 * random());
  const [own, mask] = [words.slice(2 * 25_000, 2 * 25_000 + 30), new Uint32Array(30).fill(0xffffffff)];
  const counts = wasmSliding().differences(own, mask, words);
  expect(counts).toEqual(plainSliding.differences(own, mask, words));
  expect(counts.indexOf(0)).toBe(25_000);
});

test('windows that are longer than the compiled kernel holds are compared all the same', () => {
  const kernel = createSlidingKernel();
  const long = new Int8Array(9000).fill(1);
  expect([...kernel.products(long, new Int8Array(9001).fill(2), 1)]).toEqual([18_000, 18_000]);
  const words = new Uint32Array(5000);
  expect([...kernel.differences(words, words, words)]).toEqual([0]);
});
