import { expect, test } from 'vitest';
import { type Film, syntheticFilm } from '../../tools/synthetic-film.ts';
import { copyOf, read, rendition } from './copies.ts';

const SECONDS = 300;
const film = syntheticFilm(11, SECONDS);
const takes = syntheticFilm(12, SECONDS);

/** A variant of the film with another take of six seconds at some of three places. */
const swapped =
  (...places: readonly number[]): Film =>
  (time) =>
    places.some((place) => time >= place && time < place + 6) ? takes(time) : film(time);

const variants = [
  rendition('A', 'disc', swapped(70, 140), SECONDS),
  rendition('BB', 'disc', swapped(70, 210), SECONDS),
  rendition('CCC', 'disc', swapped(140, 210), SECONDS),
];

test('the copy carries the variant whose takes it shows, with the points that told and the odds of a chance hit', () => {
  const [reading, ...others] = read(copyOf(swapped(70, 210), SECONDS), variants).variants;
  expect(others).toEqual([]);
  expect(reading).toEqual({
    source: 'disc',
    carries: ['BB'],
    excludes: ['A', 'CCC'],
    points: 2,
    chance: 1 / 4,
    reason: 'It carries BB and not A or CCC: 2 points tell them apart, which a chance hit would match once in 4.',
  });
});

test('an excerpt tells only the variants apart that differ in it', () => {
  const [reading] = read(
    copyOf((time) => swapped(70, 210)(time + 40), 70),
    variants,
  ).variants;
  expect(reading).toMatchObject({ carries: ['A', 'BB'], excludes: ['CCC'], points: 1, chance: 1 / 2 });
});

test('where no variant differs from another, it cannot say', () => {
  expect(
    read(
      copyOf((time) => film(time + 225), 60),
      variants,
    ).variants,
  ).toEqual([]);
});

test('a copy put together from two variants is of none', () => {
  const mixed: Film = (time) => (time < 105 ? swapped(70, 140)(time) : time < 175 ? swapped(70, 210)(time) : film(time));
  expect(read(copyOf(mixed, SECONDS), variants).variants).toEqual([]);
});
