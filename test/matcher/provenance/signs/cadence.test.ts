import type { LumaFrame, TimeSpan } from '@streetdate/core/portable';
import { BandIndex, findMatches, readSources } from '@streetdate/matcher';
import { type Cadence, cadenceIntervals, measureCadence } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, rendition, silentOf } from '../copies.ts';

const [WIDTH, HEIGHT] = [32, 18];
type Picture = Float64Array;

/** Pictures of a film at 24 a second: two patterns whose speeds change from picture to picture, as scenes do. */
function pictures(count: number, seed: number, speed = 1): Picture[] {
  const random = seeded(seed);
  let [across, down] = [0, 0];
  return Array.from({ length: count }, () => {
    across += speed * (0.5 + random());
    down += speed * (0.3 + 0.6 * random());
    return Float64Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
      const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
      return 120 + 45 * Math.sin((x + across) / 3) * Math.cos((y + 2) / 4) + 40 * Math.sin((y + down) / 2.5 + x / 7);
    });
  });
}

const mix = (one: Picture, other: Picture, share = 0.5): Picture => one.map((value, at) => (1 - share) * value + share * other[at]!);

/** Five frames for each four pictures, as `make` builds them. */
const inFives = (film: readonly Picture[], make: (a: Picture, b: Picture, c: Picture, d: Picture) => readonly Picture[]): Picture[] =>
  Array.from({ length: Math.floor(film.length / 4) }, (_, group) => film.slice(4 * group, 4 * group + 4)).flatMap(([a, b, c, d]) => [
    ...make(a!, b!, c!, d!),
  ]);

/** 2:3 pulldown with merged fields. */
const merged = (film: readonly Picture[]) => inFives(film, (a, b, c, d) => [a, b, mix(b, c), mix(c, d), d]);
/** Encoded: rounded, with noise of its own. */
function encoded(frames: readonly Picture[], seed: number): LumaFrame[] {
  const random = seeded(seed);
  return frames.map((frame, at) => ({
    width: WIDTH,
    height: HEIGHT,
    time: (at * 1001) / 30_000,
    pixels: Uint8Array.from(frame, (value) => Math.round(value + random() - 0.5)),
  }));
}

/** Intervals of 66 frames, each of other scenes, that begin anywhere in a group. */
const intervalsOf = (make: (film: readonly Picture[]) => readonly Picture[], speed?: number) =>
  Array.from({ length: 8 }, (_, at) => encoded(make(pictures(64, at + 1, speed)).slice(at % 5, (at % 5) + 66), at));

describe('merged fields of 2:3 pulldown', () => {
  test('are found in every interval, wherever it begins', () => {
    expect(measureCadence(intervalsOf(merged))).toEqual({ intervals: 8, merged: 8 });
  });

  test.each<[string, (film: readonly Picture[]) => readonly Picture[]]>([
    ['a film that was shot at that rate', (film) => film],
    ['frames that were repeated', (film) => inFives(film, (a, b, c, d) => [a, b, b, c, d])],
    [
      'frames that a program mixed for the other rate',
      (film) =>
        film
          .slice(1, 61)
          .flatMap((_, at, all) =>
            at % 4 === 0 && all[at + 4]
              ? [0, 0.8, 1.6, 2.4, 3.2].map((time) => mix(all[at + Math.floor(time)]!, all[at + Math.floor(time) + 1]!, time % 1))
              : [],
          ),
    ],
  ])('are not found in %s', (_, make) => {
    expect(measureCadence(intervalsOf(make)).merged).toBe(0);
  });

  test('are inconclusive where little moves, and in an interval of a second', () => {
    expect(measureCadence(intervalsOf(merged, 0.002))).toEqual({ intervals: 0, merged: 0 });
    expect(measureCadence(intervalsOf(merged).map((frames) => frames.slice(0, 30)))).toEqual({ intervals: 0, merged: 0 });
  });
});

const SECONDS = 60;
const film = syntheticFilm(41, SECONDS);
const [NTSC, NTSC_FILM] = [30_000 / 1001, 24_000 / 1001];
const dvd = rendition('dvd', 'disc', film, SECONDS, { media: { frameRate: NTSC } });
const web = rendition('web', 'digital', film, SECONDS, { media: { frameRate: NTSC_FILM } });
const pal = rendition('pal', 'disc', film, SECONDS, { media: { frameRate: 25 } });

function readWith(cadence: Cadence | undefined, renditions = [dvd, web]) {
  const copy = copyOf(film, SECONDS, { media: { frameRate: 30 } });
  const index = new BandIndex();
  for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
  return readSources(copy, findMatches(copy, index), renditions, { cadence });
}

describe('the cadence of a copy', () => {
  test('with merged fields favours the release for NTSC screens', () => {
    const reading = readWith({ intervals: 8, merged: 5 });
    expect(ratiosOf(reading)).toEqual({ digital: [0.1] });
    expect(reading.evidence[0]?.reason).toBe(
      'In 5 of 8 intervals two of five frames have merged fields of 2:3 pulldown, as a copy of the disc dvd would; the digital rendition web has no such fields.',
    );
  });

  test.each<[string, Cadence | undefined]>([
    ['it was not measured', undefined],
    ['no fields are merged', { intervals: 8, merged: 0 }],
    ['only one interval seems to have them', { intervals: 2, merged: 1 }],
    ['few of many intervals seem to have them', { intervals: 8, merged: 2 }],
  ])('is inconclusive where %s', (_, cadence) => {
    const reading = readWith(cadence);
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toContain('cadence');
  });

  test('is measured where it can tell something: at NTSC’s rate, where only some releases are for NTSC screens', () => {
    const intervals = (frameRate: number, renditions: (typeof dvd)[]): TimeSpan[] => {
      const copy = copyOf(film, SECONDS, { media: { frameRate } });
      const index = new BandIndex();
      for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
      return cadenceIntervals(copy, findMatches(copy, index), renditions);
    };
    const measured = intervals(NTSC, [dvd, web]);
    expect(measured).toHaveLength(8);
    for (const { start, end } of measured) {
      expect(end - start).toBeCloseTo(2.2);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(SECONDS);
    }
    expect(intervals(24, [dvd, web])).toEqual([]);
    expect(intervals(NTSC, [pal, web])).toEqual([]);
    expect(intervals(NTSC, [dvd])).toEqual([]);
  });
});
