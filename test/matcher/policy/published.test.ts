import {
  judge,
  type Match,
  type PublishedMaterial,
  parsePublication,
  type Reference,
  type Segment,
  type Verdict,
} from '@streetdate/matcher';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { match, seenOn, windows } from './cases.ts';

const title = { id: 'night-train', name: 'Night Train', year: 2026 };
const film: Reference = { id: match.referenceId, titleId: title.id, kind: 'disc', duration: 5400 };
const trailer = (...publications: readonly string[]): Reference => ({
  id: 'night-train.trailer',
  titleId: title.id,
  kind: 'promo',
  duration: 60,
  promo: { form: 'trailer', publications: publications.map(parsePublication) },
});

/** A segment of a query from `start` on, which shows the film from `shows` on. */
function segment(start: number, end: number, shows: number, about: Partial<Segment> = {}): Segment {
  return {
    ...{ queryStart: start, queryEnd: end, referenceStart: shows, referenceEnd: shows + end - start, speed: 1 },
    ...{ mirrored: false, rotation: 0, queryView: 'active', referenceView: 'active' },
    ...{ meanDistance: 0.05, backgroundDistance: 0.45, framesCompared: 20, independentFrames: 8, score: 10, distances: [], frameTimes: [] },
    ...about,
  };
}
const showing = (...segments: readonly Segment[]): Match => ({ ...match, segments, score: 30, expectedFalseMatches: 1e-30 });

/** What the trailer explains: of the query, and of the film. */
const explains = (
  promo: Reference,
  inQuery: readonly [number, number][],
  inReference: readonly [number, number][] = [],
): PublishedMaterial => {
  const spans = (pairs: readonly [number, number][]) => pairs.map(([start, end]) => ({ start, end }));
  return { promo, inQuery: spans(inQuery), inReference: spans(inReference) };
};

const opened = windows('US:disc:2026-03-20');
const judged = (found: Match, published: readonly PublishedMaterial[], promos: 'none' | 'complete' | 'unknown' = 'complete', day = 10) =>
  judge(found, opened, seenOn(day), { title: { ...title, ...(promos !== 'unknown' && { promos }) }, reference: film, published });
const kinds = (verdict: Verdict) => (verdict.kind === 'needs-review' ? verdict.reasons.join(' ') : verdict.kind);

const PIECES = showing(segment(3, 5, 600), segment(9, 10.5, 3000), segment(14, 17, 1200));
const known = trailer('2026-02-01T12:00:00Z');

describe('pieces of a film in a trailer that was published before', () => {
  test('are published material, which names the trailer and its publication', () => {
    const verdict = judged(PIECES, [explains(known, [[0, 60]])]);
    expect(verdict).toMatchObject({
      kind: 'published-material',
      promos: [{ referenceId: known.id, form: 'trailer', publications: known.promo!.publications }],
    });
    expect(verdict.summary).toBe(
      'Published material of “Night Train” (2026) was seen on 2026-03-10 at 12:00 UTC: all of it is in the trailer night-train.trailer, published worldwide (2026-02-01T12:00:00Z).',
    );
  });

  test('are published material in a compilation too, by the intervals of the film that the trailer shows', () => {
    const inFilm: [number, number][] = [
      [599.8, 602.3],
      [3000, 3001.4],
      [1199.6, 1203],
    ];
    expect(kinds(judged(PIECES, [explains(known, [], inFilm)]))).toBe('published-material');
    expect(kinds(judged(PIECES, [explains(known, [], inFilm.slice(1))]))).toBe('pre-release-leak');
  });

  test('are a leak before the publication, and need review where its time is unsure', () => {
    expect(kinds(judged(PIECES, [explains(trailer('2026-03-12T00:00:00Z'), [[0, 60]])]))).toBe('pre-release-leak');
    expect(kinds(judged(PIECES, [explains(trailer('2026-03-11'), [[0, 60]])]))).toBe('near-publication');
    expect(kinds(judged(PIECES, [explains(trailer('2026-03-12T00:00:00Z', 'DE:2026-03-01T00:00:00Z'), [[0, 60]])]))).toBe(
      'published-material',
    );
  });
});

