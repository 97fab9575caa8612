import { dihedralHash } from '@streetdate/core/internal';
import { findPublished } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Film, fingerprintOf, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const FILM_SECONDS = 110;
/** Frames a second of both. */
const RATE = 12;
const film = syntheticFilm(11, FILM_SECONDS);
const reference = sampleFilm(film, { seconds: FILM_SECONDS, framesPerSecond: RATE });
const other = syntheticFilm(12, 120);

/** Pieces of a trailer: where they start in the trailer and in the film, and how long they are, seconds. */
const PIECES = [
  { at: 0, from: 30, seconds: 1.5 },
  { at: 1.5, from: 91, seconds: 1 },
  // Footage that is not in the film lies between.
  { at: 4.5, from: 72.5, seconds: 2 },
  { at: 6.5, from: 12, seconds: 0.75 },
] as const;
const PROMO_SECONDS = 7.25;

/** A trailer of these pieces. @param speed - Seconds of film in one second of it. */
function trailer(speed = 1): Film {
  return (time) => {
    const piece = PIECES.find(({ at, seconds }) => time >= at - 1e-6 && time < at + seconds - 1e-6);
    return piece === undefined ? other(time) : film(piece.from + speed * (time - piece.at));
  };
}

const mirrored =
  (shown: Film): Film =>
  (time) => {
    const hash = new Uint32Array(8);
    dihedralHash('pdq/1', 'mirror', shown(time), 0, hash, 0);
    return hash;
  };

const promoOf = (shown: Film) => sampleFilm(noisy(shown, 24, 5), { seconds: PROMO_SECONDS, framesPerSecond: RATE });

describe('findPublished', () => {
  test('finds pieces of a second in any order, and not what lies between them', () => {
    const { intervals, foundSeconds, promoSeconds } = findPublished(promoOf(trailer()), reference);
    expect(intervals).toHaveLength(PIECES.length);
    for (const [index, { at, from, seconds }] of PIECES.entries()) {
      const { promoStart, promoEnd, filmStart, filmEnd } = intervals[index]!;
      expect(promoStart).toBeCloseTo(at, 1);
      expect(promoEnd).toBeCloseTo(at + seconds, 1);
      expect(Math.abs(filmStart - from)).toBeLessThan(0.1);
      expect(Math.abs(filmEnd - from - seconds)).toBeLessThan(0.1);
      expect(intervals[index]).toMatchObject({ mirrored: false });
      expect(intervals[index]!.meanDistance).toBeLessThan(0.2);
    }
    expect(foundSeconds).toBeCloseTo(5.25, 0);
    expect(promoSeconds).toBeCloseTo(PROMO_SECONDS, 0);
  });

  test('finds mirrored pieces', () => {
    const { intervals } = findPublished(promoOf(mirrored(trailer())), reference);
    expect(intervals.map((interval) => interval.mirrored)).toEqual([true, true, true, true]);
    expect(Math.abs(intervals[2]!.filmStart - 72.5)).toBeLessThan(0.1);
  });

  test('finds pieces at PAL speed, a tenth of a second off at most', () => {
    const { intervals } = findPublished(sampleFilm(trailer(25 / 24), { seconds: PROMO_SECONDS, framesPerSecond: RATE }), reference);
    expect(intervals).toHaveLength(PIECES.length);
    for (const [index, { from }] of PIECES.entries()) expect(Math.abs(intervals[index]!.filmStart - from)).toBeLessThan(0.11);
  });

  test('finds nothing of another film', () => {
    const footage = findPublished(sampleFilm(syntheticFilm(13, 20), { seconds: 20, framesPerSecond: RATE }), reference);
    expect(footage).toMatchObject({ intervals: [], foundSeconds: 0 });
    expect(footage.promoSeconds).toBeCloseTo(20, 0);
  });

  test('finds nothing in a still picture that both show for seconds, since one picture is little evidence', () => {
    const still = other(3);
    const within =
      (shown: Film, from: number): Film =>
      (time) =>
        time >= from && time < from + 4 ? still : shown(time);
    const promo = sampleFilm(within(syntheticFilm(14, 20), 8), { seconds: 20, framesPerSecond: RATE });
    const held = sampleFilm(within(film, 50), { seconds: FILM_SECONDS, framesPerSecond: RATE });
    expect(findPublished(promo, held, { leastScore: 4 }).intervals).toEqual([]);
  });

  test('gives no intervals without pictures', () => {
    const empty = fingerprintOf({ ...reference.tracks[0]!, ...EMPTY }, 5);
    expect(findPublished(empty, reference)).toEqual({ intervals: [], foundSeconds: 0, promoSeconds: 0 });
    expect(findPublished(promoOf(trailer()), empty).intervals).toEqual([]);
  });

  test('refuses films without a common algorithm, and options out of range', () => {
    const odd = sampleFilm(film, { seconds: 5, framesPerSecond: 4, algorithm: 'own/1' });
    expect(() => findPublished(odd, reference)).toThrow(TypeError);
    expect(() => findPublished(reference, reference, { leastScore: -1 })).toThrow(
      new RangeError('leastScore must be from 0 to 100, got -1'),
    );
  });
});

const EMPTY = {
  timesMs: new Uint32Array(0),
  spansMs: new Uint32Array(0),
  quality: new Uint8Array(0),
  hashes: new Uint32Array(0),
};
