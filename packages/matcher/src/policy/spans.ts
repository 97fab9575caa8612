import { joinSpans } from '@streetdate/core/internal';
import type { TimeSpan } from '@streetdate/core/portable';
import type { Segment } from '../match.ts';
import { shownAt } from '../verify/segment.ts';

/**
 * The intervals of a query in which a segment shows some intervals of its reference. They lie within the segment.
 * @param segment - Its speed may be negative: the query then shows the reference backwards. At speed 0 it shows one moment throughout.
 * @param referenceSpans - Intervals of the reference, seconds, in any order.
 * @returns Intervals of the query in order of time, seconds.
 */
export function querySpansOf(
  segment: Pick<Segment, 'queryStart' | 'queryEnd' | 'referenceStart' | 'referenceEnd' | 'speed'>,
  referenceSpans: readonly TimeSpan[],
): TimeSpan[] {
  const { queryStart, queryEnd, speed } = segment;
  const first = shownAt(segment, queryStart);
  const isLong = ({ start, end }: TimeSpan) => end > start;
  const spans = joinSpans(referenceSpans.filter(isLong)).flatMap(({ start, end }) => {
    if (speed === 0) return first >= start && first < end ? [{ start: queryStart, end: queryEnd }] : [];
    const [one, other] = [(start - first) / speed, (end - first) / speed];
    return [{ start: Math.max(queryStart, queryStart + Math.min(one, other)), end: Math.min(queryEnd, queryStart + Math.max(one, other)) }];
  });
  return joinSpans(spans.filter(isLong));
}
