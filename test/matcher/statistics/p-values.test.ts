import { describe, expect, test } from 'vitest';
import { logFisherTail } from '../../../packages/matcher/src/statistics/p-values.ts';

describe('the probability of a sum of surprises', () => {
  test('of a single one is its own p-value', () => {
    for (const pValue of [0.5, 0.01, 1e-12]) expect(logFisherTail(1, -Math.log(pValue))).toBeCloseTo(Math.log10(pValue), 9);
  });

  test('is that of the tables', () => {
    // Chi-squared with 20 degrees of freedom exceeds 31.41 in 5 % and 37.57 in 1 % of cases; the sum is half of it.
    expect(10 ** logFisherTail(10, 31.41 / 2)).toBeCloseTo(0.05, 4);
    expect(10 ** logFisherTail(10, 37.57 / 2)).toBeCloseTo(0.01, 4);
  });

  test('is about a half for as much as chance gives, and 1 for nothing', () => {
    expect(10 ** logFisherTail(30, 30)).toBeGreaterThan(0.45);
    expect(10 ** logFisherTail(30, 30)).toBeLessThan(0.55);
    expect(logFisherTail(30, 0)).toBe(0);
    expect(logFisherTail(30, 1e-9)).toBeCloseTo(0, 9);
  });

  test('of many large ones does not underflow', () => {
    expect(logFisherTail(60, 3000)).toBeLessThan(-1000);
    expect(Number.isFinite(logFisherTail(60, 3000))).toBe(true);
  });
});
