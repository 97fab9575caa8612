import { describe, expect, test } from 'vitest';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { countMotion, countShots, everyFrameBetween } from '../../../packages/matcher/src/evidence/independent-frames.ts';
import { type Film, noisy, sampleFilm, seeded } from '../../tools/synthetic-film.ts';

/** Share of bits by which unrelated pictures differ. */
const LEVEL = 0.47;
const SAME_TIME = { offset: 0, speed: 1 } as const;

/** A film whose hash drifts by some bits a second, with a cut to something else every so many seconds. */
function drifting(seed: number, bitsASecond: number, cutEvery = Number.POSITIVE_INFINITY): Film {
  return (time) => {
    const shot = Number.isFinite(cutEvery) ? Math.floor(time / cutEvery) : 0;
    const random = seeded(seed + 7919 * shot);
    const hash = Uint32Array.from({ length: 8 }, () => Math.floor(random() * 2 ** 32));
    const since = time - (shot === 0 ? 0 : shot * cutEvery);
    for (let flip = 0; flip < since * bitsASecond; flip++) {
      const bit = Math.floor(random() * 256);
      hash[bit >> 5]! ^= 1 << (bit & 31);
    }
    return hash;
  };
}

const trackOf = (film: Film, framesPerSecond: number) => sampleFilm(film, { seconds: 6, framesPerSecond }).tracks[0]!;
const motion = (query: Film, reference: Film) => {
  const track = trackOf(query, 4);
  return countMotion(track, new FrameClock(trackOf(reference, 24)), SAME_TIME, [...track.timesMs.keys()], LEVEL);
};

describe('a shot that hardly changes', () => {
  test('is seen to move in step, some times a second', () => {
    const shot = drifting(1, 16);
    const count = motion(noisy(shot, 6, 2), shot);
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThanOrEqual(12);
  });

  test('counts nothing where it stands still, however much grain is on it', () => {
    const still = drifting(1, 0);
    expect(motion(noisy(still, 3, 2), still)).toBeLessThan(0.3);
    expect(motion(noisy(still, 24, 2), noisy(still, 24, 3))).toBeLessThan(0.7);
  });

  test('counts nothing where it moves out of step', () => {
    const shot = drifting(1, 16);
    expect(motion((time) => shot(time + 3), shot)).toBe(0);
  });
});

describe('shots', () => {
  const shotsOf = (film: Film) => {
    const track = trackOf(film, 24);
    return countShots(track, everyFrameBetween([0, track.timesMs.length - 1]), LEVEL);
  };

  test('begin at cuts', () => {
    expect(shotsOf(drifting(1, 20, 2))).toBe(3);
  });

  test('do not begin where everything changes all the time, as where rows roll by', () => {
    expect(shotsOf(drifting(1, 300))).toBe(1);
  });

  test('are at most one a second', () => {
    expect(shotsOf(drifting(1, 0, 0.25))).toBeLessThanOrEqual(7);
  });
});
