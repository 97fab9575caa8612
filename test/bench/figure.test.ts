import { describe, expect, test } from 'vitest';
import { compare, median } from '../../packages/bench/src/measure/figure.ts';

describe('median', () => {
  test('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  test('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('compare', () => {
  const samples = (name: string, ...values: number[]) => ({ name, unit: 's' as const, values });

  test('gives the baseline a ratio of 1 and the others the ratio to it', () => {
    const [baseline, other] = compare([samples('one', 2, 2, 2), samples('other', 3, 3, 3)]);
    expect(baseline).toMatchObject({ name: 'one', median: 2, spread: 0, samples: 3, ratio: 1 });
    expect(other).toMatchObject({ name: 'other', median: 3, ratio: 1.5 });
  });

  test('takes ratios round by round, so that a slow round does not bend them', () => {
    const [, other] = compare([samples('one', 1, 10, 1), samples('other', 2, 20, 20)]);
    expect(other).toMatchObject({ median: 20, ratio: 2 });
  });

  test('tells how far the samples lie from their middle', () => {
    expect(compare([samples('one', 1, 2, 4, 8, 100)])[0]).toMatchObject({ median: 4, spread: 3 });
  });
});
