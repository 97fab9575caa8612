// @module-tag slow
import { fingerprintFrames, type LumaFrame, type PictureArea, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import { findMatches, LinearIndex, PROPOSERS, type Segment } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type Change, cutOut, mirrored, pannedFilm, shown } from '../../tools/panned-film.ts';
import { paint, withNoise } from '../../tools/pictures.ts';

const SECONDS = 40;
const films = [1, 2, 3].map((seed) => pannedFilm(seed, SECONDS));
const index = new LinearIndex();
const withThumbnails = new LinearIndex();
for (const [at, film] of films.entries()) {
  const reference = await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference', secondOpinion: false, thumbnails: true });
  const { thumbnails: _, ...hashes } = reference;
  index.add(`film ${at + 1}`, hashes);
  withThumbnails.add(`film ${at + 1}`, reference);
}

/** Fingerprints seconds 8 to 24 of a film through a window that moves: `window` takes the share of that time that has passed. */
const copyOf = (film: (time: number) => LumaFrame, window: (passed: number) => PictureArea, then: Change = (frame) => frame) =>
  fingerprintFrames(
    shown(film, 8, 24, 4, (frame) => then(withNoise(cutOut(window((frame.time - 8) / 16))(frame), 4, Math.round(frame.time * 100)))),
    { secondOpinion: false },
  );

/** A square window of the picture, by its middle. */
const windowAt = (share: number, x = 0.5, y = 0.5): PictureArea => ({
  left: x - share / 2,
  top: y - share / 2,
  right: x + share / 2,
  bottom: y + share / 2,
});

/** A wide film in a frame of 16:9: black takes an eighth of the height above it and below it. */
const betweenBars = (frame: LumaFrame): LumaFrame => {
  const { width, height } = frame;
  const film = scaleArea(frame, WHOLE_PICTURE, width, Math.round(0.75 * height));
  const bar = (height - film.height) / 2;
  return paint(width, height, (x, y) => film.pixels[(y - bar) * width + x] ?? 0, frame.time);
};

const windows: readonly (readonly [string, (passed: number) => PictureArea])[] = [
  ['a slow zoom in', (passed) => windowAt(1 - 0.4 * passed)],
  ['a slow zoom out', (passed) => windowAt(0.65 + 0.3 * passed)],
  ['a pan up and down', (passed) => windowAt(0.8, 0.5, 0.5 + 0.1 * Math.sin(2 * Math.PI * passed))],
  [
    'a wide pan to and fro',
    (passed) => windowAt(0.76, 0.5 + 0.12 * Math.sin(3 * Math.PI * passed), 0.5 + 0.12 * Math.sin(3 * Math.PI * passed)),
  ],
  ['a shaking camera', (passed) => windowAt(0.88, 0.5 + 0.05 * Math.sin(97 * passed), 0.5 + 0.05 * Math.sin(61 * passed))],
];

/** Keypoints find a crop wherever it moves. */
const ofHashes = PROPOSERS.filter(({ name }) => name !== 'local-features');

const coveredBy = (segments: readonly Segment[]) =>
  Math.max(...segments.map(({ queryEnd }) => queryEnd)) - Math.min(...segments.map(({ queryStart }) => queryStart));

describe('a copy whose crop moves', () => {
  test.each(windows)('%s is found nearly from its beginning to its end', async (_name, window) => {
    const [match, ...others] = findMatches(await copyOf(films[1]!, window), index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
    expect(coveredBy(match!.segments)).toBeGreaterThan(14);
    for (const { queryStart, referenceStart } of match!.segments) expect(Math.abs(referenceStart - queryStart - 8)).toBeLessThan(0.7);
  });

  test('a shaking camera is found by no other proposer that compares hashes', async () => {
    const query = await copyOf(films[1]!, windows.at(-1)![1]);
    const without = { proposers: ofHashes.filter(({ name }) => name !== 'moving-crop') };
    expect(findMatches(query, index, without)).toEqual([]);
    const [segment, ...others] = findMatches(query, index)[0]!.segments;
    expect(others).toEqual([]);
    // Only a crop that moves has another one at its end.
    expect(segment).toMatchObject({ queryView: 'cut-out', cutOut: expect.anything(), cutOutAtEnd: expect.anything() });
    expect(segment!.cutOut!.right - segment!.cutOut!.left).toBeCloseTo(0.88, 1);
  });

  test('a shaking copy of a letterboxed film is found, though its bars tremble and are not detected', async () => {
    const boxed = films.map((film) => (time: number) => betweenBars(film(time)));
    const references = new LinearIndex();
    for (const [at, film] of boxed.entries()) {
      references.add(`film ${at + 1}`, await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference', secondOpinion: false }));
    }
    const shaking = (passed: number) => windowAt(0.86, 0.5 + 0.06 * Math.sin(97 * passed), 0.5 + 0.06 * Math.sin(61 * passed));
    const [match, ...others] = findMatches(await copyOf(boxed[1]!, shaking), references);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
    expect(coveredBy(match!.segments)).toBeGreaterThan(14);
  });

  test('a mirrored copy is followed as well', async () => {
    const query = await copyOf(films[0]!, (passed) => windowAt(1 - 0.4 * passed), mirrored);
    const [match] = findMatches(query, index);
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong' });
    expect(coveredBy(match!.segments)).toBeGreaterThan(12);
    for (const segment of match!.segments) expect(segment.mirrored).toBe(true);
  });

  describe.each([
    ['half of the time', 0.65],
    ['hardly ever', 0.62],
  ])('and that shows all of the middle %s, of a film with thumbnails', (_name, share) => {
    const reach = (1 - share) / 2 - 0.001;
    const farPan = (passed: number) =>
      windowAt(share, 0.5 + reach * Math.sin(2 * Math.PI * passed), 0.5 + reach * Math.sin(2 * Math.PI * passed));

    test('is followed from side to side, and not only while it shows the middle', async () => {
      const query = await copyOf(films[1]!, farPan);
      const byHashes = findMatches(query, index, { proposers: ofHashes })[0];
      expect(byHashes === undefined ? 0 : coveredBy(byHashes.segments)).toBeLessThan(4);
      const [match, ...others] = findMatches(query, withThumbnails);
      expect(others).toEqual([]);
      expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong' });
      expect(coveredBy(match!.segments)).toBeGreaterThan(14);
      for (const { queryStart, referenceStart } of match!.segments) expect(Math.abs(referenceStart - queryStart - 8)).toBeLessThan(0.7);
    });

    test('is not found over an unrelated film', async () => {
      expect(findMatches(await copyOf(pannedFilm(9, SECONDS), farPan), withThumbnails)).toEqual([]);
    });
  });

  test.each(windows)('%s over an unrelated film finds nothing', async (_name, window) => {
    expect(findMatches(await copyOf(pannedFilm(9, SECONDS), window), index)).toEqual([]);
  });
});
