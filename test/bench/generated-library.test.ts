import { hammingDistance } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { generatedCopy, generatedReference } from '../../packages/bench/src/library/generated-library.ts';

test('the same seed gives the same film, another seed another one', () => {
  const hashes = (seed: number) => generatedReference(seed, 60).tracks[0]?.hashes;
  expect(hashes(1)).toEqual(hashes(1));
  expect(hashes(1)).not.toEqual(hashes(2));
});

test('a generated copy lies as close to its part of the film as its noise says, and nowhere else', () => {
  const film = generatedReference(7, 120);
  const copy = generatedCopy(film, 30, 10, 20);
  const [reference, query] = [film.tracks[0], copy.tracks[0]];
  if (!reference || !query) throw new Error('a generated film has a track');
  // 8 frames a second in the reference and 4 in the query; 8 words in a hash.
  const meanDistance = (start: number) => {
    let sum = 0;
    for (let frame = 0; frame < 40; frame++) {
      sum += hammingDistance(query.hashes, frame * 8, reference.hashes, (start * 8 + frame * 2) * 8, 8);
    }
    return sum / 40;
  };
  expect(copy.duration).toBe(10);
  expect(meanDistance(30)).toBeLessThanOrEqual(20);
  expect(meanDistance(30)).toBeGreaterThan(15);
  expect(meanDistance(70)).toBeGreaterThan(110);
});
