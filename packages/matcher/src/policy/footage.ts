import { joinSpans, secondsIn, subtractSpans } from '@streetdate/core/internal';
import type { TimeSpan } from '@streetdate/core/portable';
import type { Match, Segment } from '../match.ts';
import { querySpansOf } from './spans.ts';
import type { Reference } from './types.ts';

/** What one promo of the title explains of a match. */
export interface PublishedMaterial {
  /** The promo. */
  readonly promo: Reference;
  /** Intervals of the query that show the promo, seconds. @defaultValue none */
  readonly inQuery?: readonly TimeSpan[];
  /** Intervals of the matched reference that the promo shows, seconds. @defaultValue none */
  readonly inReference?: readonly TimeSpan[];
}

/** An interval of a reference that proves nothing. */
export interface HeldBackInterval extends TimeSpan {
  /**
   * `excluded`: by the owner's decision. `shared`: another title has it too. `undecided`: the same, and nobody has decided yet whose it is.
   */
  readonly why: 'excluded' | 'shared' | 'undecided';
  /** Why, in the owner's words. */
  readonly reason: string;
}

/** Footage of a match that nothing on record explains. */
export interface UnpublishedFootage {
  /** How much, seconds. */
  readonly seconds: number;
  /** In how many places of the query. */
  readonly places: number;
  /** Expected number of matches as good as this footage alone, if the query contained nothing of the library (an E-value). */
  readonly expectedFalseMatches: number;
  /** The places: intervals of the query, seconds. */
  readonly intervals: readonly TimeSpan[];
}

/**
 * How far the ends of matched pieces are off, seconds. Of animated film nine of ten ends were within 0.3 s, before a fixed camera within 0.9 s:
 * benchmarks/results/2026-12-01-published-intervals.md.
 */
const ENDS = 0.5;
/** Shortest footage beside what is explained, seconds. Less is the end of a piece that was placed a little late. */
const LEAST = 1;

/** The intervals of the query in which a segment shows some intervals of its reference. A still shows a moment, and counts as its surroundings. */
function spansOf(segment: Segment, spans: readonly TimeSpan[]): TimeSpan[] {
  const { queryStart, queryEnd, referenceStart } = segment;
  if (queryEnd > queryStart) return querySpansOf(segment, spans);
  const isIn = spans.some(({ start, end }) => start <= referenceStart && referenceStart < end);
  return isIn ? [{ start: queryStart - ENDS, end: queryStart + ENDS }] : [];
}

const widened = (spans: readonly TimeSpan[]): TimeSpan[] => spans.map(({ start, end }) => ({ start: start - ENDS, end: end + ENDS }));

/** The intervals of the query that a match shows, in order. */
export function shownSpans({ segments }: Match): TimeSpan[] {
  return joinSpans(segments.map(({ queryStart, queryEnd }) => ({ start: queryStart, end: queryEnd })));
}

/** The intervals of the query that some promos explain, in order. */
export function explainedSpans({ segments }: Match, published: readonly PublishedMaterial[]): TimeSpan[] {
  const inQuery = published.flatMap((material) => material.inQuery ?? []);
  const inReference = widened(published.flatMap((material) => material.inReference ?? []));
  return joinSpans([...widened(inQuery), ...segments.flatMap((segment) => spansOf(segment, inReference))]);
}

/** The intervals of the query that show only what proves nothing, in order. */
export function heldBackSpans({ segments }: Match, heldBack: readonly HeldBackInterval[]): TimeSpan[] {
  return joinSpans(segments.flatMap((segment) => spansOf(segment, widened(heldBack))));
}

/** What of a match lies outside some intervals of the query. Undefined if nothing does. */
export function footageOutside(match: Match, explained: readonly TimeSpan[]): UnpublishedFootage | undefined {
  const intervals = subtractSpans(shownSpans(match), explained).filter(({ start, end }) => explained.length === 0 || end - start >= LEAST);
  if (intervals.length === 0 && explained.length > 0) return undefined;
  let [left, whole] = [0, 0];
  for (const { queryStart, queryEnd, score } of match.segments) {
    const outside = subtractSpans([{ start: queryStart, end: queryEnd }], explained);
    whole += Math.max(0, score);
    left += (Math.max(0, score) * secondsIn(outside)) / Math.max(queryEnd - queryStart, Number.EPSILON);
  }
  const share = explained.length === 0 || whole === 0 ? 1 : left / whole;
  return { seconds: secondsIn(intervals), places: intervals.length, expectedFalseMatches: 10 ** -(match.score * share), intervals };
}
