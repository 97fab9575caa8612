import { describe, expect, test } from 'vitest';
import { bestPath, type OffsetEvidence } from '../../../../packages/matcher/src/verify/pieces/best-path.ts';

/** Evidence of 60 moments at 100 offsets: that of a rank by chance, but 3 at the offset that is shown. */
function evidence(shown: (moment: number) => number | undefined): OffsetEvidence {
  const row = new Float32Array(100);
  let seed = 7;
  return {
    moments: 60,
    offsets: row.length,
    rowOf: (moment) => {
      for (let offset = 0; offset < row.length; offset++) {
        seed = (seed * 16807) % 2147483647;
        row[offset] = Math.log(0.5 * (seed / 2147483647) ** -0.5);
      }
      const at = shown(moment);
      if (at !== undefined) row[at] = 3;
      return row;
    },
  };
}

/** The interval of each piece and its first and last offset. */
const piecesOf = (shown: (moment: number) => number | undefined) =>
  bestPath(evidence(shown)).pieces.map(({ start, end, offsets }) => [start, end, offsets[0], offsets.at(-1)]);

describe('the best path through a query', () => {
  test('shows pieces in any order, each at its offset', () => {
    const shown = (moment: number) => (moment < 20 ? 50 : moment < 35 ? 10 : 80);
    expect(piecesOf(shown)).toEqual([
      [0, 20, 50, 50],
      [20, 35, 10, 10],
      [35, 60, 80, 80],
    ]);
  });

  test('leaves out what shows nothing of the reference', () => {
    const found = piecesOf((moment) => (moment >= 20 && moment < 40 ? 50 : undefined));
    expect(found).toHaveLength(1);
    const [start, end, ...offsets] = found[0]!;
    // Chance may prolong it by some moments.
    expect(Math.abs(start! - 20) + Math.abs(end! - 40)).toBeLessThan(8);
    expect(offsets).toEqual([50, 50]);
  });

  test('follows an offset that drifts without cutting it into pieces', () => {
    expect(piecesOf((moment) => 30 + Math.floor(moment / 10))).toEqual([[0, 60, 30, 35]]);
  });

  test('finds nothing in evidence by chance', () => {
    expect(bestPath(evidence(() => undefined)).pieces).toEqual([]);
  });

  test('says what each piece gains, less its price', () => {
    const { pieces, gainUntil, price } = bestPath(evidence((moment) => (moment < 20 ? 50 : 10)));
    expect(price).toBeCloseTo(Math.log(60 * 100), 9);
    // That an offset stays as it is costs little.
    for (const [{ start, end }, seen] of [
      [pieces[0]!, 20 * 3],
      [pieces[1]!, 40 * 3],
    ] as const) {
      expect(gainUntil[end]! - gainUntil[start]!).toBeLessThanOrEqual(seen - price);
      expect(gainUntil[end]! - gainUntil[start]!).toBeGreaterThan(0.95 * seen - price);
    }
  });
});
