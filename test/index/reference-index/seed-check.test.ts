import { PlainBands } from '@streetdate/core/internal';
import { findTrack } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { CandidateList } from '../../../packages/index/src/reference-index/candidate-list.ts';
import { SeedCheck } from '../../../packages/index/src/reference-index/segment/seed-check.ts';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const film = syntheticFilm(1, 120);
const reference = findTrack(sampleFilm(film, { seconds: 120, framesPerSecond: 8 }), 'pdq/1')!;
const gaps = reference.timesMs.map((time, frame) => time - (reference.timesMs[frame - 1] ?? 0));

const none = new Uint32Array(0);
const table = { bits: 256, bandBits: 1, frameBits: 10, runBits: 3, directory: none, postings: none, codes: reference.hashes };
const lying = { kernel: new PlainBands(table), first: 0, gaps };

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
    const held = [...query.timesMs].map((time, frame) => check.holds(frame, shownAt(50 + (speed * time) / 1000), lying));
    expect(held.filter((holds) => !holds)).toEqual([]);
  });

  test('holds at the ends of the film and of the query, and where times take four bytes', () => {
    const query = copy(1, 100, 60);
    const check = new SeedCheck(query);
    expect(check.holds(0, shownAt(100), lying)).toBe(true);
    expect(check.holds(79, shownAt(119.75), { ...lying, gaps: Uint16Array.from(gaps) })).toBe(true);
    expect(new SeedCheck(copy(1, 0, 60)).holds(0, 0, lying)).toBe(true);
  });

  test('holds where the reference lies behind others', () => {
    const behind = new Uint32Array(8 * 100 + reference.hashes.length);
    behind.set(reference.hashes, 8 * 100);
    const check = new SeedCheck(copy(1, 100, 60));
    const kernel = new PlainBands({ ...table, codes: behind });
    expect(check.holds(5, shownAt(101.25), { kernel, first: 100, gaps })).toBe(true);
    expect(check.holds(5, shownAt(101.25), { kernel, first: 0, gaps })).toBe(false);
  });

  test('of frames that only chance brings together does not hold', () => {
    const check = new SeedCheck(copy(1));
    let held = 0;
    for (let frame = 0; frame < 80; frame++)
      for (let second = 0; second < 40; second++) if (check.holds(frame, shownAt(second), lying)) held++;
    expect(held).toBeLessThan(0.02 * 80 * 40);
  });

  test('is kept where the query has too little around it to tell', () => {
    const query = copy(1);
    const still = { ...query, timesMs: query.timesMs.map((time) => 20 * time) };
    expect(new SeedCheck(still).holds(5, 3, lying)).toBe(true);
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
