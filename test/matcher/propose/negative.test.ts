import { fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import { findMatches, LinearIndex, PROPOSERS } from '@streetdate/matcher';
import { describe, expect, test, vi } from 'vitest';
import { type Change, mirrored, pannedFilm, shown } from '../../tools/panned-film.ts';
import { paint, withNoise } from '../../tools/pictures.ts';

const SECONDS = 40;
const films = [1, 2, 3].map((seed) => pannedFilm(seed, SECONDS));
const index = new LinearIndex();
for (const [at, film] of films.entries())
  index.add(`film ${at + 1}`, await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference' }));
const query = (film: (time: number) => LumaFrame, change: Change) => fingerprintFrames(shown(film, 8, 24, 4, change), {});

/** A negative of other contrast, with noise. */
const negative: Change = (frame) => {
  const { width, height, pixels, time } = frame;
  const picture = paint(width, height, (x, y) => 140 - 0.7 * (pixels[y * width + x]! - 128), time);
  return withNoise(picture, 6, Math.round(time * 100));
};

describe('a negative', () => {
  test.each([
    ['', negative, false],
    [', mirrored', (frame: LumaFrame) => mirrored(negative(frame)), true],
  ] as const)('is found by its pictures%s, and the segment says so', async (_, change, isMirrored) => {
    const [match, ...others] = findMatches(await query(films[1]!, change), index);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 2', strength: 'strong', secondOpinion: { vote: 'agrees' } });
    const [segment] = match!.segments;
    expect(segment).toMatchObject({ inverted: true, mirrored: isMirrored, rotation: 0, queryView: 'active', referenceView: 'active' });
    expect(segment!.queryStart).toBeCloseTo(0, 0);
    expect(segment!.queryEnd).toBeCloseTo(16, 0);
    expect(segment!.referenceStart).toBeCloseTo(8, 0);
  });

  test('becomes darker where the film becomes brighter, and its brightness agrees all the same', async () => {
    const flickering =
      (film: (time: number) => LumaFrame) =>
      (time: number): LumaFrame => {
        const { width, height, pixels } = film(time);
        const light = 20 * Math.sin(7 * time ** 1.3);
        return paint(width, height, (x, y) => 0.7 * pixels[y * width + x]! + 30 + light, time);
      };
    const library = new LinearIndex();
    const film = flickering(films[0]!);
    library.add('film', await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference' }));
    const [match] = findMatches(await query(film, negative), library);
    expect(match!.light).toMatchObject({ vote: 'agrees' });
    expect(match!.light!.correlation).toBeGreaterThan(0.5);
  });

  test('of another film is no match', async () => {
    expect(findMatches(await query(pannedFilm(9, SECONDS), negative), index)).toEqual([]);
  });
});

test('a plain copy is not said to be a negative', async () => {
  const [match] = findMatches(await query(films[0]!, (frame) => frame), index);
  expect(match!.segments.map(({ inverted }) => inverted)).toEqual([undefined]);
});

test('a film that is none is looked up by a frame a second, plain and mirrored, and no more', async () => {
  const film = await query(pannedFilm(10, SECONDS), (frame) => frame);
  const candidates = vi.spyOn(index, 'candidates');
  findMatches(film, index, { proposers: PROPOSERS.filter(({ name }) => name === 'negative') });
  expect(candidates.mock.calls.map(([, options]) => [options?.exhaustive ?? false, options?.frames && [...options.frames].length])).toEqual(
    [
      [false, expect.toSatisfy((count: number) => count > 8 && count <= 17)],
      [false, expect.toSatisfy((count: number) => count > 8 && count <= 17)],
    ],
  );
});
