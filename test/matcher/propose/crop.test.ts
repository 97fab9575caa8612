// @module-tag slow
import { fingerprintFrames, type LumaFrame, type PictureArea } from '@streetdate/core/portable';
import { findMatches, LinearIndex, PROPOSERS } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Change, cutOut, mirrored, pannedFilm, shown, turned } from '../../tools/panned-film.ts';
import { withNoise } from '../../tools/pictures.ts';

const SECONDS = 40;
const films = [1, 2, 3].map((seed) => pannedFilm(seed, SECONDS));
const index = new LinearIndex();
for (const [at, film] of films.entries()) {
  index.add(`film ${at + 1}`, await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference', secondOpinion: false }));
}
const lookUp = async (film: (time: number) => LumaFrame, change: Change, from = 8, to = 24) =>
  findMatches(await fingerprintFrames(shown(film, from, to, 4, change), { secondOpinion: false }), index);

describe('a copy with its edges cut off unevenly', () => {
  const parts: readonly (readonly [string, PictureArea])[] = [
    ['a quarter off the right and the bottom', { left: 0, top: 0, right: 0.75, bottom: 0.75 }],
    ['a fifth off, mostly from the left and the top', { left: 0.17, top: 0.2, right: 0.97, bottom: 1 }],
    ['a tenth off the left alone', { left: 0.12, top: 0, right: 1, bottom: 1 }],
    ['an old television’s shape', { left: 0.05, top: 0, right: 0.8, bottom: 1 }],
  ];
  test.each(parts)('%s is found, with the part that it shows', async (_name, area) => {
    const [match, ...others] = await lookUp(films[1]!, (frame) => withNoise(cutOut(area)(frame), 6, Math.round(frame.time * 100)));
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment!.queryStart).toBeCloseTo(0, 0);
    expect(segment!.queryEnd).toBeCloseTo(16, 0);
    expect(segment!.referenceStart).toBeCloseTo(8, 0);
    expect(segment).toMatchObject({ queryView: 'cut-out', referenceView: 'middle-0.5', mirrored: false });
    for (const side of ['left', 'top', 'right', 'bottom'] as const) {
      expect(Math.abs(segment!.cutOut![side] - area[side]), side).toBeLessThan(0.025);
    }
  });

  test('is found mirrored as well, and the part is that of the reference', async () => {
    const area = { left: 0.02, top: 0.15, right: 0.82, bottom: 0.95 };
    const [match] = await lookUp(films[0]!, (frame) => mirrored(cutOut(area)(frame)));
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong', segments: [{ mirrored: true, queryView: 'cut-out' }] });
    expect(match!.segments[0]!.cutOut!.left).toBeCloseTo(0.02, 1);
    expect(match!.segments[0]!.cutOut!.top).toBeCloseTo(0.15, 1);
  });

  test('of four seconds is found', async () => {
    const [match] = await lookUp(films[2]!, cutOut({ left: 0, top: 0.1, right: 0.8, bottom: 0.9 }), 10, 14);
    expect(match?.referenceId).toBe('film 3');
  });
});

describe('a copy that is turned by a few degrees', () => {
  test.each([
    [8, 1],
    [-11, 1],
    [14, 1],
    [-9, 0.8],
  ])('by %i°, of which %f is shown, is found, with its tilt', async (degrees, share) => {
    const [match, ...others] = await lookUp(films[1]!, (frame) =>
      withNoise(turned(degrees, share)(frame), 6, Math.round(frame.time * 100)),
    );
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong', segments: [{ queryView: 'cut-out', mirrored: false }] });
    const { tilt, cutOut: part, referenceStart } = match!.segments[0]!;
    expect(referenceStart).toBeCloseTo(8, 0);
    expect(Math.abs(tilt! - degrees)).toBeLessThan(1);
    if (share === 1) expect(Math.min(part!.right - part!.left, part!.bottom - part!.top)).toBeGreaterThan(0.95);
  });

  test('is found mirrored, and then the tilt is that of the copy', async () => {
    const [match] = await lookUp(films[0]!, (frame) => mirrored(turned(10)(frame)));
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong', segments: [{ mirrored: true }] });
    expect(Math.abs(match!.segments[0]!.tilt! + 10)).toBeLessThan(1);
  });
});

test.each([0, 9, -12])('an unrelated film is not found, cropped in any way and rotated by %i°', async (degrees) => {
  const change = cutOut({ left: 0.1, top: 0, right: 0.9, bottom: 0.8 });
  expect(await lookUp(pannedFilm(9, SECONDS), (frame) => turned(degrees)(change(frame)))).toEqual([]);
});

test('where the budget covers no comparison with the library, a crop is found by keys, or at a place that resembles it', async () => {
  const area = { left: 0, top: 0, right: 0.86, bottom: 0.86 };
  const query = await fingerprintFrames(shown(films[1]!, 8, 20, 4, cutOut(area)), { secondOpinion: false });
  // Enough to hash a block under every crop, and not to compare it with two minutes of film.
  const maxComparisons = 6.5e7;
  const [match] = findMatches(query, index, { maxComparisons });
  expect(match).toMatchObject({ referenceId: 'film 2', segments: [{ queryView: 'cut-out' }] });
  const crops = PROPOSERS.filter(({ name }) => name === 'crop');
  const [found] = findMatches(query, index, { maxComparisons, proposers: crops });
  expect(found).toMatchObject({ referenceId: 'film 2', segments: [{ queryView: 'cut-out' }] });
  expect(findMatches(query, index, { maxComparisons: 5e7, proposers: crops })).toEqual([]);
});

test('a whole copy says nothing of a part', async () => {
  const [match] = await lookUp(films[0]!, (frame) => frame);
  expect(match!.segments.map(({ queryView, cutOut: part }) => [queryView, part])).toEqual([['active', undefined]]);
});

test('a long film is found as one at the speed of PAL, although its thumbnails have gaps', async () => {
  const seconds = 500;
  const film = pannedFilm(5, seconds, 3);
  const library = new LinearIndex();
  library.add('film', await fingerprintFrames(shown(film, 0, seconds, 4), { role: 'reference', secondOpinion: false, framesPerSecond: 4 }));
  const cut = cutOut({ left: 0, top: 0.15, right: 0.8, bottom: 0.95 });
  const copy = shown((time) => film((time * 25) / 24), 0, (seconds * 24) / 25, 2, cut);
  const query = await fingerprintFrames(copy, { secondOpinion: false, framesPerSecond: 2 });
  // One interval in two is left of the thumbnails.
  expect(query.thumbnails!.timesMs.length).toBeLessThan(600);
  // Keypoints would add the last seconds as a segment of their own.
  const [match] = findMatches(query, library, { proposers: PROPOSERS.filter(({ name }) => name !== 'local-features') });
  expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
  expect(match!.segments).toHaveLength(1);
  const [segment] = match!.segments;
  expect(segment!.speed).toBeCloseTo(25 / 24, 4);
  expect(segment!.queryEnd - segment!.queryStart).toBeGreaterThan(440);
});
