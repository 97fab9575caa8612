import type { LumaSeries } from '@streetdate/core/portable';
import { resampledLuma } from '../../../luma/resampled-luma.ts';
import type { Segment } from '../../../match.ts';
import { IntervalVotes } from '../../compare/interval-votes.ts';
import { lumaAt } from '../../compare/luma-at.ts';
import { median } from '../../compare/median.ts';
import { isWhole, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';

/** Mean luma of a copy and of two renditions, where these differ. Codes are 0 to 255. */
export interface PairedLevels {
  /** Moments compared, at which the two differ. */
  readonly moments: number;
  /** Median difference between the two, codes. */
  readonly apart: number;
  /** Median difference between the copy and the first, codes. */
  readonly distance: number;
  /** Median difference between the copy and the second, codes. */
  readonly rivalDistance: number;
  /** Intervals of two seconds in which the copy is nearer to one of the two at most moments. */
  readonly intervals: number;
  /** Of these, the intervals in which it is nearer to the first. */
  readonly intervalsWon: number;
}

/** Options for {@link pairLevels}. */
interface LevelOptions {
  /** Luma codes by which the two renditions must differ at a moment for it to count. */
  readonly leastApart: number;
}

/**
 * Change of luma from one entry to the next (a fifth of a second) from which a moment is skipped, codes. Alignments are
 * exact to a twentieth of a second, and shot changes between shots of similar luma resemble motion.
 */
const STEADY = 2;
/** Neighbouring moments have similar luma, so an interval counts once. Seconds. */
const INTERVAL = 2;

/**
 * Compares the mean luma of a copy with that of two renditions, where the copy shows the whole picture of both and luma
 * is steady. Medians ignore overlays and shot changes that are a frame off.
 * @returns Undefined where nothing can be compared, or one of the three stores no luma.
 */
export function pairLevels(
  { query }: PlacedCopy,
  first: PlacedRendition,
  second: PlacedRendition,
  { leastApart }: LevelOptions,
): PairedLevels | undefined {
  const [copy, one, other] = [query.luma && resampledLuma(query.luma), first.fingerprint.luma, second.fingerprint.luma];
  if (copy === undefined || one === undefined || other === undefined) return undefined;
  const [apart, near, far]: [number[], number[], number[]] = [[], [], []];
  const votes = new IntervalVotes(INTERVAL);
  for (const here of first.segments.filter(isWhole)) {
    for (const there of second.segments.filter(isWhole)) {
      const [start, end] = [Math.max(here.queryStart, there.queryStart), Math.min(here.queryEnd, there.queryEnd)];
      for (const [at, timeMs] of copy.timesMs.entries()) {
        const time = timeMs / 1000;
        if (time < start || time >= end) continue;
        const [shown, rival] = [lumaOf(one, here, time), lumaOf(other, there, time)];
        if (shown === undefined || rival === undefined || Math.abs(shown - rival) < leastApart) continue;
        const own = copy.means[at]! / 256;
        apart.push(Math.abs(shown - rival));
        near.push(Math.abs(own - shown));
        far.push(Math.abs(own - rival));
        votes.add(time, far.at(-1)! - near.at(-1)!);
      }
    }
  }
  if (apart.length === 0) return undefined;
  return {
    moments: apart.length,
    apart: median(apart),
    distance: median(near),
    rivalDistance: median(far),
    ...votes.count(),
  };
}

/** A rendition's mean luma at a time of the copy. */
function lumaOf(luma: LumaSeries, { queryStart, referenceStart, speed }: Segment, time: number): number | undefined {
  return lumaAt(luma, 1000 * (referenceStart + speed * (time - queryStart)), STEADY);
}
