import type { LumaSeries } from '@streetdate/core/portable';
import { resampledLuma } from '../../../luma/resampled-luma.ts';
import type { Segment } from '../../../match.ts';
import { StretchVotes } from '../../compare/interval-votes.ts';
import { brightnessAt } from '../../compare/luma-at.ts';
import { median } from '../../compare/median.ts';
import { isWhole, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';

/** A copy's brightness beside that of two renditions, where these differ. Codes are of luma, 0 to 255. */
export interface PairedLevels {
  /** Moments at which the two differ, and which were compared. */
  readonly moments: number;
  /** Codes by which the two differ there, the median. */
  readonly apart: number;
  /** Codes by which the copy differs from the first. */
  readonly distance: number;
  /** Codes by which the copy differs from the second. */
  readonly rivalDistance: number;
  /** Stretches of two seconds in which the copy is nearer to the one than to the other at most moments, */
  readonly stretches: number;
  /** and those of them in which it is nearer to the first. */
  readonly stretchesWon: number;
}

/**
 * Codes from one entry to the next, a fifth of a second, from which on a moment is left out: a line is known within a twentieth of one, and cuts between shots of nearly
 * one brightness look like motion.
 */
const STEADY = 2;
/** Neighbouring moments are as bright: what is independent is a stretch, seconds. */
const STRETCH = 2;

/**
 * Lays the copy's brightness beside that of two renditions, where the copy shows the whole picture of both and that is steady. Medians are taken, since what was laid over
 * the picture, and a cut a frame off, are far off all.
 * @param least - Codes by which the two must differ at a moment for it to be compared.
 * @returns Undefined where nothing can be compared, or the brightness of one of the three was not kept.
 */
export function pairLevels(
  { query }: PlacedCopy,
  first: PlacedRendition,
  second: PlacedRendition,
  least: number,
): PairedLevels | undefined {
  const [copy, one, other] = [query.luma && resampledLuma(query.luma), first.fingerprint.luma, second.fingerprint.luma];
  if (copy === undefined || one === undefined || other === undefined) return undefined;
  const [apart, near, far]: [number[], number[], number[]] = [[], [], []];
  const votes = new StretchVotes(STRETCH);
  for (const here of first.segments.filter(isWhole)) {
    for (const there of second.segments.filter(isWhole)) {
      const [start, end] = [Math.max(here.queryStart, there.queryStart), Math.min(here.queryEnd, there.queryEnd)];
      for (const [at, timeMs] of copy.timesMs.entries()) {
        const time = timeMs / 1000;
        if (time < start || time >= end) continue;
        const [shown, rival] = [brightnessBeside(one, here, time), brightnessBeside(other, there, time)];
        if (shown === undefined || rival === undefined || Math.abs(shown - rival) < least) continue;
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

/** A rendition's brightness where a segment puts a time of the copy. */
function brightnessBeside(brightness: LumaSeries, { queryStart, referenceStart, speed }: Segment, time: number): number | undefined {
  return brightnessAt(brightness, 1000 * (referenceStart + speed * (time - queryStart)), STEADY);
}
