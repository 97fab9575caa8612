import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areaUnder,
  chanceAmong,
  type DistanceCounts,
  equalErrorRate,
  foundAt,
  quantileOf,
  rocOf,
} from '../../../packages/bench/src/measure/roc.ts';

const BITS = 12;
const distances = fc.array(fc.integer({ min: 0, max: BITS }), { minLength: 1, maxLength: 40 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

function counted(values: readonly number[]): DistanceCounts {
  const counts = new Float64Array(BITS + 1);
  for (const value of values) counts[value]!++;
  return counts;
}

/** For each pair of an equal and a different distance: 1 where the equal one is nearer, a half for a tie. */
function areaByPairs(equal: readonly number[], different: readonly number[]): number {
  const wins = equal.flatMap((one) => different.map((other) => (one < other ? 1 : one === other ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

const rateOf = (values: readonly number[], threshold: number) => values.filter((value) => value <= threshold).length / values.length;

describe('on any distances', () => {
  test('the area under the curve is the chance that an equal pair is nearer, ties counted half', () => {
    fc.assert(
      fc.property(distances, distances, (equal, different) => {
        expect(areaUnder(rocOf(counted(equal), counted(different)))).toBeCloseTo(areaByPairs(equal, different), 10);
      }),
    );
  });

  test('the copies found at a false-positive rate are those of the best threshold that keeps it', () => {
    fc.assert(
      fc.property(distances, distances, share, (equal, different, most) => {
        const thresholds = Array.from({ length: BITS + 2 }, (_, at) => at - 1);
        const best = Math.max(...thresholds.filter((at) => rateOf(different, at) <= most).map((at) => rateOf(equal, at)));
        expect(foundAt(rocOf(counted(equal), counted(different)), most)).toBe(best);
      }),
    );
  });

  test('the equal error rate lies between the errors of the two thresholds where they cross, and swapping the kinds mirrors it', () => {
    fc.assert(
      fc.property(distances, distances, (equal, different) => {
        const rate = equalErrorRate(rocOf(counted(equal), counted(different)));
        const missed = (at: number) => 1 - rateOf(equal, at);
        const wrong = (at: number) => rateOf(different, at);
        const cross = Array.from({ length: BITS + 1 }, (_, at) => at).find((at) => wrong(at) >= missed(at))!;
        expect(rate).toBeGreaterThanOrEqual(Math.max(wrong(cross - 1), missed(cross)) - 1e-9);
        expect(rate).toBeLessThanOrEqual(Math.min(wrong(cross), missed(cross - 1)) + 1e-9);
        expect(equalErrorRate(rocOf(counted(different), counted(equal)))).toBeCloseTo(1 - rate, 9);
      }),
    );
  });

  test('a quantile is the nearest value that so many do not exceed', () => {
    fc.assert(
      fc.property(distances, share, (values, at) => {
        const sorted = [...values].sort((one, other) => one - other);
        expect(quantileOf(counted(values), at)).toBe(sorted[Math.max(0, Math.ceil(at * values.length) - 1)]);
      }),
    );
  });

  test('the chance to be among the first is the mean over all orders of the tied', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 12 }),
        (nearer, tied, most) => {
          // The own place among the tied is equally likely to be each.
          const places = Array.from({ length: tied }, (_, at) => nearer + at);
          const expected = places.filter((place) => place < most).length / tied;
          expect(chanceAmong(most, nearer, tied)).toBeCloseTo(expected, 12);
        },
      ),
    );
  });
});

test('distances that are all equal are guessing: area 0.5, error 0.5, and no copy without false alarms', () => {
  const roc = rocOf(counted([3, 3, 3]), counted([3, 3]));
  expect([areaUnder(roc), equalErrorRate(roc), foundAt(roc, 0.001)]).toEqual([0.5, 0.5, 0]);
});

test('no pair has no quantile', () => {
  expect(quantileOf(counted([]), 0.5)).toBeNaN();
});
