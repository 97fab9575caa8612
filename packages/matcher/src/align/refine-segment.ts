import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';
import type { Segment } from '../match.ts';
import { measureDistances, NOT_COMPARED } from './distances.ts';
import { FrameClock } from './frame-clock.ts';
import { uprightTrack } from './orientation.ts';
import { type TimeMap, timeMapThrough } from './time-map.ts';
import { isBackwards } from './time-reversal.ts';

/**
 * Moves a segment's ends to the exact frame, given every frame of the query around them. A query is sampled sparsely, so a match has its
 * ends within half a sampling interval. A second of fully decoded film on each side gives the exact frames.
 * @param segment - A segment that {@link findMatches} found.
 * @param reference - The matched reference.
 * @param start - Fingerprint of every query frame around the segment's start, in query seconds; undefined keeps the start.
 * @param end - The same around its end.
 * @returns The segment with `queryStart` at its first frame, `queryEnd` at the first frame after it, and the corresponding reference times.
 * Unchanged if the frames show no change between films.
 */
export function refineSegment(
  segment: Segment,
  reference: Fingerprint,
  start: Fingerprint | undefined,
  end: Fingerprint | undefined,
  algorithm = 'pdq/1',
): Segment {
  const track = findTrack(reference, algorithm, segment.referenceView);
  // In a further view of the query, the active area's hashes cannot locate the ends.
  if (track === undefined || segment.queryView !== 'active') return segment;
  const clock = new FrameClock(track);
  const queryStart = (start && changeAt(segment, clock, findTrack(start, algorithm), 'start')) ?? segment.queryStart;
  const queryEnd = (end && changeAt(segment, clock, findTrack(end, algorithm), 'end')) ?? segment.queryEnd;
  if (queryEnd <= queryStart) return segment;
  const { offset, speed } = mapOf(segment);
  const ends = [offset + speed * queryStart, offset + speed * queryEnd] as const;
  const [referenceStart, referenceEnd] = isBackwards(segment) ? [ends[1], ends[0]] : ends;
  return { ...segment, queryStart, queryEnd, referenceStart, referenceEnd };
}

/** The alignment of a segment. */
function mapOf(segment: Segment): TimeMap {
  const { queryStart, referenceStart, referenceEnd, speed } = segment;
  return timeMapThrough(queryStart, isBackwards(segment) ? referenceEnd : referenceStart, speed);
}

/** Query time of the frame at which the reference's picture begins or ends; undefined if there is none. */
function changeAt(segment: Segment, clock: FrameClock, plain: HashTrack | undefined, side: 'start' | 'end'): number | undefined {
  const track = plain && uprightTrack(plain, segment);
  if (track === undefined || track.timesMs.length === 0) return undefined;
  const frames = track.timesMs.length;
  const distances = new Uint16Array(frames);
  measureDistances(track, clock, mapOf(segment), 0, frames, distances);
  // Distances below the threshold resemble the segment, distances above it anything else.
  const cut = ((segment.meanDistance + segment.backgroundDistance) / 2) * track.bits;
  const belongs = (frame: number) => (distances[frame] === NOT_COMPARED ? 0 : cut - distances[frame]!);
  // The best change point: segment frames on one side, other frames on the other.
  let inside = 0;
  for (let frame = 0; frame < frames; frame++) inside += side === 'start' ? belongs(frame) : 0;
  let best = inside;
  let change = 0;
  for (let frame = 0; frame < frames; frame++) {
    inside += side === 'start' ? -belongs(frame) : belongs(frame);
    if (inside > best) {
      best = inside;
      change = frame + 1;
    }
  }
  // A change at either end of the decoded interval was not observed.
  if (change === 0 || change === frames) return undefined;
  return track.timesMs[change]! / 1000;
}
