import { fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import { BandIndex, findMatches, LinearIndex, type Match } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { refineSegment } from '../../packages/matcher/src/align/refine-segment.ts';
import { mirrored, pannedFilm, shown } from '../tools/panned-film.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const film = syntheticFilm(1, 120);
const reference = sampleFilm(film, { seconds: 120, framesPerSecond: 24 });
const index = new BandIndex();
index.add('film', reference);
index.add('other', sampleFilm(syntheticFilm(2, 120), { seconds: 120, framesPerSecond: 24 }));

/** A film from one time on, played backwards at some speed. */
const backwards =
  (from: number, speed = 1, of = noisy(film, 14, 4)): Film =>
  (time) =>
    of(from - speed * time);
const search = (copy: Film, seconds: number) => findMatches(sampleFilm(copy, { seconds, framesPerSecond: 4, role: 'query' }), index);
/** Segments as `[queryStart, queryEnd, referenceStart, referenceEnd]` to a fifth of a second, and speeds. */
const placesOf = (match: Match | undefined) =>
  match?.segments.map(({ queryStart, queryEnd, referenceStart, referenceEnd, speed }) => ({
    ends: [queryStart, queryEnd, referenceStart, referenceEnd].map((time) => Math.round(5 * time) / 5),
    speed,
  }));

describe('a film played backwards', () => {
  test('is found as one segment with speed −1, which starts before it ends in both films', () => {
    const [match, ...others] = search(backwards(70), 40);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    expect(placesOf(match)).toEqual([{ ends: [0, 40, 30, 70], speed: -1 }]);
    expect(match!.segments[0]!.frameTimes[0]).toBeLessThan(1);
    expect(match!.sound).toMatchObject({ vote: 'silent' });
  });

  test('is found at the speeds of PAL as well', () => {
    expect(placesOf(search(backwards(80, 25 / 24), 40)[0])).toEqual([{ ends: [0, 40, 38.4, 80], speed: -25 / 24 }]);
  });

  test('is found inside a copy that plays forwards', () => {
    const copy: Film = (time) => noisy(film, 14, 5)(time >= 15 && time < 27 ? 42 - time : time);
    const places = placesOf(search(copy, 45)[0])!;
    expect(places.map(({ speed }) => speed)).toEqual([1, -1, 1]);
    expect(places[1]!.ends[0]).toBeCloseTo(15, 0);
    expect(places[1]!.ends[1]).toBeCloseTo(27, 0);
  });

  test('is found where it is mirrored', async () => {
    const panned = pannedFilm(3, 40);
    const library = new LinearIndex();
    library.add('panned', await fingerprintFrames(shown(panned, 0, 40, 12), { role: 'reference' }));
    const copy = (time: number): LumaFrame => ({ ...panned(28 - time), time });
    const [match] = findMatches(await fingerprintFrames(shown(copy, 0, 16, 4, mirrored), {}), library);
    expect(match!.segments).toMatchObject([{ speed: -1, mirrored: true }]);
    expect(match!.segments[0]!.referenceStart).toBeCloseTo(12, 0);
    expect(match!.light).toBeDefined();
  });

  test('has its ends moved to the frame, by every frame around them', () => {
    const unrelated = syntheticFilm(50, 60);
    const copy: Film = (time) => (time >= 10 && time < 30 ? backwards(90)(time) : unrelated(time));
    const [segment] = search(copy, 40)[0]!.segments;
    const everyFrame = (from: number) =>
      sampleFilm(copy, { seconds: from + 2, framesPerSecond: 24, role: 'query', phase: Math.ceil(from * 24) / 24 });
    const sharp = refineSegment(segment!, reference, everyFrame(segment!.queryStart - 1), everyFrame(segment!.queryEnd - 1));
    expect(sharp.queryStart).toBeCloseTo(10, 1);
    expect(sharp.queryEnd).toBeCloseTo(30, 1);
    expect(sharp.referenceStart).toBeCloseTo(60, 0);
    expect(sharp.referenceEnd).toBeCloseTo(80, 0);
  });
});

describe('nothing is said to be played backwards', () => {
  test('that plays forwards', () => {
    for (const seed of [1, 2, 3]) {
      expect(
        placesOf(
          search(
            noisy((time) => film(20 * seed + time), 14, seed),
            20,
          )[0],
        )!.map(({ speed }) => speed),
      ).toEqual([1]);
    }
  });

  test('that stands still, or hardly moves', () => {
    const scene: Film = (time) => noisy(() => film(10), Math.floor(10 * Math.abs(Math.sin(time / 7))), Math.round(3 * time))(1);
    const library = new BandIndex();
    library.add(
      'scene',
      sampleFilm((time) => (time > 20 && time < 80 ? scene(time) : film(time)), { seconds: 120, framesPerSecond: 24 }),
    );
    for (const at of [0, 10, 25, 40, 55, 78]) {
      const copy = sampleFilm(
        noisy((time) => (at + time > 20 && at + time < 80 ? scene(at + time) : film(at + time)), 6, at),
        {
          seconds: 20,
          framesPerSecond: 4,
          role: 'query',
        },
      );
      for (const { segments } of findMatches(copy, library)) expect(segments.map(({ speed }) => speed > 0)).not.toContain(false);
    }
  });

  test('that is another film', () => {
    for (let seed = 60; seed < 72; seed++) expect(search(backwards(60, 1, syntheticFilm(seed, 60)), 40)).toEqual([]);
  });
});
