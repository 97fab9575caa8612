import { joinSpans } from '@streetdate/core/internal';
import type { TimeSpan } from '@streetdate/core/portable';
import type { Segment } from '../match.ts';
import { shownAt } from '../verify/segment.ts';

// What a reference proves is what is left of a match after intervals that prove nothing were taken out of it.

/**
 * The parts of some intervals that lie in none of some others.
 * @returns Intervals in order of time that neither overlap nor touch, none of them empty.
 */
export function subtractSpans(spans: readonly TimeSpan[], taken: readonly TimeSpan[]): TimeSpan[] {
  const gone = unionSpans(taken);
  return unionSpans(spans).flatMap((span) => {
    const left: TimeSpan[] = [];
    let from = span.start;
    for (const { start, end } of gone) {
      if (end <= from) continue;
      if (start >= span.end) break;
      if (start > from) left.push({ start: from, end: start });
      from = end;
    }
    if (from < span.end) left.push({ start: from, end: span.end });
    return left;
  });
}

/** The same seconds as intervals in order of time that neither overlap nor touch, none of them empty. */
export function unionSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  return joinSpans(spans.filter(({ start, end }) => end > start));
}

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
  const spans = unionSpans(referenceSpans).flatMap(({ start, end }) => {
    if (speed === 0) return first >= start && first < end ? [{ start: queryStart, end: queryEnd }] : [];
    const [one, other] = [(start - first) / speed, (end - first) / speed];
    return [{ start: Math.max(queryStart, queryStart + Math.min(one, other)), end: Math.min(queryEnd, queryStart + Math.max(one, other)) }];
  });
  return unionSpans(spans);
}
