import { fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import { findMatches, LinearIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Change, cutOut, pannedFilm, shown } from '../../tools/panned-film.ts';
import { paint } from '../../tools/pictures.ts';

const SECONDS = 40;
const films = [1, 2, 3].map((seed) => pannedFilm(seed, SECONDS));
const index = new LinearIndex();
for (const [at, film] of films.entries()) {
  index.add(`film ${at + 1}`, await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference', secondOpinion: false }));
}

/** A larger frame with the film at a place, in pixels, and another film around it. */
const beside =
  (other: (time: number) => LumaFrame, across: number, down: number, left: number, top: number): Change =>
  (frame) => {
    const back = other(frame.time + 1);
    const { width, height } = frame;
    const luma = (x: number, y: number) => {
      if (x >= left && x < left + width && y >= top && y < top + height) return frame.pixels[(y - top) * width + x - left]!;
      return back.pixels[(y % height) * width + (x % width)]!;
    };
    return paint(width * across, height * down, luma, frame.time);
  };
const query = (film: (time: number) => LumaFrame, change: Change) =>
  fingerprintFrames(shown(film, 8, 24, 4, change), { secondOpinion: false });
const other = pannedFilm(77, SECONDS);

describe('a film that another moving picture stands beside', () => {
  test.each([
    ['above', 1, 2, 0, 0],
    ['below', 1, 2, 0, 108],
    ['on the left', 2, 1, 0, 0],
    ['on the right', 2, 1, 192, 0],
    ['in a quarter', 2, 2, 192, 108],
  ] as const)('%s is found, with its place', async (_, across, down, left, top) => {
    const [match, ...others] = findMatches(await query(films[1]!, beside(other, across, down, left, top)), index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment!.queryStart).toBeCloseTo(0, 0);
    expect(segment!.queryEnd).toBeCloseTo(16, 0);
    expect(segment!.referenceStart).toBeCloseTo(8, 0);
    expect(segment!.inset![0].x).toBeCloseTo(left / (192 * across), 1);
    expect(segment!.inset![0].y).toBeCloseTo(top / (108 * down), 1);
  });

  test.each([
    ['its middle half, upright', { left: 0.25, top: 0, right: 0.75, bottom: 1 }, beside(other, 2, 1, 0, 0)],
    ['its middle half, lying', { left: 0, top: 0.25, right: 1, bottom: 0.75 }, beside(other, 1, 2, 0, 108)],
  ] as const)('is found by %s, with its place and its crop', async (_, area, change) => {
    const [match, ...others] = findMatches(await query(films[1]!, (frame) => change(cutOut(area)(frame))), index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment).toMatchObject({ queryView: 'inset-crop', inset: expect.anything() });
    expect(segment!.referenceStart - segment!.queryStart).toBeCloseTo(8, 0);
    for (const side of ['left', 'top', 'right', 'bottom'] as const) expect(segment!.cutOut![side], side).toBeCloseTo(area[side], 1);
  });

  test('is no other film', async () => {
    expect(findMatches(await query(pannedFilm(88, SECONDS), beside(other, 1, 2, 0, 0)), index)).toEqual([]);
  });
});
