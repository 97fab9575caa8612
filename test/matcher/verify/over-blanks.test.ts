import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../../../packages/matcher/src/match.ts';
import { overBlanks } from '../../../packages/matcher/src/verify/over-blanks.ts';
import { fingerprintOf } from '../../tools/synthetic-film.ts';

const [BLACK, WHITE, PICTURE] = [16, 235, 90];

/** A film of so many seconds with four hashed frames a second, except where it is blank. */
function film(duration: number, blanks: readonly TimeSpan[], { level = BLACK, ...more }: Partial<Fingerprint> & { level?: number } = {}) {
  const times = Array.from({ length: 4 * duration }, (_, at) => 250 * at);
  const isBlank = (timeMs: number) => blanks.some(({ start, end }) => timeMs >= 1000 * start && timeMs < 1000 * end);
  const hashed = times.filter((time) => !isBlank(time));
  const track = {
    algorithm: 'pdq/1',
    view: 'active',
    bits: 256,
    timesMs: Uint32Array.from(hashed),
    spansMs: Uint32Array.from(hashed, () => 250),
    quality: new Uint8Array(hashed.length).fill(80),
    hashes: new Uint32Array(8 * hashed.length),
  };
  const luma = { timesMs: Uint32Array.from(times), means: Uint16Array.from(times, (time) => 256 * (isBlank(time) ? level : PICTURE)) };
  return { ...fingerprintOf(track, duration), luma, ...more };
}

/** A segment of a plain copy. */
function segment(queryStart: number, queryEnd: number, offset = 0, more: Partial<Segment> = {}): Segment {
  const shown = { referenceStart: queryStart + offset, referenceEnd: queryEnd + offset };
  return { queryStart, queryEnd, ...shown, speed: 1, mirrored: false, rotation: 0, queryView: 'active', score: 20, ...more } as Segment;
}

const places = (query: Fingerprint, reference: Fingerprint, ...segments: Segment[]) =>
  overBlanks({ query, reference, algorithm: 'pdq/1', hours: 1 }, segments).map(({ queryStart, queryEnd, referenceStart, referenceEnd }) =>
    [queryStart, queryEnd, referenceStart, referenceEnd].map((time) => Math.round(100 * time) / 100),
  );

describe('a segment', () => {
  const opening = [{ start: 0, end: 3 }];

  test('begins with the film where both begin black', () => {
    expect(places(film(20, opening), film(60, opening), segment(3.25, 20))).toEqual([[0, 20, 0, 20]]);
  });

  test('ends with the query where both end black', () => {
    expect(places(film(20, [{ start: 16, end: 20 }]), film(60, [{ start: 26, end: 33 }]), segment(0, 16, 10))).toEqual([[0, 20, 10, 30]]);
  });

  test('passes the noisy pictures of a fade that are no longer than the black behind them', () => {
    expect(places(film(20, opening), film(60, opening), segment(3.9, 20))).toEqual([[0, 20, 0, 20]]);
    expect(places(film(20, opening), film(60, opening), segment(4.2, 20))).toEqual([[4.2, 20, 4.2, 20]]);
    const short = [{ start: 2, end: 2.75 }];
    expect(places(film(20, short), film(60, short), segment(3.75, 20))).toEqual([[3.75, 20, 3.75, 20]]);
  });

  test('played backwards ends with the query where the film begins black', () => {
    const backward = segment(0, 16.75, 0, { referenceStart: 3.25, referenceEnd: 20, speed: -1 });
    expect(places(film(20, [{ start: 17, end: 20 }]), film(60, opening), backward)).toEqual([[0, 20, 0, 20]]);
  });

  test('goes no further than the shorter of two blanks', () => {
    const [[start]] = places(film(20, [{ start: 0, end: 8 }]), film(60, [{ start: 6, end: 8 }]), segment(8, 20)) as [[number]];
    expect(start).toBeGreaterThan(5.8);
    expect(start).toBeLessThan(6.2);
  });

  test('is extended by no more than its own length', () => {
    expect(places(film(20, [{ start: 0, end: 15 }]), film(60, [{ start: 0, end: 15 }]), segment(15, 20))).toEqual([[10, 20, 10, 20]]);
  });

  test('stays beside a picture, and beside white that the film does not show', () => {
    const other = film(60, []);
    expect(places(film(20, opening), other, segment(3, 20))).toEqual([[3, 20, 3, 20]]);
    expect(places(film(20, opening, { level: WHITE }), film(60, opening), segment(3, 20))).toEqual([[3, 20, 3, 20]]);
  });

  test('ends where the next one begins', () => {
    const [query, reference] = [film(20, [{ start: 8, end: 12 }]), film(60, [{ start: 8, end: 42 }])];
    expect(places(query, reference, segment(0, 8), segment(12, 20, 30))).toEqual([
      [0, 12, 0, 12],
      [12, 20, 42, 50],
    ]);
  });

  test('of an inset or of sound alone stays as it is: the frame around it is not blank', () => {
    for (const more of [{ queryView: 'inset-1' }, { foundBy: 'sound' }] as const) {
      expect(places(film(20, opening), film(60, opening), segment(3, 20, 0, more))).toEqual([[3, 20, 3, 20]]);
    }
  });

  test('stays where luma is unknown, or only key frames were decoded', () => {
    for (const more of [{ luma: undefined }, { look: { frames: 'key', closer: [] } }] as const) {
      expect(places(film(20, opening, more as Partial<Fingerprint>), film(60, opening), segment(3, 20))).toEqual([[3, 20, 3, 20]]);
    }
  });
});