describe('footage that no promo shows', () => {
  test('makes a leak, with how much of it there is, in how many places, and how sure', () => {
    const copy = showing(segment(0, 2, 600), segment(30, 42, 2000), segment(50, 58, 4000));
    const verdict = judged(copy, [explains(known, [[0, 20]])]);
    expect(verdict).toMatchObject({
      kind: 'pre-release-leak',
      unpublished: {
        seconds: 20,
        places: 2,
        intervals: [
          { start: 30, end: 42 },
          { start: 50, end: 58 },
        ],
      },
    });
    if (verdict.kind !== 'pre-release-leak') throw new Error('unreachable');
    expect(Math.log10(verdict.unpublished!.expectedFalseMatches)).toBeCloseTo(-20, 6);
    expect(verdict.explain.map(({ sentence }) => sentence)).toContain(
      '20.0 s of 22.0 s, in 2 places, show footage that was not published (fewer than 1 in a billion by chance).',
    );
  });

  test('needs review where it matches only weakly beside what is published', () => {
    const copy = showing(segment(0, 20, 600, { score: 29 }), segment(30, 36, 2000, { score: 1 }));
    expect(kinds(judged(copy, [explains(known, [[0, 25]])]))).toBe('unpublished-unsure');
  });

  test('is not made by the ends of pieces that were placed half a second late', () => {
    expect(kinds(judged(showing(segment(10, 14, 600)), [explains(known, [], [[600.4, 603.6]])]))).toBe('published-material');
  });
});

describe('where the title does not state that all its promos are enrolled', () => {
  test.each([
    ['short pieces may be a trailer', PIECES, 'may-be-promo'],
    ['one piece of a minute is a leak', showing(segment(0, 60, 600)), 'pre-release-leak'],
    [
      'a minute in parts that go on where they stopped is one piece',
      showing(segment(0, 30, 600), segment(32, 60, 632)),
      'pre-release-leak',
    ],
    [
      'an hour in short pieces is longer than any preview',
      showing(...Array.from({ length: 400 }, (_, at) => segment(3 * at, 3 * at + 2, 7 * at))),
      'pre-release-leak',
    ],
  ])('%s', (_, found, kind) => {
    expect(kinds(judged(found, [], 'unknown'))).toBe(kind);
    expect(kinds(judged(found, [], 'none'))).toBe('pre-release-leak');
  });

  test('the review says which verdict follows if it is no trailer', () => {
    expect(judged(PIECES, [], 'unknown')).toMatchObject({
      kind: 'needs-review',
      ifConfirmed: 'pre-release-leak',
      unpublished: { places: 3 },
    });
  });
});

describe('a promo itself', () => {
  const seen = (promo: Reference, day: number) =>
    judge({ ...PIECES, referenceId: promo.id }, opened, seenOn(day), { title, reference: promo });

  test('is published material from its publication on', () => {
    expect(kinds(seen(known, 10))).toBe('published-material');
  });

  test('is a leak of the promo before, and says so', () => {
    expect(seen(trailer('2026-03-15T12:00:00Z'), 10)).toMatchObject({
      kind: 'pre-release-leak',
      basis: 'promo-unpublished',
      daysEarly: 5,
      leadTimes: [{ window: { channel: 'promo', opensAt: '2026-03-15T12:00:00Z' } }],
      summary:
        'The trailer of “Night Train” (2026) was seen on 2026-03-10 at 12:00 UTC, 5 days before its own publication worldwide (2026-03-15T12:00:00Z).',
    });
  });
});

test('a promo is no leak once its film is on sale, though its own publication is to come', () => {
  const promo = trailer('2026-03-25T12:00:00Z');
  const seen = judge({ ...PIECES, referenceId: promo.id }, opened, seenOn(22), { title, reference: promo });
  expect(seen).toMatchObject({ kind: 'released-copy', openWindows: opened });
});

