import { describe, expect, test } from 'vitest';
import { addRankEvidence, UNKNOWN } from '../../../../packages/matcher/src/verify/pieces/rank-evidence.ts';

function evidenceOf(values: readonly number[], weight = 0.5): number[] {
  const evidence = new Float32Array(values.length);
  addRankEvidence(evidence, Int32Array.from(values), 0, 1000, weight);
  return [...evidence];
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

describe('the evidence of ranks', () => {
  test('speaks most for the smallest value', () => {
    const [smallest, ...others] = evidenceOf([1, ...Array.from({ length: 99 }, (_, at) => at + 2)]);
    expect(smallest).toBeCloseTo(Math.log(Math.sqrt(100)), 6);
    expect(Math.max(...others)).toBeLessThan(smallest!);
  });

  test('is a mean likelihood of 1, however many values are equal', () => {
    for (const values of [
      [5, 5, 5, 5],
      [1, 2, 3, 4, 5],
      [1, 1, 1, 9, 9, 3],
    ]) {
      expect(mean(evidenceOf(values).map(Math.exp)), values.join()).toBeCloseTo(1, 6);
    }
  });

  test('is nothing for each of equal values', () => {
    for (const each of evidenceOf([7, 7, 7])) expect(each).toBeCloseTo(0, 6);
  });

  test('says less where a value stands for less', () => {
    const [full, little] = [evidenceOf([1, 2, 3]), evidenceOf([1, 2, 3], 0.15)];
    for (const [at, each] of little.entries()) expect(Math.abs(each)).toBeLessThan(Math.abs(full[at]!));
  });

  test('is nothing where a value is unknown, which takes no rank', () => {
    const [unknown, ...known] = evidenceOf([UNKNOWN, 1, 2, 3]);
    expect(unknown).toBe(0);
    expect(known).toEqual(evidenceOf([1, 2, 3]));
  });
});
