import { findTrack } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { CandidateList } from '../../../packages/matcher/src/reference-index/candidate-list.ts';
import { SeedCheck } from '../../../packages/matcher/src/reference-index/seed-check.ts';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const film = syntheticFilm(1, 120);
const reference = findTrack(sampleFilm(film, { seconds: 120, framesPerSecond: 8 }), 'pdq/1')!;
const gaps = reference.timesMs.map((time, frame) => time - (reference.timesMs[frame - 1] ?? 0));

/** A poor copy of 20 s of the film from `start` on, at some speed. */
function copy(speed: number, start = 50, bits = 75) {
  const played = noisy((time) => film(start + speed * time), bits, 5);
  return findTrack(sampleFilm(played, { seconds: 20, framesPerSecond: 4, role: 'query' }), 'pdq/1')!;
}

/** The reference frame that is on the screen at a time. */
const shownAt = (time: number) => reference.timesMs.findLastIndex((other) => other <= 1000 * time);

describe('a seed', () => {
  test.each([0.5, 0.8, 1, 25 / 24, 1.3, 2])('on the line of a poor copy holds at speed %f', (speed) => {
    const query = copy(speed);
    const check = new SeedCheck(query);
    const held = [...query.timesMs].map((time, frame) => check.holds(frame, shownAt(50 + (speed * time) / 1000), reference.hashes, gaps));
    expect(held.filter((holds) => !holds)).toEqual([]);
  });

  test('holds at the ends of the film and of the query, and where times take four bytes', () => {
    const query = copy(1, 100, 60);
    const check = new SeedCheck(query);
    expect(check.holds(0, shownAt(100), reference.hashes, gaps)).toBe(true);
    expect(check.holds(79, shownAt(119.75), reference.hashes, Uint16Array.from(gaps))).toBe(true);
    expect(new SeedCheck(copy(1, 0, 60)).holds(0, 0, reference.hashes, gaps)).toBe(true);
  });

  test('of frames that only chance brings together does not hold', () => {
    const check = new SeedCheck(copy(1));
    let held = 0;
    for (let frame = 0; frame < 80; frame++)
      for (let second = 0; second < 40; second++) if (check.holds(frame, shownAt(second), reference.hashes, gaps)) held++;
    expect(held).toBeLessThan(0.02 * 80 * 40);
  });

  test('is kept where the query has too little around it to tell', () => {
    const query = copy(1);
    const still = { ...query, timesMs: query.timesMs.map((time) => 20 * time) };
    expect(new SeedCheck(still).holds(5, 3, reference.hashes, gaps)).toBe(true);
  });
});

test('of the pairs of a frame the nearest are kept, and of equally near ones the first', () => {
  const list = new CandidateList();
  list.push(0, 0, 0, 99);
  for (const [frame, distance] of [9, 3, 5, 5, 1, 5, 7].entries()) list.push(1, 0, frame, distance);
  list.keepNearest(1, 4);
  expect(list.count).toBe(5);
  expect([...list.referenceFrames.subarray(1, 5)]).toEqual([1, 2, 3, 4]);
  expect([...list.distances.subarray(0, 5)]).toEqual([99, 3, 5, 5, 1]);
  list.keepNearest(1, 4);
  expect(list.count).toBe(5);
});
