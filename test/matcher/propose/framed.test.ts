// @module-tag process
import { fingerprintFrames, type LumaFrame } from '@streetdate/core';
import { findMatches, LinearIndex } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { pannedFilm, shown } from '../../tools/panned-film.ts';
import { paint } from '../../tools/pictures.ts';

const WALL = 140;
const [WIDTH, HEIGHT] = [120, 90];

/** A film of 4:3 in which something moves before a plain wall: its edges are wall, so that bars of its colour cannot be seen. */
const beforeWall =
  (film: (time: number) => LumaFrame) =>
  (time: number): LumaFrame => {
    const { pixels, width, height } = film(time);
    return paint(
      WIDTH,
      HEIGHT,
      (x, y) => {
        const [across, down] = [(x + 0.5) / WIDTH, (y + 0.5) / HEIGHT];
        const seen = Math.min(1, Math.max(0, 1.6 - 2.4 * Math.hypot(2 * across - 1, 2 * down - 1)));
        return WALL + seen * (pixels[Math.floor(down * height) * width + Math.floor(across * width)]! - WALL);
      },
      time,
    );
  };

/** The film in the middle of a plain frame, `across` times as wide and `down` times as high. */
const framed =
  (across: number, down: number, mirrored: boolean) =>
  (frame: LumaFrame): LumaFrame => {
    const [width, height] = [WIDTH * across, HEIGHT * down];
    const [left, top] = [(width - WIDTH) / 2, (height - HEIGHT) / 2];
    const at = (x: number, y: number) => (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT ? WALL : frame.pixels[y * WIDTH + x]!);
    return paint(width, height, (x, y) => at(mirrored ? width - 1 - left - x : x - left, y - top), frame.time);
  };

const films = [21, 22].map((seed) => beforeWall(pannedFilm(seed, 30)));
const index = new LinearIndex();
for (const [at, film] of films.entries()) {
  const media = { width: WIDTH, height: HEIGHT };
  index.add(`film ${at + 1}`, await fingerprintFrames(shown(film, 0, 30, 8), { role: 'reference', framesPerSecond: 8, media }));
}

const query = (film: (time: number) => LumaFrame, across: number, down: number, mirrored = false) =>
  fingerprintFrames(shown(film, 8, 24, 4, framed(across, down, mirrored)), { media: { width: WIDTH * across, height: HEIGHT * down } });

test.each([
  ['a wide frame', 2, 1, false],
  ['a wide frame, mirrored', 2, 1, true],
  ['an upright frame', 1, 2.4, false],
] as const)('a film beside bars that cannot be seen is found in %s', async (_, across, down, mirrored) => {
  const copy = await query(films[1]!, across, down, mirrored);
  // No bar is detected.
  expect(copy.areas.map(({ area }) => area)).toEqual([{ left: 0, top: 0, right: 1, bottom: 1 }]);
  const [match, ...others] = findMatches(copy, index);
  expect(others).toEqual([]);
  expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
  const [segment] = match!.segments;
  expect(segment!.mirrored).toBe(mirrored);
  expect(segment!.queryStart).toBeCloseTo(0, 0);
  expect(segment!.queryEnd).toBeCloseTo(16, 0);
  expect(segment!.referenceStart).toBeCloseTo(8, 0);
});

test('another film in such a frame is not found', async () => {
  expect(findMatches(await query(beforeWall(pannedFilm(29, 30)), 2, 1), index)).toEqual([]);
});
