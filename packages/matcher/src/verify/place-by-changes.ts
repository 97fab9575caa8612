import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { type AlignedRun, AlignmentExtender } from '../align/extend.ts';
import type { FrameClock } from '../align/frame-clock.ts';
import { type TimeMap, timeMapThrough, toReference } from '../align/time-map.ts';
import { logTrialsAnHour } from '../evidence/hash-bits.ts';
import { findChangingMoment } from '../evidence/motion/successive-changes.ts';
import type { Segment } from '../match.ts';
import { mayMove } from './place-by-motion.ts';
import { describeRun, type SearchSize } from './segment.ts';

/** A query's pictures as a reference shows them: upright, under a crop, or under a registered geometry. */
export interface ShownPictures {
  readonly query: Fingerprint;
  readonly track: HashTrack;
  readonly clock: FrameClock;
  readonly size: SearchSize;
}

/**
 * Places a run of similar pictures in a static scene by how they change. Any moment of such a scene fits the pictures, and so does another
 * take of it. The geometry was chosen by the pictures, so only the moments of the library count as trials.
 * @param segment - The run, scored by its pictures.
 * @returns The interval around the right moment, scored by the changes alone; undefined if they are no evidence.
 */
export function placeByChanges({ query, track, clock, size }: ShownPictures, run: AlignedRun, segment: Segment): Segment | undefined {
  if (!mayMove(segment)) return undefined;
  const moments = speedsOf(track, run).flatMap((map) => findChangingMoment(track, clock, map, run.start, run.end) ?? []);
  const [best] = moments.toSorted((one, other) => other.evidence.correlation - one.evidence.correlation);
  if (best === undefined) return undefined;
  const { map, evidence } = best;
  const placed = new AlignmentExtender(track, clock).extendFixed(map, { start: segment.queryStart, end: segment.queryEnd });
  if (placed === undefined) return undefined;
  const found = describeRun(query, track, clock, placed, segment, size);
  const alignments = logTrialsAnHour(map.speed, found.queryEnd - found.queryStart) + Math.log10(size.libraryHours);
  const score = -evidence.logChance - alignments;
  return mayMove(found) && score > 0 ? { ...found, score, motion: evidence } : undefined;
}

/** The alignment of a run, and the same at the plain speed: pictures of a static scene fit at any speed, and changes only at the right one. */
function speedsOf({ timesMs }: HashTrack, { map, start, end }: AlignedRun): TimeMap[] {
  if (map.speed === 1) return [map];
  const middle = (timesMs[start]! + timesMs[end - 1]!) / 2000;
  return [map, timeMapThrough(middle, toReference(map, middle), 1)];
}
