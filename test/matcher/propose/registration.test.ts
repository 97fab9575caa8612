// @module-tag slow
import { type Fingerprint, fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import { findMatches, LinearIndex, PROPOSERS } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Change, cutOut, mirrored, pannedFilm, shown, turned } from '../../tools/panned-film.ts';
import { overlay, scenery, withNoise } from '../../tools/pictures.ts';

const SECONDS = 40;
const films = [1, 2, 3].map((seed) => pannedFilm(seed, SECONDS));
const withThumbnails = new LinearIndex();
const hashesAlone = new LinearIndex();
for (const [at, film] of films.entries()) {
  const { thumbnails, ...hashes } = await fingerprintFrames(shown(film, 0, SECONDS, 12), {
    role: 'reference',
    secondOpinion: false,
    thumbnails: true,
  });
  withThumbnails.add(`film ${at + 1}`, { ...hashes, ...(thumbnails && { thumbnails }) });
  hashesAlone.add(`film ${at + 1}`, hashes);
}
const noisy =
  (change: Change): Change =>
  (frame) =>
    withNoise(change(frame), 6, Math.round(frame.time * 100));
const queryOf = (film: (time: number) => LumaFrame, change: Change, from = 8, to = 24): Promise<Fingerprint> =>
  fingerprintFrames(shown(film, from, to, 4, noisy(change)), { secondOpinion: false });

/** Somebody who moves before two fifths of the picture. */
const person: Change = (frame) =>
  overlay(frame, scenery(80, 80, 4000 + Math.round(frame.time * 4)), { left: 0.3, top: 0.2, right: 0.85, bottom: 1 });

const upright = { left: 0.08, top: 0, right: 0.4, bottom: 1 };
const corner = { left: 0.42, top: 0.4, right: 1, bottom: 0.98 };

describe('with the thumbnails of the references', () => {
  test.each([
    ['an upright cut of a wide film', upright],
    ['a corner of the picture', corner],
  ])('%s is found, with the part that it shows; without them it is not', async (_name, area) => {
    const query = await queryOf(films[1]!, cutOut(area));
    // By keypoints it may be.
    const proposers = PROPOSERS.filter(({ name }) => name !== 'local-features');
    expect(findMatches(query, hashesAlone, { proposers })).toEqual([]);
    const [match, ...others] = findMatches(query, withThumbnails, { proposers });
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong', segments: [{ queryView: 'solved', mirrored: false }] });
    const [segment] = match!.segments;
    expect(segment!.referenceStart - segment!.queryStart).toBeCloseTo(8, 0);
    for (const side of ['left', 'top', 'right', 'bottom'] as const)
      expect(Math.abs(segment!.cutOut![side] - area[side]), side).toBeLessThan(0.03);
    expect(Math.abs(segment!.tilt!)).toBeLessThan(1.5);
  });

  test('an upright cut of a film of seven seconds is found, among films that chance likes better for a picture or two', async () => {
    const library = new LinearIndex();
    for (const seed of [42, 43, 44]) {
      const reference = await fingerprintFrames(shown(pannedFilm(seed, SECONDS), 0, seed === 43 ? 7 : SECONDS, 12), {
        role: 'reference',
        secondOpinion: false,
        thumbnails: true,
      });
      library.add(`film ${seed}`, reference);
    }
    const [match, ...others] = findMatches(await queryOf(pannedFilm(43, SECONDS), cutOut(upright), 0, 7), library);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 43', strength: 'strong', segments: [{ queryView: 'solved' }] });
  });

  test('one that is mirrored is found as well', async () => {
    const [match] = findMatches(await queryOf(films[0]!, (frame) => mirrored(cutOut(upright)(frame))), withThumbnails);
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong', segments: [{ mirrored: true }] });
    expect(match!.segments[0]!.cutOut!.left).toBeCloseTo(upright.left, 1);
  });

  test('one that is turned is found as well, with its tilt', async () => {
    const [match] = findMatches(await queryOf(films[0]!, (frame) => turned(7, 0.8)(cutOut(corner)(frame))), withThumbnails);
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong' });
    expect(Math.abs(match!.segments[0]!.tilt! - 7)).toBeLessThan(1.5);
  });

  test('a copy with somebody in front of it, and cut, is found, and how much is covered is said', async () => {
    const [match] = findMatches(await queryOf(films[2]!, (frame) => person(cutOut(corner)(frame))), withThumbnails);
    expect(match).toMatchObject({ referenceId: 'film 3', strength: 'strong' });
    expect(match!.segments[0]!.covered).toBeGreaterThan(0.2);
    expect(match!.segments[0]!.covered).toBeLessThan(0.7);
  });

  test.each([
    ['as it is', 9, (frame: LumaFrame) => frame],
    ['cut', 10, cutOut(upright)],
    ['turned', 11, turned(9, 0.9)],
    ['covered', 12, person],
  ])('an unrelated film is not found, %s', async (_name, seed, change) => {
    expect(findMatches(await queryOf(pannedFilm(seed, SECONDS), change), withThumbnails)).toEqual([]);
  });

  test('the second hash, which knows whole pictures alone, is not asked', async () => {
    const index = new LinearIndex();
    index.add('film', await fingerprintFrames(shown(films[1]!, 0, SECONDS, 12), { role: 'reference', thumbnails: true }));
    const [match] = findMatches(await fingerprintFrames(shown(films[1]!, 8, 24, 4, cutOut(upright))), index);
    expect(match).toMatchObject({ segments: [{ queryView: 'solved' }], secondOpinion: { vote: 'silent', framesCompared: 0 } });
  });

  test('one picture that stands still convicts nobody, however well it is solved', async () => {
    const still = films[1]!(12.3);
    const query = await fingerprintFrames(
      shown(() => still, 0, 16, 4, noisy(cutOut(upright))),
      { secondOpinion: false },
    );
    expect(findMatches(query, withThumbnails).filter(({ strength }) => strength === 'strong')).toEqual([]);
  });
});
