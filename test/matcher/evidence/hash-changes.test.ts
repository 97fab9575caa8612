import { describe, expect, test } from 'vitest';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { valueHashChanges } from '../../../packages/matcher/src/evidence/motion/hash-changes.ts';
import { logCorrelationTail, logUpperTail } from '../../../packages/matcher/src/statistics/p-values.ts';
import { type Film, noisy, sampleFilm, seeded } from '../../tools/synthetic-film.ts';

/** One scene that stands still but for something in it that moves: a few patterns of bits come and go, each at its own pace. */
function scene(seed: number, movedBy: (pattern: number, time: number) => number): Film {
  const random = seeded(7);
  const still = Float64Array.from({ length: 256 }, () => (random() < 0.5 ? -1 : 1) * (0.3 + random()));
  const patterns = Array.from({ length: 6 }, () => Float64Array.from({ length: 256 }, () => (random() < 0.3 ? random() - 0.5 : 0)));
  return (time) => {
    const hash = new Uint32Array(8);
    for (let bit = 0; bit < 256; bit++) {
      const value = patterns.reduce((sum, pattern, at) => sum + pattern[bit]! * movedBy(6 * seed + at, time), still[bit]!);
      if (value > 0) hash[bit >> 5]! |= 1 << (bit & 31);
    }
    return hash;
  };
}

/** What moves without end, the same for the same number. */
function moving(number: number, time: number): number {
  const random = seeded(1000 + number);
  let sum = 0;
  for (let wave = 0; wave < 12; wave++) sum += (0.4 + random()) * Math.sin(6.28 * (0.05 + random()) * time + 6.28 * random());
  return sum;
}

const trackOf = (film: Film, seconds: number, framesPerSecond: number, role: 'query' | 'reference' = 'query') =>
  sampleFilm(film, { seconds, framesPerSecond, role }).tracks[0]!;
const map = (referenceStart: number) => ({ queryStart: 0, queryEnd: 4, referenceStart, speed: 1, mirrored: false });

describe('how the bits of a scene change that stands still', () => {
  const film = scene(1, moving);
  const reference = new FrameClock(trackOf(film, 90, 12, 'reference'));
  const copy = trackOf(
    noisy((time) => film(40 + time), 4, 3),
    4,
    4,
  );

  test('speaks for its moment, a little early or late as well', () => {
    for (const start of [40, 39.95, 40.08]) {
      const vote = valueHashChanges(copy, reference, map(start))!.evidence;
      expect(vote.seenIn).toBe('pictures');
      expect(vote.correlation).toBeGreaterThan(0.5);
      expect(vote.logChance).toBeLessThan(-4);
    }
  });

  test('says nothing for its other moments, nor for another take', () => {
    for (const start of [12, 25, 37, 43, 70]) expect(valueHashChanges(copy, reference, map(start))!.evidence.logChance).toBeGreaterThan(-2);
    const others = Array.from({ length: 12 }, (_, seed) => trackOf(scene(50 + seed, moving), 4, 4));
    for (const other of others) expect(valueHashChanges(other, reference, map(40))!.evidence.logChance).toBeGreaterThan(-2);
  });

  test('says little where all of it goes one way, as in a pan that another take has as well', () => {
    const pan = (until: number) => scene(1, (number, time) => (number === 6 ? 3 * Math.min(1, (time % 30) / until) : 0));
    const panned = new FrameClock(trackOf(pan(6), 90, 12, 'reference'));
    const other = trackOf((time) => pan(4.5)(time), 4, 4);
    expect(valueHashChanges(other, panned, map(30))!.evidence.logChance).toBeGreaterThan(-3);
  });

  test('is not known of a picture that stands still, or of too few', () => {
    const still = scene(1, () => 0);
    expect(valueHashChanges(trackOf(still, 4, 4), reference, map(40))!.evidence).toMatchObject({ correlation: 0, logChance: 0 });
    expect(valueHashChanges(copy, reference, { ...map(40), queryEnd: 0.6 })).toBeUndefined();
    expect(valueHashChanges(copy, reference, map(200))!.evidence).toMatchObject({ correlation: 0, logChance: 0 });
  });
});

describe('the p-value of a correlation', () => {
  test.each([
    // P(r > c) of n pairs: half the upper tail of Beta(1/2, (n - 1) / 2) at c².
    [0.5, 20, -1.979],
    [0.8, 20, -5.1734],
    [0.91, 30, -12.1844],
    [0.3, 100, -2.9386],
  ])('above %d, of %d independent pairs, is 10 to the power of %d', (correlation, independent, expected) => {
    expect(logCorrelationTail(correlation, independent)).toBeGreaterThanOrEqual(expected - 0.001);
    expect(logCorrelationTail(correlation, independent)).toBeLessThan(expected + 0.1);
  });

  test('is nearly that of a normal variable where it is small, and far below where it is large', () => {
    expect(logCorrelationTail(0.1, 1600) - logUpperTail(4)).toBeLessThan(0.1);
    expect(logCorrelationTail(0.9, 25)).toBeLessThan(logUpperTail(4.5) - 3);
  });

  test('is one where nothing is known', () => {
    for (const [correlation, independent] of [
      [0, 20],
      [-0.9, 20],
      [0.9, 1],
      [Number.NaN, 20],
      [0.9, Number.NaN],
    ]) {
      expect(logCorrelationTail(correlation!, independent!)).toBe(0);
    }
    expect(logCorrelationTail(1, 20)).toBe(Number.NEGATIVE_INFINITY);
  });
});
