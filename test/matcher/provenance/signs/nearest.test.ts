import { describe, expect, test } from 'vitest';
import { signTestChance } from '../../../../packages/matcher/src/provenance/compare/sign-test.ts';
import { type Film, seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 120;
const film = syntheticFilm(4, SECONDS);

/** Another master of the film: some bits of each hash are flipped, the same ones for a whole shot, as another grading does. */
function regraded(bits: number, seed: number): Film {
  return (time) => {
    const random = seeded(seed + Math.floor(time / 2));
    const hash = film(time).slice();
    for (let flip = 0; flip < bits; flip++) {
      const bit = Math.floor(random() * 256);
      hash[bit >> 5]! ^= 1 << (bit & 31);
    }
    return hash;
  };
}

const disc = rendition('remaster', 'disc', regraded(24, 1), SECONDS);
const digital = rendition('old-master', 'digital', regraded(24, 500), SECONDS);

describe('the nearest rendition', () => {
  test('a copy of one of two masters is told by the bits in which they differ', () => {
    const reading = read(copyOf(regraded(24, 1), SECONDS), [disc, digital]);
    expect(ratiosOf(reading)).toEqual({ digital: [0.05] });
    expect(reading.evidence[0]?.reason).toMatch(
      /^Where the pictures of the disc remaster and the digital rendition old-master differ, it agrees with the first in 9\d % of \d+ bits\.$/,
    );
  });

  test('a copy of a third master is inconclusive', () => {
    const reading = read(copyOf(regraded(24, 900), SECONDS), [disc, digital]);
    expect(ratiosOf(reading)).toEqual({});
    expect(silentOf(reading)).toContain('nearest');
  });

  test('renditions that differ only by encoding noise are inconclusive', () => {
    const twin = rendition('twin', 'digital', regraded(24, 1), SECONDS);
    expect(ratiosOf(read(copyOf(regraded(24, 1), SECONDS), [disc, twin]))).toEqual({});
  });

  test('a copy that is changed more than the masters differ is inconclusive, though it is nearer to one of them', () => {
    const close = rendition('close', 'digital', regraded(10, 500), SECONDS);
    const plain = rendition('plain', 'disc', film, SECONDS);
    expect(ratiosOf(read(copyOf(film, SECONDS, {}, 3), [plain, close]))).toEqual({ digital: [0.125] });
    expect(ratiosOf(read(copyOf(film, SECONDS, {}, 30), [plain, close]))).toEqual({});
  });
});

test.each([
  [0, 0, 1],
  [5, 10, 0.623046875],
  [10, 10, 1 / 1024],
  [1500, 2000, 1e-100],
])('the p-value of %i wins of %i is that of the binomial test', (wins, trials, chance) => {
  if (chance < 1e-9) expect(signTestChance(wins, trials)).toBeLessThan(chance);
  else expect(signTestChance(wins, trials)).toBeCloseTo(chance, 9);
});
