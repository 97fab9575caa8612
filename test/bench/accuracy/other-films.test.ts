import { fingerprintFault } from '@streetdate/core/internal';
import { hammingDistance } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { otherFilms } from '../../../packages/bench/src/accuracy/scan/other-films.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const real = sampleFilm(syntheticFilm(3, 120), { seconds: 120, framesPerSecond: 12, role: 'reference' });
const films = [...otherFilms(2, [real])];
const picturesOf = (film: (typeof films)[number][1]) => film.tracks.find(({ view }) => view === 'active')!;

test('a library is filled with generated films and estranged real ones, an hour each, in turn', () => {
  expect(films.map(([id]) => id)).toEqual(['generated 1', 'estranged 2']);
  for (const [, film] of films) {
    expect(film.duration).toBe(3600);
    expect(fingerprintFault(film)).toBeUndefined();
  }
});

test('an estranged film moves like the real one and shows none of its pictures', () => {
  const [track, original] = [picturesOf(films[1]![1]), picturesOf(real)];
  const between = (one: typeof track, a: number, other: typeof track, b: number) =>
    hammingDistance(one.hashes, 8 * a, other.hashes, 8 * b, 8);
  const steps = (one: typeof track) => [...one.timesMs.keys()].slice(1).map((frame) => between(one, frame - 1, one, frame));
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  expect(median(steps(track))).toBe(median(steps(original)));
  let nearest = 256;
  for (let frame = 0; frame < track.timesMs.length; frame += 40) {
    for (let other = 0; other < original.timesMs.length; other += 6) nearest = Math.min(nearest, between(track, frame, original, other));
  }
  expect(nearest).toBeGreaterThan(64);
});

test('the same number of hours gives the same films', () => {
  expect(picturesOf([...otherFilms(2, [real])][1]![1]).hashes).toEqual(picturesOf(films[1]![1]).hashes);
});
