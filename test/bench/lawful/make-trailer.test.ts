// @module-tag process
import { probe } from '@streetdate/core';
import { expect, test } from 'vitest';
import { makeTrailer } from '../../../packages/bench/src/lawful/make-trailer.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE } from '../../tools/footage.ts';

const clip = clipFolder();

test('makes a trailer of its stated length and states its pieces in order', { timeout: 60_000 }, async () => {
  const path = clip('trailer.mp4');
  const { seconds, pieces } = await makeTrailer({
    film: FOOTAGE.sintel,
    otherFilm: FOOTAGE.ocean,
    seconds: 8,
    seed: '1',
    path,
    width: 160,
  });
  expect(pieces.length).toBeGreaterThan(2);
  for (const [index, { promoStart, promoEnd }] of pieces.entries()) {
    expect(promoEnd).toBeGreaterThan(promoStart);
    expect(promoStart).toBeGreaterThanOrEqual(pieces[index - 1]?.promoEnd ?? 0);
  }
  const { video, audio } = await probe(path);
  expect(video!.duration).toBeCloseTo(seconds, 1);
  expect(audio).toHaveLength(1);
});

test('refuses a film without a picture', async () => {
  const nothing = makeTrailer({ film: new URL(import.meta.url).pathname, seconds: 5, seed: '1', path: clip('none.mp4') });
  await expect(nothing).rejects.toThrow(RangeError);
});
