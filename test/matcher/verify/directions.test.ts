import type { Segment } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { nearerBackwards } from '../../../packages/matcher/src/verify/directions.ts';

/** A segment of ten pictures, all as far. */
function segment(queryView: string, share: number, score: number, speed: number): Segment {
  const distances = Array<number>(10).fill(Math.round(256 * share));
  return {
    ...{
      queryStart: 0,
      queryEnd: 10,
      referenceStart: 0,
      referenceEnd: 10,
      speed,
      mirrored: false,
      rotation: 0,
      queryView,
      referenceView: queryView,
    },
    ...{ meanDistance: share, backgroundDistance: 0.5, framesCompared: 10, independentFrames: 10, score, distances },
    frameTimes: distances.map((_, at) => at),
  };
}

const WHOLE = { start: 0, end: 10 };

test('of hashes alone the nearer direction stands', () => {
  expect(nearerBackwards(segment('active', 0.1, 5, -1), [segment('active', 0.4, 9, 1)])).toEqual(WHOLE);
  expect(nearerBackwards(segment('active', 0.4, 9, -1), [segment('active', 0.1, 5, 1)])).toBeUndefined();
});

test('between keypoints and hashes scores tell, because their distances are no measure of each other', () => {
  expect(nearerBackwards(segment('keypoints', 0.05, 0.4, -1), [segment('active', 0.3, 1.7, 1)])).toBeUndefined();
  expect(nearerBackwards(segment('keypoints', 0.3, 9, -1), [segment('active', 0.05, 1.7, 1)])).toEqual(WHOLE);
  expect(nearerBackwards(segment('active', 0.05, 2, -1), [segment('keypoints', 0.3, 9, 1)])).toBeUndefined();
});
