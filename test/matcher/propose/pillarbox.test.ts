// @module-tag slow
import { fingerprintFile, fingerprintFrames, type LumaFrame } from '@streetdate/core';
import { findMatches, LinearIndex, type MatchOptions, PROPOSERS, type Proposer } from '@streetdate/matcher';
import { describe, expect, test, vi } from 'vitest';
import { partOfArea, pillarboxArea } from '../../../packages/matcher/src/propose/pillarbox/pillarbox-area.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { pannedFilm, shown } from '../../tools/panned-film.ts';
import { paint } from '../../tools/pictures.ts';

const WALL = 140;
const [WIDTH, HEIGHT] = [120, 90];

/** A film of 4:3 in which something moves before a plain wall: its edges are wall. */
const beforeWall =
  (film: (time: number) => LumaFrame, wall = WALL) =>
  (time: number): LumaFrame => {
    const { pixels, width, height } = film(time);
    return paint(
      WIDTH,
      HEIGHT,
      (x, y) => {
        const [across, down] = [(x + 0.5) / WIDTH, (y + 0.5) / HEIGHT];
        const seen = Math.min(1, Math.max(0, 1.6 - 2.4 * Math.hypot(2 * across - 1, 2 * down - 1)));
        return wall + seen * (pixels[Math.floor(down * height) * width + Math.floor(across * width)]! - wall);
      },
      time,
    );
  };

/** The film in the middle of a plain frame, `across` times as wide and `down` times as high. */
const framed =
  (across: number, down: number, mirrored = false, bars = WALL) =>
  (frame: LumaFrame): LumaFrame => {
    const [width, height] = [WIDTH * across, HEIGHT * down];
    const [left, top] = [(width - WIDTH) / 2, (height - HEIGHT) / 2];
    const at = (x: number, y: number) => (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT ? bars : frame.pixels[y * WIDTH + x]!);
    return paint(width, height, (x, y) => at(mirrored ? width - 1 - left - x : x - left, y - top), frame.time);
  };

const FILM = { width: WIDTH, height: HEIGHT };
const films = [21, 22, 23].map((seed) => beforeWall(pannedFilm(seed, 40)));
const reference = (film: (time: number) => LumaFrame, seconds = 40, rate = 8) =>
  fingerprintFrames(shown(film, 0, seconds, rate), { role: 'reference', secondOpinion: false, framesPerSecond: rate, media: FILM });
const index = new LinearIndex();
for (const [at, film] of films.entries()) index.add(`film ${at + 1}`, await reference(film));

const query = (film: (time: number) => LumaFrame, across: number, down: number, mirrored = false) =>
  fingerprintFrames(shown(film, 8, 24, 4, framed(across, down, mirrored)), {
    secondOpinion: false,
    media: { width: WIDTH * across, height: HEIGHT * down },
  });

describe('a film beside bars that cannot be seen', () => {
  test.each([
    ['a wide frame', 2, 1, false],
    ['a wide frame, mirrored', 2, 1, true],
    ['an upright frame', 1, 2.4, false],
  ] as const)('in %s is found, with its place', async (_, across, down, mirrored) => {
    const copy = await query(films[1]!, across, down, mirrored);
    expect(copy.areas.map(({ area }) => area)).toEqual([{ left: 0, top: 0, right: 1, bottom: 1 }]);
    const [match, ...others] = findMatches(copy, index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment).toMatchObject({ queryView: 'framed-1.33', referenceView: 'active', mirrored });
    expect(segment!.queryStart).toBeCloseTo(0, 0);
    expect(segment!.queryEnd).toBeCloseTo(16, 0);
    expect(segment!.referenceStart).toBeCloseTo(8, 0);
    const { x, y } = segment!.inset![0];
    expect(x).toBeCloseTo((1 - 1 / across) / 2, 2);
    expect(y).toBeCloseTo((1 - 1 / down) / 2, 2);
  });

  test('is found in a library of more than can be compared, where it is hot', async () => {
    const copy = await query(films[0]!, 2, 1);
    const found = (options: MatchOptions) =>
      findMatches(copy, index, { maxComparisons: 0, proposers: PROPOSERS.filter(({ name }) => name === 'pillarbox'), ...options }).map(
        ({ referenceId }) => referenceId,
      );
    expect(found({ prioritised: new Set(['film 1']) })).toEqual(['film 1']);
    expect(found({ prioritised: new Set(['film 3']) })).toEqual([]);
  });

  test('is found between black bars at night', async () => {
    const night = beforeWall(pannedFilm(24, 40), 5);
    const library = new LinearIndex();
    library.add('night', await reference(night));
    const copy = await fingerprintFrames(shown(night, 8, 24, 4, framed(2, 1, false, 2)), {
      secondOpinion: false,
      media: { width: 2 * WIDTH, height: HEIGHT },
    });
    expect(findMatches(copy, library)).toMatchObject([{ strength: 'strong', segments: [{ queryView: 'framed-1.33' }] }]);
  });

  test('is no other film', async () => {
    expect(findMatches(await query(beforeWall(pannedFilm(29, 40)), 2, 1), index)).toEqual([]);
  });
});

