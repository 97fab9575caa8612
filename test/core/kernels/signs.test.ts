import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlainSigns } from '../../../packages/core/src/kernels/signs/plain-signs.ts';
import type { Projections, SignsKernel } from '../../../packages/core/src/kernels/signs/signs-kernel.ts';
import { createWasmSigns } from '../../../packages/core/src/kernels/signs/wasm-signs.ts';

function wasmSigns(projections: Projections): SignsKernel {
  const kernel = createWasmSigns(projections);
  if (kernel === undefined) throw new Error('every Node that is supported has WebAssembly with vectors');
  return kernel;
}

/** Each of 32 rows has one value: its number. */
const NUMBERED: Projections = {
  length: 8,
  matrix: Int16Array.from({ length: 32 * 8 }, (_, at) => (at % 8 === 0 ? at / 8 : 0)),
  thresholds: new Int32Array(32).fill(40),
};

describe.each([
  ['wasm', wasmSigns],
  ['plain', createPlainSigns],
])('the %s kernel', (kind, create) => {
  test('says what it runs on', () => expect(create(NUMBERED).kind).toBe(kind));

  test('sets the bits of rows whose products are greater than their thresholds, and clears the others', () => {
    const words = Uint32Array.of(7, 0xffff_ffff, 7);
    create(NUMBERED).signs(Int16Array.of(2, 9, 9, 9, 9, 9, 9, 9), words, 1);
    expect([...words]).toEqual([7, 0xffe0_0000, 7]);
  });
});

test('both kernels give the same bits', () => {
  const values = (length: number, most: number) =>
    fc.array(fc.integer({ min: -most, max: most }), { minLength: length, maxLength: length });
  const given = fc.record({ words: fc.integer({ min: 1, max: 3 }), eights: fc.integer({ min: 1, max: 16 }) }).chain(({ words, eights }) =>
    fc.record({
      length: fc.constant(8 * eights),
      matrix: values(32 * words * 8 * eights, 127),
      thresholds: values(32 * words, 1_000_000),
      vector: values(8 * eights, 1 << 14),
    }),
  );
  fc.assert(
    fc.property(given, ({ length, matrix, thresholds, vector }) => {
      const projections = { length, matrix: Int16Array.from(matrix), thresholds: Int32Array.from(thresholds) };
      const bits = (kernel: SignsKernel) => {
        const words = new Uint32Array(thresholds.length / 32);
        kernel.signs(Int16Array.from(vector), words, 0);
        return words;
      };
      expect(bits(wasmSigns(projections))).toEqual(bits(createPlainSigns(projections)));
    }),
    { numRuns: 40 },
  );
});

test('projections that are too large for the memory are left to the plain kernel', () => {
  expect(createWasmSigns({ length: 1024, matrix: new Int16Array(64 * 1024), thresholds: new Int32Array(64) })).toBeUndefined();
});
