import { hammingDistance } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { attackedCopy, generatedFilm } from '../../../packages/bench/src/scale/generated-catalogue.ts';

test('a generated film is the same each time, and another film is another', () => {
  expect(generatedFilm(3)).toEqual(generatedFilm(3));
  const [one, other] = [generatedFilm(3), generatedFilm(4)].map(({ tracks }) => tracks[0]!.hashes);
  let bits = 0;
  for (let frame = 0; frame < 28_800; frame += 100) bits += hammingDistance(one!, 8 * frame, other!, 8 * frame, 8);
  expect(bits / 288).toBeGreaterThan(110);
});

test.each([30, 75, 90])('an attacked copy is as far from its film as it was asked to be: %i bits', (distance) => {
  const film = generatedFilm(5);
  const { track, shows } = attackedCopy(film, 7, { distance, spread: 0.4 });
  let bits = 0;
  for (const [frame, shown] of shows.entries()) bits += hammingDistance(track.hashes, 8 * frame, film.tracks[0]!.hashes, 8 * shown, 8);
  expect(Math.abs(bits / shows.length - distance)).toBeLessThan(0.05 * distance);
});
