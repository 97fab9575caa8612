// @module-tag slow
import { fingerprintFrames } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { cutFingerprint, type NullFilm, scanNullPairs } from '../../../packages/bench/src/accuracy/scan/null-pairs.ts';
import { pannedFilm, shown } from '../../tools/panned-film.ts';

test.each(['query', 'reference'] as const)('a part of a %s equals a fingerprint of that interval', async (role) => {
  const film = pannedFilm(1, 30);
  const [whole, interval] = await Promise.all([
    fingerprintFrames(shown(film, 0, 30, 20), { role }),
    fingerprintFrames(shown(film, 8, 20, 20), { role }),
  ]);
  const cut = cutFingerprint(whole, 8, 20);
  expect(cut.duration).toBe(12);
  expect(cut).not.toHaveProperty('average');
  // Entries on the grid of the whole film, whose light is that of the interval at the same moments.
  expect(cut.luma!.timesMs.length).toBe(interval.luma!.timesMs.length);
  expect([...cut.luma!.timesMs]).toEqual([...interval.luma!.timesMs]);
  expect([...cut.luma!.means]).toEqual([...interval.luma!.means]);
  expect([...cut.luma!.coarseGrid!]).toEqual([...interval.luma!.coarseGrid!]);
  expect(cut.luma!.fineGrid).toEqual(interval.luma!.fineGrid);
  // What its first picture has over the one before is not known of the interval.
  expect(cut.luma!.changeSigns?.subarray(2)).toEqual(interval.luma!.changeSigns?.subarray(2));
  const times = (fingerprint: typeof cut) => [...fingerprint.tracks[0]!.timesMs].filter((time) => time > 1000 && time < 11_000);
  expect(times(cut).filter((time) => times(interval).includes(time)).length).toBeGreaterThan(0.7 * times(interval).length);
  expect(cut.thumbnails?.timesMs.length).toBe(interval.thumbnails?.timesMs.length);
});

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
