import type { HashTrack } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { momentsOf } from '../../packages/sweep/src/bands/moments.ts';
import { evidenceOf, holds } from '../../packages/sweep/src/search/alignment-evidence.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const film = syntheticFilm(1, 90);
const marked = (track: HashTrack) => ({ track, moments: momentsOf(track) });
const reference = marked(sampleFilm(film, { seconds: 90, framesPerSecond: 8 }).tracks[0]!);

function queryOf(shown: Film, bits: number): HashTrack {
  return sampleFilm(noisy(shown, bits, bits), { seconds: 10, framesPerSecond: 4, role: 'query', phase: 0.03 }).tracks[0]!;
}

/** A copy that begins 20 s into the film: 40 ticks. */
const copy = (speed: number, bits: number) => queryOf((time) => film(20 + speed * time), bits);

test.each([20, 60, 85])('a window of a copy in which %i bits are flipped holds on its alignment, and on no other', (bits) => {
  const query = copy(1, bits);
  for (const shift of [39, 40]) expect(holds({ part: 0, shift, width: 2 }, query, reference)).toBe(true);
  for (const shift of [0, 30, 48, 90, 150]) expect(holds({ part: 0, shift, width: 2 }, query, reference), `at ${shift}`).toBe(false);
});

test.each([25 / 24, 1.12, 0.6, 1.5])('a copy at %d times the speed holds in a wide bin', (speed) => {
  expect(holds({ part: 0, shift: 36, width: 16 }, copy(speed, 30), reference)).toBe(true);
});

test('what holds is nearly never given up at half of its frames and offsets, and what does not hold nearly always is', () => {
  const [held, kept] = [[] as number[], [] as boolean[]];
  for (const bits of [60, 75, 85, 88]) {
    for (const start of [4, 11, 23, 37, 46, 58, 66, 79]) {
      const query = queryOf((time) => film(start + time), bits);
      const alignment = { part: 0, shift: 2 * start, width: 2 };
      const evidence = evidenceOf(alignment, query, reference);
      if (evidence < 70) continue;
      held.push(evidence);
      kept.push(holds(alignment, query, reference));
    }
  }
  expect(held.length).toBeGreaterThan(20);
  expect(kept.filter(Boolean).length / kept.length).toBeGreaterThan(0.95);
  const unrelated = queryOf(syntheticFilm(2, 10), 0);
  const coarse = Array.from({ length: 80 }, (_, at) => evidenceOf({ part: 0, shift: 2 * at, width: 2 }, unrelated, reference, 2));
  expect(coarse.filter((evidence) => evidence < 25).length / coarse.length).toBeGreaterThan(0.9);
});

test('an unrelated film holds nowhere', () => {
  const query = queryOf(syntheticFilm(2, 10), 0);
  for (let shift = -20; shift < 180; shift += 2) expect(evidenceOf({ part: 0, shift, width: 2 }, query, reference)).toBeLessThan(40);
});

test('a shared picture of which some 40 bits differ does not hold, however long it stays; four in a row do', () => {
  const still: Film = () => film(3);
  const four: Film = (time) => film(20 * Math.floor(time / 2.5));
  const held = (shown: Film) => marked(sampleFilm(shown, { seconds: 60, framesPerSecond: 8 }).tracks[0]!);
  expect(holds({ part: 0, shift: 0, width: 2 }, queryOf(still, 50), held(still))).toBe(false);
  expect(holds({ part: 0, shift: 0, width: 2 }, queryOf(four, 50), held(four))).toBe(true);
});

test('alignments before the start and after the end of a reference hold nothing and break nothing', () => {
  for (const shift of [-2000, -21, 179, 5000]) expect(evidenceOf({ part: 0, shift, width: 2 }, copy(1, 10), reference)).toBeLessThan(40);
  const none = marked({ ...reference.track, timesMs: new Uint32Array(), spansMs: new Uint32Array(), hashes: new Uint32Array() });
  expect(evidenceOf({ part: 0, shift: 40, width: 2 }, copy(1, 10), none)).toBe(0);
});
