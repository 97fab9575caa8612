import { joinSpans, subtractSpans } from '@streetdate/core/internal';
import { querySpansOf, shownAt } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Intervals at whole seconds, some of them empty or turned round. */
const spans = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -2, max: 12 })).map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 8 },
);
/** Intervals at whole seconds. */
const lengthy = spans.map((some) => some.filter(({ start, end }) => end > start));
/** Moments between whole seconds: on no edge of an interval. */
const moments = Array.from({ length: 60 }, (_, at) => at + 0.5);
const holds = (some: readonly Span[], time: number) => some.some(({ start, end }) => time >= start && time < end);

/** In order, none empty, and none touches the next. */
function expectTidy(some: readonly Span[]): void {
  for (const [at, { start, end }] of some.entries()) {
    expect(end).toBeGreaterThan(start);
    const before = some[at - 1];
    if (before) expect(start).toBeGreaterThan(before.end);
  }
}

describe('unions and differences of intervals', () => {
  test('a union has the moments of its intervals, each once', () => {
    fc.assert(
      fc.property(lengthy, (some) => {
        const union = joinSpans(some);
        expectTidy(union);
        for (const time of moments) expect(holds(union, time)).toBe(holds(some, time));
        expect(joinSpans(union)).toEqual(union);
      }),
    );
  });

  test('a difference has the moments of some intervals that others have not', () => {
    fc.assert(
      fc.property(lengthy, lengthy, (some, taken) => {
        const left = subtractSpans(some, taken);
        expectTidy(left);
        for (const time of moments) expect(holds(left, time)).toBe(holds(some, time) && !holds(taken, time));
      }),
    );
  });

  test('arguments stay as they are', () => {
    const some = Object.freeze([Object.freeze({ start: 5, end: 9 }), Object.freeze({ start: 0, end: 6 })]);
    expect(subtractSpans(some, some)).toEqual([]);
    expect(joinSpans(some)).toEqual([{ start: 0, end: 9 }]);
    expect(subtractSpans(some, [{ start: 2, end: 3 }])).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 9 },
    ]);
  });
});

describe('intervals of a reference in a query', () => {
  /** A segment of a query: its start and length, its place in the reference, and its speed. */
  const segments = fc
    .record({
      queryStart: fc.integer({ min: 0, max: 30 }),
      seconds: fc.integer({ min: 1, max: 30 }),
      from: fc.integer({ min: 0, max: 30 }),
      speed: fc.constantFrom(1, 25 / 24, 0.5, 2, -1, -0.96, -2),
    })
    .map(({ queryStart, seconds, from, speed }) => ({
      queryStart,
      queryEnd: queryStart + seconds,
      referenceStart: from,
      referenceEnd: from + Math.abs(speed) * seconds,
      speed,
    }));

  test('a moment of the query is in them if the reference shows it there', () => {
    fc.assert(
      fc.property(segments, spans, (segment, excluded) => {
        const found = querySpansOf(segment, excluded);
        expectTidy(found);
        for (const time of moments) {
          const shown = shownAt(segment, time);
          // On an edge rounding decides.
          if (Math.abs(shown - Math.round(shown)) < 1e-9) continue;
          const isIn = time >= segment.queryStart && time < segment.queryEnd && holds(excluded, shown);
          expect(holds(found, time)).toBe(isIn);
        }
      }),
    );
  });

  test('all of a segment is taken by what it shows, and nothing by what lies beside it', () => {
    fc.assert(
      fc.property(segments, (segment) => {
        const { queryStart, queryEnd, referenceStart, referenceEnd } = segment;
        const [whole, ...more] = querySpansOf(segment, [{ start: referenceStart, end: referenceEnd }]);
        expect(more).toEqual([]);
        expect(whole!.start).toBeCloseTo(queryStart, 9);
        expect(whole!.end).toBeCloseTo(queryEnd, 9);
        const beside = [
          { start: referenceStart - 9, end: referenceStart - 1e-6 },
          { start: referenceEnd + 1e-6, end: referenceEnd + 9 },
        ];
        expect(querySpansOf(segment, beside)).toEqual([]);
      }),
    );
  });

  test('backwards the end of the reference comes first', () => {
    const segment = { queryStart: 10, queryEnd: 20, referenceStart: 100, referenceEnd: 110, speed: -1 };
    expect(querySpansOf(segment, [{ start: 108, end: 200 }])).toEqual([{ start: 10, end: 12 }]);
  });

  test('one moment that is held is taken as a whole', () => {
    const segment = { queryStart: 10, queryEnd: 20, referenceStart: 100, referenceEnd: 100, speed: 0 };
    expect(querySpansOf(segment, [{ start: 90, end: 101 }])).toEqual([{ start: 10, end: 20 }]);
    expect(querySpansOf(segment, [{ start: 90, end: 100 }])).toEqual([]);
  });
});