test('nothing is asked of other references where the plain picture explains the query', async () => {
  const library = new LinearIndex();
  for (const [at, film] of films.entries()) library.add(`film ${at + 1}`, await reference(film));
  const copy = await query(films[0]!, 1, 1);
  const asked = vi.spyOn(library, 'get');
  const others = PROPOSERS.filter(({ name }) => name !== 'pillarbox');
  const askedBy = (proposers: readonly Proposer[]) => {
    asked.mockClear();
    const [match] = findMatches(copy, library, { proposers });
    expect(match!.segments.map(({ queryView }) => queryView)).toEqual(['active']);
    return asked.mock.calls.map(([id]) => id);
  };
  // The first search reads what the index keeps.
  askedBy(PROPOSERS);
  expect(askedBy(PROPOSERS)).toEqual(askedBy(others));
});

test('a long film is found as one, although its thumbnails have gaps', async () => {
  const film = beforeWall(pannedFilm(25, 500, 3));
  const library = new LinearIndex();
  library.add('film', await reference(film, 260, 4));
  const copy = await fingerprintFrames(
    shown((time) => film((time * 25) / 24), 0, 240, 2, framed(2, 1)),
    {
      secondOpinion: false,
      framesPerSecond: 2,
      media: { width: 2 * WIDTH, height: HEIGHT },
    },
  );
  const [match] = findMatches(copy, library);
  expect(match!.segments.map(({ queryView }) => queryView)).toEqual(['framed-1.33']);
  expect(match!.segments[0]!.speed).toBeCloseTo(25 / 24, 4);
  expect(match!.segments[0]!.queryEnd - match!.segments[0]!.queryStart).toBeGreaterThan(220);
});

describe('clips made with ffmpeg', () => {
  const clip = clipFolder();
  const coded = ['-t', '9', '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
  /** Something that moves before a plain wall, in 4:3. */
  const subject = (changed: string) =>
    `color=0x909090:s=320x240:r=24[wall];[0]scale=-2:120,crop=80:120[who];[wall][who]overlay=x='120+40*sin(1.7*t)':y='60+50*cos(2.2*t)'${changed}`;
  const blurred = `,split[a][b];[b]scale=568:240:force_original_aspect_ratio=increase,crop=568:240,boxblur=10:2[c];[c][a]overlay=(W-w)/2:0`;

  test('are found with blurred bars beside a wall, of a film with pixels that are not square', async () => {
    const [film, copy] = [clip('film.mkv'), clip('copy.mp4')];
    await runFfmpeg(['-i', FOOTAGE.sintel, '-filter_complex', subject(',scale=240:240,setsar=4/3'), ...coded, film]);
    await runFfmpeg(['-i', FOOTAGE.sintel, '-filter_complex', subject(blurred), '-crf', '28', ...coded, copy]);
    const library = new LinearIndex();
    library.add('film', await fingerprintFile(film, { role: 'reference', secondOpinion: false }));
    const [match] = findMatches(await fingerprintFile(copy, { secondOpinion: false }), library);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong', segments: [{ queryView: 'framed-1.33' }] });
    expect(match!.segments[0]!.inset![0].x).toBeCloseTo(0.5 - 160 / 568, 2);
  });
});

describe('the place of a film in a frame', () => {
  const whole = { left: 0, top: 0, right: 1, bottom: 1 };
  test('is the middle, as high or as wide as the frame', () => {
    expect(pillarboxArea(whole, 2, 1)).toEqual({ left: 0.25, top: 0, right: 0.75, bottom: 1 });
    expect(pillarboxArea(whole, 1, 2)).toEqual({ left: 0, top: 0.25, right: 1, bottom: 0.75 });
  });

  test('is between bars that were found above and below', () => {
    expect(pillarboxArea({ ...whole, top: 0.25, bottom: 0.75 }, 1, 1)).toEqual({ left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 });
  });

  test('is the middle of the frame where one bar of two was found', () => {
    const area = { ...whole, left: 0.25 };
    expect(pillarboxArea(area, 2, 1)).toEqual({ left: 0.25, top: 0, right: 0.75, bottom: 1 });
    expect(partOfArea(pillarboxArea(area, 2, 1), area)!.right).toBeCloseTo(2 / 3);
  });

  test('is nowhere in an area that ends inside it', () => {
    expect(partOfArea({ ...whole, left: 0.25, right: 0.75 }, { ...whole, left: 0.4, right: 0.6 })).toBeUndefined();
  });
});