test('a file’s own time decides nothing: what was published then needs review', () => {
  const options = { title: { ...title, promos: 'complete' as const }, reference: film, published: [explains(known, [[0, 60]])] };
  const seen = judge(PIECES, opened, seenOn(10, { seenAtBasis: 'file-time' }), options);
  expect(seen).toMatchObject({ kind: 'needs-review', reasons: ['sighting-time-unsure'] });
});

test('only promos that show some of it are named', () => {
  const other: Reference = { ...known, id: 'night-train.teaser' };
  const verdict = judged(PIECES, [explains(known, [[0, 60]]), explains(other, [], [[5000, 5010]])]);
  expect(verdict).toMatchObject({ promos: [{ referenceId: known.id }] });
  if (verdict.kind !== 'published-material') throw new Error('unreachable');
  expect(verdict.promos).toHaveLength(1);
});

describe('intervals that prove nothing', () => {
  const heldBack = (why: 'excluded' | 'undecided') =>
    judge(PIECES, opened, seenOn(10), {
      title: { ...title, promos: 'none' },
      reference: film,
      heldBack: [
        { start: 590, end: 1300, why, reason: 'archive footage' },
        { start: 2990, end: 3010, why, reason: 'archive footage' },
      ],
    });

  test('are no match alone, and need review until somebody decides whose they are', () => {
    expect(heldBack('excluded')).toMatchObject({
      kind: 'no-match',
      summary: 'Only footage that proves nothing was found: archive footage.',
    });
    expect(kinds(heldBack('undecided'))).toContain('owner-undecided');
  });

  test('do not count beside other footage', () => {
    const copy = showing(segment(0, 20, 600), segment(30, 50, 2000));
    const options = { title: { ...title, promos: 'none' as const }, reference: film };
    const excluded = [{ start: 590, end: 640, why: 'excluded' as const, reason: 'archive footage' }];
    expect(judge(copy, opened, seenOn(10), { ...options, heldBack: excluded })).toMatchObject({ unpublished: { seconds: 20, places: 1 } });
  });
});

test('a place that the owner allows is named, with the verdict that it would be otherwise', () => {
  const allowedBy = [{ id: 'a1', host: 'video.example', account: 'studio' }];
  const options = { title: { ...title, promos: 'none' as const }, reference: film, allowedBy };
  expect(judge(PIECES, opened, seenOn(10), options)).toMatchObject({ kind: 'authorised', otherwise: 'pre-release-leak', allowedBy });
  expect(judge(undefined, opened, seenOn(10), options).kind).toBe('no-match');
});

describe('a licence', () => {
  const licensed = windows('US:licensed/Example Air:2026-03-01', 'US:disc:2026-03-20');
  const given = (sourceEvidence: { source: 'disc'; likelihoodRatio: number; reason: string }[]) =>
    judge(showing(segment(0, 60, 600)), licensed, seenOn(10), { title, reference: film, sourceEvidence });

  test('needs review once it is open, unless the evidence excludes what its party has', () => {
    expect(kinds(given([]))).toBe('licensed-already-open');
    expect(kinds(given([{ source: 'disc', likelihoodRatio: 50, reason: 'menus' }]))).toBe('pre-release-leak');
  });
});

test('whatever is published, more of it never makes a verdict graver', () => {
  const GRAVITY = ['published-material', 'needs-review', 'pre-release-leak'];
  const span = fc
    .tuple(fc.double({ min: 0, max: 60, noNaN: true }), fc.double({ min: 0.1, max: 20, noNaN: true }))
    .map(([from, length]): [number, number] => [from, from + length]);
  const copy = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0.5, max: 5, noNaN: true })), { minLength: 1, maxLength: 6 })
    .map((parts) => showing(...parts.map(([at, length]) => segment(5 * at, 5 * at + length, 100 * at))));
  fc.assert(
    fc.property(copy, fc.array(span, { maxLength: 5 }), span, (found, spans, further) => {
      const [less, more] = [spans, [...spans, further]].map((each) => judged(found, [explains(known, each)]).kind);
      expect(GRAVITY.indexOf(more!)).toBeLessThanOrEqual(GRAVITY.indexOf(less!));
    }),
  );
});
