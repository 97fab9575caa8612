import type { PredictedSegment } from '../metrics/prediction.ts';
import { type Codes, countCodes } from './codes.ts';

/** The best interval of an alignment, by the distances of one query and one reference. */
export interface Line {
  /** Mean distance over the interval, in bits. */
  readonly meanDistance: number;
  /** Where it lies. */
  readonly segment: PredictedSegment;
}

/** The best line for one length of window, and what lines of that length are like where nothing agrees. */
export interface LineSearch {
  /** The length looked for, seconds. A shorter query or reference is compared as a whole. */
  readonly window: number;
  /** The best line. */
  readonly best: Line;
  /** Number, sum and sum of squares of the mean distances of all lines: for a background over several references. */
  readonly lines: number;
  readonly sum: number;
  readonly squares: number;
}

/** Seconds of reference in a second of query: as it is, re-timed between film and PAL, and every 2.5 % between what the attacks draw. */
export const SPEEDS: readonly number[] = [...[1, 25 / 24, 24 / 25], ...[0.9, 0.925, 0.95, 0.975, 1.025, 1.05, 1.075, 1.1, 1.125, 1.15]];

/**
 * Compares every alignment: each start in the reference, each speed, and each window on it. It is exhaustive, so no proposer can miss
 * anything. The shortest overlap is the window, or the whole query or reference if that is shorter.
 * @param table - Distances, as `distanceTable` gives them.
 * @param windows - Lengths of window, seconds.
 * @returns The best for each window, in the order of `windows`.
 */
export function searchLines(query: Codes, reference: Codes, table: Uint16Array, windows: readonly number[]): LineSearch[] {
  const [rows, columns] = [countCodes(query), countCodes(reference)];
  const found = windows.map((window) => ({
    window,
    least: Math.min(Math.round(window * query.rate), rows, Math.floor((columns / reference.rate) * query.rate * 0.85)),
    best: { mean: Number.POSITIVE_INFINITY, start: 0, rows: 0, offset: 0, speed: 1 },
    ...{ lines: 0, sum: 0, squares: 0 },
  }));
  const sums = new Float64Array(rows + 1);
  const steps = new Int32Array(rows);
  for (const speed of SPEEDS) {
    for (let row = 0; row < rows; row++) steps[row] = Math.round((speed * row * reference.rate) / query.rate);
    for (let offset = -(steps[rows - 1] ?? 0); offset < columns; offset++) {
      let first = 0;
      while (first < rows && offset + steps[first]! < 0) first++;
      let end = first;
      sums[first] = 0;
      for (; end < rows && offset + steps[end]! < columns; end++) {
        sums[end + 1] = sums[end]! + table[end * columns + offset + steps[end]!]!;
      }
      for (const search of found) {
        const { least } = search;
        if (least === 0 || end - first < least) continue;
        let lowest = Number.POSITIVE_INFINITY;
        let at = first;
        for (let start = first; start + least <= end; start++) {
          const sum = sums[start + least]! - sums[start]!;
          if (sum < lowest) [lowest, at] = [sum, start];
        }
        const mean = lowest / least;
        search.lines++;
        search.sum += mean;
        search.squares += mean * mean;
        if (mean < search.best.mean) search.best = { mean, start: at, rows: least, offset, speed };
      }
    }
  }
  return found.map(({ window, best, lines, sum, squares }) => ({
    window,
    best: { meanDistance: best.mean, segment: segmentOf(best, query.rate, reference.rate) },
    ...{ lines, sum, squares },
  }));
}

function segmentOf(
  { start, rows, offset, speed }: { readonly start: number; readonly rows: number; readonly offset: number; readonly speed: number },
  queryRate: number,
  referenceRate: number,
): PredictedSegment {
  const [queryStart, queryEnd] = [start / queryRate, (start + rows) / queryRate];
  const place = (time: number) => offset / referenceRate + speed * time;
  return { queryStart, queryEnd, referenceStart: place(queryStart), referenceEnd: place(queryEnd) };
}
