import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingArray } from '../../packages/core/src/growing-array.ts';

test('what was added comes out in its order, in an array of just its length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (count) => {
      const values = new GrowingArray(Uint16Array);
      const expected = Uint16Array.from({ length: count }, (_, at) => at % 65_521);
      for (const value of expected) values.push(value);
      const built = values.build();
      expect(built).toEqual(expected);
      expect(built.buffer.byteLength).toBe(2 * count);
      expect(values).toHaveLength(count);
    }),
    { numRuns: 10 },
  );
});

test('the value added last can be changed, at the borders of chunks as well', () => {
  const values = new GrowingArray(Uint32Array);
  for (let value = 0; value < 2000; value++) {
    values.push(value);
    expect(values.last).toBe(value);
    values.last = 2 * value;
  }
  expect(values.build()).toEqual(Uint32Array.from({ length: 2000 }, (_, at) => 2 * at));
});

test('of a track of the length that was expected nothing is copied, and more than was expected may come', () => {
  const collect = (expected: number, count: number) => {
    const values = new GrowingArray(Uint32Array, expected);
    for (let value = 0; value < count; value++) values.push(value);
    return values.build();
  };
  for (const count of [0, 300, 4999, 5000, 9000, 10_000, 10_001, 30_000]) {
    const built = collect(10_000, count);
    expect(built).toEqual(Uint32Array.from({ length: count }, (_, at) => at));
    const isWhole = count >= 5000 && count <= 10_000;
    expect(built.buffer.byteLength).toBe(4 * (isWhole ? 10_000 : count));
  }
});

test('a file that says that it lasts for ever is not believed', () => {
  expect(new GrowingArray(Uint8Array, Number.MAX_SAFE_INTEGER).build()).toHaveLength(0);
});
