import type { Fingerprint } from '@streetdate/core';
import { BandIndex } from '@streetdate/matcher';
import { findByMeanLuma } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 900;

/** Luma of a film of one long shot at each tenth of a second: light that comes and goes, and no cut. */
function light(seed: number, seconds: number): Float64Array {
  const random = seeded(seed);
  const [slow, fast] = [40, 6];
  let [drift, flicker] = [0, 0];
  return Float64Array.from({ length: 10 * seconds }, () => {
    drift += (random() - 0.5) * 2 - drift / 300;
    flicker += (random() - 0.5) * fast - flicker / 5;
    return Math.min(235, Math.max(16, 110 + slow * Math.tanh(drift / 10) + flicker));
  });
}

/** A fingerprint whose pictures say nothing, of a film that is as bright as `luma` says at its times. */
function lit(lumaAt: (time: number) => number, duration: number, role: Fingerprint['role'], seed = 1): Fingerprint {
  const step = role === 'reference' ? 208 : 250;
  const timesMs = Uint32Array.from({ length: Math.floor((1000 * duration) / step) }, (_, at) => at * step);
  const means = Uint16Array.from(timesMs, (ms) => Math.round(256 * Math.min(255, Math.max(0, lumaAt(ms / 1000)))));
  const pictures = sampleFilm(syntheticFilm(seed, 2), { seconds: 2, framesPerSecond: 4, role });
  return { ...pictures, duration, luma: { timesMs, means } };
}

const at = (film: Float64Array, time: number) => film[Math.min(film.length - 1, Math.max(0, Math.round(10 * time)))]!;

const films = [1, 2, 3, 4, 5].map((seed) => light(seed, SECONDS));
const index = new BandIndex();
for (const [number, film] of films.entries())
  index.add(
    `film ${number}`,
    lit((time) => at(film, time), SECONDS, 'reference', number),
  );

/** A part of a film: darker, with less contrast, at another speed, and coded with noise. */
function copy(film: Float64Array, { from = 301, seconds = 60, speed = 1, noise = 1 } = {}): Fingerprint {
  const random = seeded(77);
  return lit((time) => 30 + 0.6 * at(film, from + speed * time) + noise * (random() - 0.5), seconds, 'query', 99);
}

describe('a copy that shows nothing of the film but its light', () => {
  test.each([
    ['a minute', {}],
    ['a minute at the speed of PAL', { speed: 25 / 24 }],
    ['ten minutes', { from: 120, seconds: 600 }],
    ['the first minute', { from: 0 }],
    ['the last minute', { from: SECONDS - 60 }],
  ])('is found by %s, with its place and speed', (_, part) => {
    const { from, speed }: { from: number; speed: number } = { from: 301, speed: 1, ...part };
    const [found, ...others] = findByMeanLuma(copy(films[2]!, part), index);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ referenceId: 'film 2', speed });
    expect(Math.abs(found!.offset - from)).toBeLessThan(0.25);
    expect(found!.expectedFalse).toBeLessThan(1e-3);
  });

  test('is not found by half a minute, which is too short to tell', () => {
    expect(findByMeanLuma(copy(films[2]!, { seconds: 30 }), index)).toEqual([]);
  });

  test('is searched only in the requested references', () => {
    expect(findByMeanLuma(copy(films[2]!), index, { only: new Set(['film 1', 'film 3']) })).toEqual([]);
    expect(findByMeanLuma(copy(films[2]!), index, { only: new Set(['film 2']) })).toMatchObject([{ referenceId: 'film 2' }]);
  });
});

test('of forty unrelated films at most one in eight is proposed, and a film without luma finds nothing', () => {
  const unrelatedFilms = Array.from({ length: 40 }, (_, number) => copy(light(100 + number, 400)));
  expect(unrelatedFilms.filter((unrelated) => findByMeanLuma(unrelated, index).length > 0).length).toBeLessThanOrEqual(5);
  const { luma: _, ...blind } = copy(films[2]!);
  expect(findByMeanLuma(blind, index)).toEqual([]);
});

test('references that are taken out, or replaced, are forgotten', () => {
  const changing = new BandIndex();
  const query = copy(films[4]!);
  changing.add(
    'film',
    lit((time) => at(films[3]!, time), SECONDS, 'reference'),
  );
  expect(findByMeanLuma(query, changing)).toEqual([]);
  changing.remove('film');
  changing.add(
    'film',
    lit((time) => at(films[4]!, time), SECONDS, 'reference'),
  );
  expect(findByMeanLuma(query, changing)).toMatchObject([{ referenceId: 'film' }]);
});
