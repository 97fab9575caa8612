import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { LinearIndex } from '@streetdate/matcher';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const film = syntheticFilm(5, 900);
const other = syntheticFilm(2, 900);
const index = new LinearIndex();
index.add('film', sampleFilm(film, { seconds: 900, framesPerSecond: 24, role: 'reference' }));

/** Key frames every four seconds. */
const keyFrames = (shown: Film, closer: readonly TimeSpan[] = []): Fingerprint => ({
  ...sampleFilm(shown, { seconds: 900, framesPerSecond: 0.25 }),
  look: { frames: 'key', closer },
});
const secondsIn = (spans: readonly TimeSpan[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0);
const covers = (spans: readonly TimeSpan[], time: number) => spans.some(({ start, end }) => time >= start && time < end);

test('a whole copy leaves only the seconds around its last key frame undecided', () => {
  expect(undecidedIntervals(keyFrames(noisy(film, 10, 3)), index)).toEqual([{ start: 894.25, end: 900 }]);
});

test('a part of a copy leaves its ends undecided, and little beside them', () => {
  const spans = undecidedIntervals(
    keyFrames((time) => (time >= 300 && time < 500 ? film(time - 200) : other(time))),
    index,
  );
  expect(covers(spans, 299) && covers(spans, 301)).toBe(true);
  expect(covers(spans, 499) && covers(spans, 504)).toBe(true);
  expect(covers(spans, 400)).toBe(false);
  expect(secondsIn(spans)).toBeLessThan(0.15 * 900);
});

test('a copy without some seconds in its middle leaves that place undecided', () => {
  const spans = undecidedIntervals(
    keyFrames((time) => noisy(film, 10, 3)(time < 400 ? time : time + 20)),
    index,
  );
  expect(covers(spans, 399) && covers(spans, 401)).toBe(true);
});

test('one key frame of a copy, which is no evidence, is looked around', () => {
  const spans = undecidedIntervals(
    keyFrames((time) => (time >= 399 && time < 403 ? noisy(film, 40, 4)(time) : other(time))),
    index,
  );
  expect(covers(spans, 397) && covers(spans, 404)).toBe(true);
});

test('a film with nothing to find is looked at more closely for some of its length, and then no more', () => {
  const spans = undecidedIntervals(keyFrames(other), index);
  expect(secondsIn(spans)).toBeGreaterThan(0.05 * 900);
  expect(secondsIn(spans)).toBeLessThan(0.1 * 900);
  expect(undecidedIntervals(keyFrames(other, spans), index)).toEqual([]);
});

test('the more key frames a film has, the less of it is looked at more closely', () => {
  const secondsAsked = (framesPerSecond: number) => {
    const shown = { ...sampleFilm(other, { seconds: 900, framesPerSecond }), look: { frames: 'key' as const, closer: [] } };
    return secondsIn(undecidedIntervals(shown, index));
  };
  const [sparse, dense, densest] = [0.1, 0.5, 1].map(secondsAsked);
  expect(sparse).toBeGreaterThan(0.08 * 900);
  expect(sparse).toBeLessThan(0.12 * 900);
  expect(dense).toBeGreaterThan(0);
  expect(dense).toBeLessThan(0.05 * 900);
  expect(densest).toBe(0);
});

test('frames near those of a reference, seen in the closer look, are no reason for another one', () => {
  const spans = undecidedIntervals(keyFrames(other), index);
  // Decoded in full, the film shows frames that look like some of the reference's, each from another time.
  const isAlike = (time: number) => covers(spans, time) && Math.floor(4 * time) % 28 === 0;
  const denser = sampleFilm((time) => (isAlike(time) ? noisy(film, 60, 4)(900 - time) : other(time)), { seconds: 900, framesPerSecond: 4 });
  expect(undecidedIntervals({ ...denser, look: { frames: 'key', closer: spans } }, index)).toEqual([]);
});
