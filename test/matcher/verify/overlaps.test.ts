import type { PictureArea } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../../../packages/matcher/src/match.ts';
import { closeGaps } from '../../../packages/matcher/src/verify/close-gaps.ts';
import { withoutOverlaps } from '../../../packages/matcher/src/verify/overlaps.ts';

interface Changes {
  readonly offset?: number;
  readonly bits?: number;
  readonly referenceView?: string;
  readonly cutOut?: PictureArea;
}

/** A segment of a plain copy with four frames a second, each of which differs in so many of 256 bits. */
function segment(
  queryStart: number,
  queryEnd: number,
  score: number,
  { offset = 0, bits = 32, referenceView = 'active', cutOut }: Changes = {},
): Segment {
  const frameTimes = Array.from({ length: 4 * (queryEnd - queryStart) }, (_, at) => queryStart + at / 4);
  return {
    queryStart,
    queryEnd,
    referenceStart: queryStart + offset,
    referenceEnd: queryEnd + offset,
    speed: 1,
    mirrored: false,
    rotation: 0,
    queryView: 'active',
    referenceView,
    ...(cutOut && { cutOut }),
    meanDistance: bits / 256,
    backgroundDistance: 0.475,
    framesCompared: frameTimes.length,
    independentFrames: frameTimes.length,
    score,
    distances: frameTimes.map(() => bits),
    frameTimes,
  };
}

const cropped = { referenceView: 'middle-0.9' };

const placesOf = (segments: readonly Segment[]) => segments.map(({ queryStart, queryEnd }) => [queryStart, queryEnd]);

describe('of segments in the same interval of the query', () => {
  test('the strongest wins where they show different moments', () => {
    expect(placesOf(withoutOverlaps([segment(0, 10, 20), segment(4, 14, 8, { offset: 30 })]))).toEqual([[0, 10]]);
  });

  test('a weaker one on the same alignment keeps what lies beside the stronger', () => {
    const [first, second] = withoutOverlaps([segment(0, 10, 20), segment(4, 14, 8, { offset: 0.2 })]);
    expect(first).toEqual(segment(0, 10, 20));
    // Four of its ten seconds are left, with the numbers of their frames.
    expect(second).toMatchObject({
      queryStart: 10,
      queryEnd: 14,
      framesCompared: 16,
      independentFrames: 16,
      meanDistance: 0.125,
      score: 3.2,
    });
    expect(second!.referenceStart).toBeCloseTo(10.2, 9);
    expect(second!.frameTimes[0]).toBe(10);
  });

  test('a weaker one between two stronger keeps its longest part', () => {
    expect(placesOf(withoutOverlaps([segment(0, 4, 20), segment(9, 12, 19), segment(1, 14, 8, cropped)]))).toEqual([
      [0, 4],
      [4, 9],
      [9, 12],
    ]);
  });

  test('two seconds under another crop are kept, as a zoom shows them', () => {
    const near = { left: 0.14, top: 0.13, right: 0.86, bottom: 0.87 };
    const wide = { left: 0.12, top: 0.13, right: 0.88, bottom: 0.87 };
    const strong = segment(4, 12, 20, { cutOut: near });
    expect(placesOf(withoutOverlaps([strong, segment(2, 10, 8, { cutOut: wide })]))).toEqual([
      [2, 4],
      [4, 12],
    ]);
    expect(placesOf(withoutOverlaps([strong, segment(2, 10, 8, { cutOut: near })]))).toEqual([[4, 12]]);
  });

  test.each([
    ['less than a second', segment(4, 10.5, 8, cropped)],
    ['what hardly resembles the reference', segment(4, 14, 8, { bits: 96, ...cropped })],
    ['less than three seconds in the same view', segment(4, 12.5, 8)],
  ])('%s is not kept', (_what, weaker) => {
    expect(placesOf(withoutOverlaps([segment(0, 10, 20), weaker]))).toEqual([[0, 10]]);
  });
});

describe('a gap between two segments', () => {
  test('is closed in its middle, where the film goes on', () => {
    expect(closeGaps([segment(0, 10, 20), segment(11, 20, 8, { offset: 0.2 })])).toMatchObject([
      { queryStart: 0, queryEnd: 10.5, referenceEnd: 10.5, score: 20 },
      { queryStart: 10.5, queryEnd: 20, referenceStart: 10.7, score: 8 },
    ]);
  });

  test.each([
    ['that is longer than a second', segment(12, 20, 8)],
    ['before another moment', segment(11, 20, 8, { offset: 3 })],
  ])('%s stays', (_what, next) => {
    expect(placesOf(closeGaps([segment(0, 10, 20), next]))).toEqual(placesOf([segment(0, 10, 20), next]));
  });
});
