// @module-tag slow
import type { LumaSeries, SubtitleTrack } from '@streetdate/core/portable';
import { BandIndex, findMatches, type Rendition, readSources } from '@streetdate/matcher';
import { asksForSubtitles } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { type Film, syntheticFilm } from '../../tools/synthetic-film.ts';
import { copyOf, read, rendition } from './copies.ts';

const SECONDS = 300;
const film = syntheticFilm(11, SECONDS);
const takes = syntheticFilm(12, SECONDS);

/** A variant of the film with another take of six seconds at some of three places. */
const swapped =
  (...places: readonly number[]): Film =>
  (time) =>
    places.some((place) => time >= place && time < place + 6) ? takes(time) : film(time);

const variants = [
  rendition('A', 'disc', swapped(70, 140), SECONDS),
  rendition('BB', 'disc', swapped(70, 210), SECONDS),
  rendition('CCC', 'disc', swapped(140, 210), SECONDS),
];

test('the copy carries the variant whose takes it shows, with the points that tell and their probability by chance', () => {
  const [reading, ...others] = read(copyOf(swapped(70, 210), SECONDS), variants).variants;
  expect(others).toEqual([]);
  expect(reading).toEqual({
    source: 'disc',
    carries: ['BB'],
    excludes: ['A', 'CCC'],
    points: 2,
    chance: 1 / 4,
    reason: 'It carries BB, not A or CCC: 2 points tell them apart, which chance would match once in 4 copies.',
  });
});

test('an excerpt tells apart only the variants that differ in it', () => {
  const [reading] = read(
    copyOf((time) => swapped(70, 210)(time + 40), 70),
    variants,
  ).variants;
  expect(reading).toMatchObject({ carries: ['A', 'BB'], excludes: ['CCC'], points: 1, chance: 1 / 2 });
});

test('variants that do not differ are inconclusive', () => {
  expect(
    read(
      copyOf((time) => film(time + 225), 60),
      variants,
    ).variants,
  ).toEqual([]);
});

test('a copy put together from two variants carries none', () => {
  const mixed: Film = (time) => (time < 105 ? swapped(70, 140)(time) : time < 175 ? swapped(70, 210)(time) : film(time));
  expect(read(copyOf(mixed, SECONDS), variants).variants).toEqual([]);
});

describe('variants with another take of a still scene', () => {
  /** As a man before one camera looks in another take: a sixth of the bits are others. */
  const again = (hash: Uint32Array) => hash.map((word, at) => (at === 0 ? ~word : at === 1 ? word ^ 0xff : word));
  const retaken =
    (seconds: number, ...places: readonly number[]): Film =>
    (time) =>
      places.some((place) => time >= place && time < place + seconds) ? again(film(time)) : film(time);
  const batches = [rendition('A', 'disc', retaken(4, 70, 140), SECONDS), rendition('BB', 'disc', retaken(4, 70, 210), SECONDS)];

  test('are told apart, though the copy follows both throughout', () => {
    const [reading, ...others] = read(copyOf(retaken(4, 70, 210), SECONDS), batches).variants;
    expect(others).toEqual([]);
    expect(reading).toMatchObject({ carries: ['BB'], excludes: ['A'], points: 2, chance: 1 / 4 });
  });

  test.each<[string, Film]>([
    ['that shows the takes of both', retaken(4, 70, 140, 210)],
    ['that shows the takes of neither', film],
    ['of which nothing is where they differ', (time) => (time < 100 ? retaken(4, 70)(time) : takes(time))],
  ])('are inconclusive for a copy %s', (_, copy) => {
    expect(read(copyOf(copy, SECONDS), batches).variants).toEqual([]);
  });

  test('are not told apart by less than a second and a half, nor where they differ everywhere', () => {
    const blinks = [rendition('A', 'disc', retaken(0.8, 70, 140), SECONDS), rendition('BB', 'disc', retaken(0.8, 70, 210), SECONDS)];
    expect(read(copyOf(retaken(0.8, 70, 210), SECONDS), blinks).variants).toEqual([]);
    const transfer = rendition('CCC', 'disc', (time) => again(film(time)), SECONDS);
    expect(read(copyOf(film, SECONDS), [rendition('A', 'disc', film, SECONDS), transfer]).variants).toEqual([]);
  });
});

