import type { Segment } from '@streetdate/matcher';

/** What is compared of a segment. */
type SegmentPlace = Pick<Segment, 'queryStart' | 'queryEnd' | 'meanDistance'>;

/** Ends and mean distances may differ by so much: the matcher weighs them against the rest of the film, which is not enclosed. */
const MOST_SECONDS_APART = 1;
const MOST_DISTANCE_APART = 0.02;

/**
 * Whether two segments are of the same interval of the query, at the same distance.
 * @param shift - Seconds by which the times of the second begin later. @defaultValue 0
 */
export function isSameSegment(claimed: SegmentPlace, computed: SegmentPlace, shift = 0): boolean {
  return (
    Math.abs(claimed.queryStart - shift - computed.queryStart) <= MOST_SECONDS_APART &&
    Math.abs(claimed.queryEnd - shift - computed.queryEnd) <= MOST_SECONDS_APART &&
    Math.abs(claimed.meanDistance - computed.meanDistance) <= MOST_DISTANCE_APART
  );
}

/** A segment for a sentence. */
export function shownSegment({ queryStart, queryEnd, meanDistance }: SegmentPlace): string {
  return `seconds ${queryStart.toFixed(1)} to ${queryEnd.toFixed(1)} at a mean distance of ${meanDistance.toFixed(3)}`;
}
