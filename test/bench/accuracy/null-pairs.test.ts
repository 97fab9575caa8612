// @module-tag slow
import { fingerprintFrames } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { type NullFilm, scanNullPairs } from '../../../packages/bench/src/accuracy/scan/null-pairs.ts';
import { pannedFilm, shown } from '../../tools/panned-film.ts';

test('windows of films that share nothing are looked up among each other, and those of one film never in itself', async () => {
  const films: NullFilm[] = await Promise.all(
    [1, 2, 3].map(async (seed) => ({
      id: `film ${seed}`,
      query: await fingerprintFrames(shown(pannedFilm(seed, 40), 0, 40, 8)),
      references: [await fingerprintFrames(shown(pannedFilm(seed, 40), 0, 40, 8), { role: 'reference' })],
    })),
  );
  const { pairs, windows, strong, calibration } = scanNullPairs(films, 60, 'seed');
  expect(pairs).toBeGreaterThanOrEqual(60);
  expect(windows).toBe(pairs / 6);
  expect(strong).toBe(0);
  expect(calibration.find(({ threshold }) => threshold === 0.1)).toEqual({ threshold: 0.1, expected: 0.1 * windows, counted: 0 });
  // The same film under another name is what a search that finds something looks like.
  const twice = scanNullPairs([films[0]!, { ...films[0]!, id: 'film 1 again' }], 20, 'seed');
  expect(twice.strong).toBeGreaterThan(0.9 * twice.windows);
  // A look-alike is counted at every threshold.
  for (const { counted } of twice.calibration) expect(counted).toBeGreaterThan(0.9 * twice.windows);
});