describe('variants that differ in what accompanies the picture', () => {
  const CHAPTERS = [0, 17.3, 60.1, 131.6, 203.2, 254.9];
  const moved = (...marks: readonly number[]) => CHAPTERS.map((time, mark) => time + (marks.includes(mark) ? 1.2 + mark / 10 : 0));
  const marked = (id: string, chapters: readonly number[]) => rendition(id, 'disc', film, SECONDS, { media: { chapters } });
  const batches = [marked('A', moved(1, 2)), marked('BB', moved(2, 4)), marked('CCC', moved(1, 4))];

  test('are told apart by chapters at other times', () => {
    const [reading] = read(copyOf(film, SECONDS, { media: { chapters: moved(2, 4) } }), batches).variants;
    expect(reading).toMatchObject({ carries: ['BB'], excludes: ['A', 'CCC'], points: 2, chance: 1 / 4 });
  });

  test('count marks that all moved alike as one point, as the marks of a variant without any', () => {
    const later = marked(
      'BB',
      CHAPTERS.map((time) => time + 0.8),
    );
    for (const other of [later, marked('BB', [])]) {
      const [reading] = read(copyOf(film, SECONDS, { media: { chapters: CHAPTERS } }), [marked('A', CHAPTERS), other]).variants;
      expect(reading).toMatchObject({ carries: ['A'], excludes: ['BB'], points: 1 });
    }
  });

  test.each<[string, readonly number[]]>([
    ['none', []],
    ['marks of its own', [20, 40, 60, 80, 100, 120]],
    ['those that all variants have', CHAPTERS.filter((_, mark) => mark === 0 || mark === 3 || mark === 5)],
  ])('are inconclusive for a copy with %s', (_, chapters) => {
    expect(read(copyOf(film, SECONDS, { media: { chapters } }), batches).variants).toEqual([]);
  });

  /** Mean luma of the 3 × 3 grid of a picture with a line of text for three seconds in every twelve, later from some time on. */
  function written(step: number, late: (line: number) => number): LumaSeries {
    const timesMs = Uint32Array.from({ length: Math.floor(SECONDS / step) }, (_, at) => Math.round(1000 * step * at));
    const luma = (part: number, time: number) => {
      const line = Math.floor(time / 12);
      const since = time - 12 * line - 4 - late(line);
      return 60 + 3 * part + (part >= 6 && since >= 0 && since < 3 ? 9 : 0) + 0.2 * Math.sin(31 * time + part);
    };
    return {
      timesMs,
      means: Uint16Array.from(timesMs, () => 60 * 256),
      coarseGrid: Uint8Array.from(
        [...timesMs].flatMap((ms) => Array.from({ length: 9 }, (_, part) => Math.round(8 * luma(part, ms / 1000)) & 0xff)),
      ),
    };
  }
  const shifted =
    (...lines: readonly number[]) =>
    (line: number) =>
      lines.includes(line) ? 1.5 : 0;
  const subtitled = (id: string, late: (line: number) => number) => rendition(id, 'disc', film, SECONDS, { luma: written(0.208, late) });

  test('are told apart by burned-in subtitles at other times', () => {
    const discs = [subtitled('A', shifted(3, 9)), subtitled('BB', shifted(9, 15))];
    const [reading] = read(copyOf(film, SECONDS, { luma: written(0.083, shifted(9, 15)) }), discs).variants;
    expect(reading).toMatchObject({ carries: ['BB'], excludes: ['A'] });
    expect(reading!.points).toBeGreaterThanOrEqual(2);
    expect(read(copyOf(film, SECONDS, { luma: written(0.083, shifted(3, 15)) }), discs).variants).toEqual([]);
  });

  const LINES = Array.from({ length: 60 }, (_, line) => 4 + 4.7 * line);
  const late = (lines: readonly number[], moved: Readonly<Record<number, number>>) => lines.map((time, line) => time + (moved[line] ?? 0));
  const track = (times: readonly number[], stream = 3) => ({
    stream,
    timesMs: Uint32Array.from(
      times.toSorted((one, next) => one - next),
      (time) => Math.round(1000 * time),
    ),
  });
  const streamed = (id: string, ...subtitles: readonly SubtitleTrack[]) => rendition(id, 'disc', film, SECONDS, { subtitles });
  const readStreams = (subtitles: readonly SubtitleTrack[], renditions: readonly Rendition[], copied = copyOf(film, SECONDS)) => {
    const index = new BandIndex();
    for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
    return readSources(copied, findMatches(copied, index), renditions, { subtitles }).variants;
  };
  const one = streamed(
    'A',
    track(
      LINES.map((time) => time + 1.3),
      2,
    ),
    track(late(LINES, { 7: 0.5, 30: 0.9 })),
  );
  const other = streamed(
    'BB',
    track(
      LINES.map((time) => time + 1.3),
      2,
    ),
    track(late(LINES, { 30: 0.9, 41: 0.5 })),
  );

  test('are told apart by lines at other times in a subtitle stream of the copy', () => {
    const [reading] = readStreams([track(late(LINES, { 30: 0.9, 41: 0.5 }), 0)], [one, other]);
    expect(reading).toMatchObject({ carries: ['BB'], excludes: ['A'], points: 2, chance: 1 / 4 });
    const unmoved = streamed('CCC', track(LINES));
    expect(readStreams([track(late(LINES, { 7: 0.5, 30: 0.9 }))], [one, unmoved])).toMatchObject([
      { carries: ['A'], excludes: ['CCC'], points: 2, chance: 1 / 4 },
    ]);
  });

  test('in a copy that starts later and runs faster as well', () => {
    const faster = copyOf((time) => film(60 + 1.04 * time), 200);
    const shown = late(LINES, { 30: 0.9, 41: 0.5 }).flatMap((time) => (time > 60 ? [(time - 60) / 1.04] : []));
    expect(readStreams([track(shown)], [one, other], faster)).toMatchObject([{ carries: ['BB'], excludes: ['A'], points: 1 }]);
  });

  test('and count a stream that moved as a whole as one point, by however much', () => {
    for (const seconds of [0.4, 1.9, -2.6]) {
      const moved = streamed('BB', track(LINES.map((time) => time + seconds)));
      const still = streamed('A', track(LINES));
      expect(readStreams([track(LINES)], [still, moved])).toMatchObject([{ carries: ['A'], excludes: ['BB'], points: 1 }]);
    }
  });

  test.each<[string, readonly number[]]>([
    ['no lines', []],
    ['a stream of another language', LINES.map((time) => time + 1.3)],
    ['a stream from elsewhere', LINES.map((time, line) => time + ((37 * line) % 11) / 3)],
    ['a stream that was moved against the picture', late(LINES, { 30: 0.9, 41: 0.5 }).map((time) => time + 0.7)],
    ['lines of both', late(LINES, { 7: 0.5, 30: 0.9, 41: 0.5 })],
    ['few lines', LINES.slice(39, 43)],
  ])('are inconclusive for a copy with %s', (_, lines) => {
    expect(readStreams(lines.length === 0 ? [] : [track(lines)], [one, other])).toEqual([]);
  });

  test('need the copy’s subtitle streams only where their own differ', () => {
    expect(asksForSubtitles([one, other])).toBe(true);
    expect(asksForSubtitles([one, { ...one, referenceId: 'same' }])).toBe(false);
    expect(asksForSubtitles([one, { ...other, source: 'digital' }])).toBe(false);
    expect(asksForSubtitles([one, rendition('without', 'disc', film, SECONDS)])).toBe(false);
  });
});
