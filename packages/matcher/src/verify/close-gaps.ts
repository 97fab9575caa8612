import type { Segment } from '../match.ts';
import { isSameAlignment } from './overlaps.ts';
import { withEnds } from './segment.ts';

/** Longest gap that is closed, seconds: what stronger segments leave of a weaker one is as long, or it is dropped. */
const LONGEST = 1;

/**
 * Closes short gaps between segments on one alignment, each up to its middle. The film goes on there, and only a crop that moves, a flash or
 * a plain picture hides it for a moment. Scores stay.
 * @param segments - In order of query time.
 */
export function closeGaps(segments: readonly Segment[]): Segment[] {
  const closed = [...segments];
  for (const [at, next] of segments.entries()) {
    const before = closed[at - 1];
    if (before === undefined || next.queryStart <= before.queryEnd || next.queryStart - before.queryEnd > LONGEST) continue;
    if (!isSameAlignment(before, next)) continue;
    const middle = (before.queryEnd + next.queryStart) / 2;
    closed[at - 1] = withEnds(before, before.queryStart, middle);
    closed[at] = withEnds(next, middle, next.queryEnd);
  }
  return closed;
}
