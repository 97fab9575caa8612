import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { resampledLuma } from '../../../luma/resampled-luma.ts';
import type { Segment } from '../../../match.ts';
import { entriesAround } from '../../compare/entries-around.ts';
import { IntervalVotes } from '../../compare/interval-votes.ts';
import { median } from '../../compare/median.ts';
import { isUpright, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';

/** The lower third of a copy's picture against that of two renditions that differ only there. Codes are of luma, 0 to 255. */
export interface PairedSubtitles {
  /** Moments compared. */
  readonly moments: number;
  /** Median difference between the two, summed over the cells of the lower third, codes. */
  readonly apart: number;
  /** Median difference between the copy and the first, codes. */
  readonly distance: number;
  /** How often a difference begins or ends because the first changes, and because the second does: text that comes and goes. */
  readonly changes: readonly [number, number];
  /** Intervals of four seconds in which the copy is nearer to one of the two at most moments. */
  readonly intervals: number;
  /** Of these, the intervals in which it is nearer to the first. */
  readonly intervalsWon: number;
}

/** Least difference of a cell of the lower third, codes. A short line of text changes its cell by 4, encoding by half a code. */
const LEAST_APART = 2.5;
/** Largest difference of the other cells, codes. More is another grade or another picture. */
const ALIKE = 1;
/** Change from one entry to the next from which a cell is unsteady, codes: motion, or text that comes or goes. */
const STEADY = 2;
/** Longest time between two moments over which a change counts, seconds. */
const SOON = 1;
/** A line of text stays for some seconds, so an interval counts once. Seconds. */
const INTERVAL = 4;

const CELLS = COARSE_LUMA_GRID ** 2;
/** Cells above the lower row. */
const UPPER = CELLS - COARSE_LUMA_GRID;

/**
 * Compares the 3 × 3 luma grid of a copy with that of two renditions, where it shows the whole picture of both,
 * upright.
 * @returns Undefined if the two never differ in the lower third alone, or one of the three stores no grid.
 */
export function pairSubtitles({ query }: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedSubtitles | undefined {
  const [copy, one, other] = [query.luma && resampledLuma(query.luma), first.fingerprint.luma, second.fingerprint.luma];
  if (copy?.coarseGrid === undefined || one?.coarseGrid === undefined || other?.coarseGrid === undefined) return undefined;
  const [apart, near]: [number[], number[]] = [[], []];
  let [ofFirst, ofSecond] = [0, 0];
  const votes = new IntervalVotes(INTERVAL);
  for (const here of first.segments.filter(isUpright)) {
    for (const there of second.segments.filter(isUpright)) {
      const [start, end] = [Math.max(here.queryStart, there.queryStart), Math.min(here.queryEnd, there.queryEnd)];
      let last: { time: number; shown: number[]; rival: number[]; hasText: boolean } | undefined;
      for (const [at, timeMs] of copy.timesMs.entries()) {
        const time = timeMs / 1000;
        if (time < start || time >= end) continue;
        const [shown, rival] = [cellsAt(one, here, time), cellsAt(other, there, time)];
        if (shown === undefined || rival === undefined) continue;
        const between = differences(shown, rival);
        const hasText = differsBelow(between);
        if (!hasText && between.some((each) => Math.abs(each) > ALIKE)) continue;
        // A difference began or ended: the rendition that changed more caused it.
        if (last !== undefined && last.hasText !== hasText && time - last.time <= SOON) {
          if (sumBelow(differences(shown, last.shown)) > sumBelow(differences(rival, last.rival))) ofFirst++;
          else ofSecond++;
        }
        last = { time, shown, rival, hasText };
        if (!hasText) continue;
        const own = entryOf(copy.coarseGrid, at);
        const [toFirst, toSecond] = [sumBelow(differences(own, shown)), sumBelow(differences(own, rival))];
        apart.push(sumBelow(between));
        near.push(toFirst);
        votes.add(time, toSecond - toFirst);
      }
    }
  }
  if (apart.length === 0) return undefined;
  return {
    moments: apart.length,
    apart: median(apart),
    distance: median(near),
    changes: [ofFirst, ofSecond],
    ...votes.count(),
  };
}

/** Cells of an entry, codes modulo 32. */
const entryOf = (cells: Uint8Array, at: number) => Array.from(cells.subarray(at * CELLS, (at + 1) * CELLS), (eighths) => eighths / 8);

/** Whether two pictures differ in their lower third only. */
function differsBelow(between: readonly number[]): boolean {
  return (
    between.every((each, part) => part >= UPPER || Math.abs(each) <= ALIKE) &&
    between.slice(UPPER).some((each) => Math.abs(each) >= LEAST_APART)
  );
}

const sumBelow = (between: readonly number[]) => between.slice(UPPER).reduce((sum, each) => sum + Math.abs(each), 0);

/** Differences of cells, codes. Values are known modulo 32, so the smallest difference is taken. */
function differences(one: readonly number[], other: readonly number[]): number[] {
  return one.map((codes, part) => {
    const difference = codes - other[part]!;
    return difference - 32 * Math.round(difference / 32);
  });
}

/** A rendition's cells at a time of the copy, codes modulo 32; undefined if a cell is unsteady or unknown. */
function cellsAt(
  { timesMs, coarseGrid: cells }: LumaSeries,
  { queryStart, referenceStart, speed }: Segment,
  time: number,
): number[] | undefined {
  const timeMs = 1000 * (referenceStart + speed * (time - queryStart));
  const between = entriesAround(timesMs, timeMs);
  if (between === undefined) return undefined;
  const before = entryOf(cells!, between.after - 1);
  const steps = differences(entryOf(cells!, between.after), before);
  if (steps.some((step) => Math.abs(step) >= STEADY)) return undefined;
  return before.map((codes, part) => codes + between.share * steps[part]!);
}
