import { describe, expect, test } from 'vitest';
import { dependenceOf, logJointPValue } from '../../../packages/matcher/src/statistics/joint-p-value.ts';
import { seeded } from '../../tools/synthetic-film.ts';

/** A normal variable, by the method of Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Decimal logarithm of the chance that a standard normal variable is above `z`: Abramowitz and Stegun 26.2.17. */
function logChanceAbove(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const terms = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * terms;
  return Math.log10(z >= 0 ? tail : 1 - tail);
}

describe('the joint p-value of two channels', () => {
  test('is their product where they are independent, less the choice of how it comes about', () => {
    // Of Fisher: of two uniform variables the product is at most x with the chance x (1 - ln x).
    for (const [one, other] of [
      [-3, -2],
      [-6, -0.5],
      [-8, -8],
    ] as const) {
      const product = 10 ** (one + other);
      const fisher = Math.log10(product * (1 - Math.log(product)));
      expect(logJointPValue(one, other, 0)).toBeGreaterThanOrEqual(fisher - 1e-9);
      expect(logJointPValue(one, other, 0)).toBeLessThan(fisher + 0.06);
    }
  });

  test('is what one of them says where they see the same, and between the two else', () => {
    expect(logJointPValue(-5, -5, 1)).toBeCloseTo(-5, 0);
    const chances = [0, 0.2, 0.4, 0.6, 0.8, 1].map((dependence) => logJointPValue(-4, -6, dependence));
    expect(chances).toEqual(chances.toSorted((one, other) => one - other));
    expect(logJointPValue(0, 0, 0.3)).toBe(0);
  });

  test.each([0, 0.3, 0.6, 0.9])('is not exceeded more often than stated, for null samples that correlate by %d', (dependence) => {
    const random = seeded(5);
    const trials = 200_000;
    let [asRare, hundredTimes] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const one = normal(random);
      const other = dependence * one + Math.sqrt(1 - dependence ** 2) * normal(random);
      const said = logJointPValue(logChanceAbove(one), logChanceAbove(other), dependence);
      if (said <= -2) hundredTimes++;
      if (said <= -3) asRare++;
    }
    expect(hundredTimes / trials).toBeLessThan(0.012);
    expect(hundredTimes / trials).toBeGreaterThan(0.006);
    expect(asRare / trials).toBeLessThan(0.0014);
  });

  test('depends on their correlation over null samples, of the kind with the highest', () => {
    const random = seeded(9);
    const pairs = (dependence: number) =>
      Array.from({ length: 400 }, () => {
        const one = normal(random);
        return [one, dependence * one + Math.sqrt(1 - dependence ** 2) * normal(random)] as const;
      });
    expect(dependenceOf([pairs(0.6)])).toBeCloseTo(0.6, 1);
    expect(dependenceOf([pairs(0.1), pairs(0.8)])).toBeCloseTo(0.8, 1);
    expect(dependenceOf([pairs(-0.5)])).toBe(0);
  });

  test('is that of one channel if there are too few null samples', () => {
    const still = Array.from({ length: 100 }, () => [0.3, 0] as const);
    for (const kinds of [[], [still], [[[1, 0.5] as const]]]) expect(dependenceOf(kinds)).toBe(1);
  });
});
