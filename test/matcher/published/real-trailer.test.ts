// @module-tag slow
import { fingerprintFile } from '@streetdate/core';
import { findPublished } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg, sharedData } from '../../tools/footage.ts';

const trailer = sharedData('clips/big-buck-bunny-trailer.webm');
const film = sharedData('clips/big-buck-bunny-240p.ts');
const isAbsent = trailer === undefined || film === undefined;

/** Moments of the trailer and of the film that show the same picture, found by eye, seconds. */
const SAME_PICTURES = [
  [10, 157.1],
  [13.3, 169],
  [14.8, 158.9],
  [15.1, 161.7],
  [19.7, 316.9],
  [20.7, 313.8],
  [21.8, 335.3],
  [22.7, 351.6],
  [25.9, 193.4],
  [26.3, 195.2],
] as const;

test.skipIf(isAbsent)(
  `finds the pieces of a real film in its real trailer, and none in footage of others${isAbsent ? ': skipped, shared/data is absent' : ''}`,
  { timeout: 240_000 },
  async () => {
    const promo = await fingerprintFile(trailer!, { role: 'reference' });
    // All of the pictures below lie in its first 400 of 596 s.
    const part = clipFolder()('film.ts');
    await runFfmpeg(['-i', film!, '-t', '400', '-c', 'copy', part]);
    const { intervals, foundSeconds, promoSeconds } = findPublished(promo, await fingerprintFile(part, { role: 'reference' }));
    for (const [promoTime, filmTime] of SAME_PICTURES) {
      const shown = intervals.find(({ promoStart, promoEnd }) => promoStart <= promoTime && promoTime < promoEnd);
      expect(shown, `at ${promoTime} s`).toBeDefined();
      expect(Math.abs(shown!.filmStart + promoTime - shown!.promoStart - filmTime), `at ${promoTime} s`).toBeLessThan(0.3);
    }
    expect(foundSeconds).toBeGreaterThan(10);
    expect(foundSeconds).toBeLessThan(promoSeconds);
    // Titles are most of the rest.
    expect(intervals.every(({ promoEnd }) => promoEnd < 30.5)).toBe(true);
    const unrelated = await fingerprintFile(FOOTAGE.cap13, { role: 'reference' });
    expect(findPublished(promo, unrelated).intervals).toEqual([]);
  },
);
