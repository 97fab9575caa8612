import { describe, expect, test } from 'vitest';
import type { Segment } from '../../../packages/matcher/src/match.ts';
import { closeGaps } from '../../../packages/matcher/src/verify/close-gaps.ts';
import { withoutOverlaps } from '../../../packages/matcher/src/verify/overlaps.ts';

/** A segment with four frames a second, in which so many of 256 bits differ at each time. */
function segment(queryStart: number, queryEnd: number, speed: 1 | -1, score: number, bitsAt: (time: number) => number): Segment {
  const frameTimes = Array.from({ length: 4 * (queryEnd - queryStart) }, (_, at) => queryStart + at / 4);
  const distances = frameTimes.map(bitsAt);
  const shown = { referenceStart: 100 + queryStart, referenceEnd: 100 + queryEnd };
  const meanDistance = distances.reduce((sum, bits) => sum + bits, 0) / distances.length / 256;
  const counts = { framesCompared: frameTimes.length, independentFrames: frameTimes.length / 2 };
  return {
    ...{ queryStart, queryEnd, ...shown, speed, score, distances, frameTimes, meanDistance, ...counts, backgroundDistance: 0.475 },
    ...{ mirrored: false, rotation: 0, queryView: 'active', referenceView: 'active' },
  };
}

/** Noise of some bits around a level. */
const around = (level: number) => (time: number) => level + ((37 * Math.round(4 * time)) % 9) - 4;
const placesOf = (segments: readonly Segment[]) => segments.map(({ queryStart, queryEnd, speed }) => [queryStart, queryEnd, speed]);

describe('of two directions', () => {
  test('the forward one stands where both fit, whatever the scores', () => {
    const kept = withoutOverlaps([segment(0, 20, 1, 8, around(14)), segment(0, 20, -1, 14, around(13))]);
    expect(placesOf(kept)).toEqual([[0, 20, 1]]);
  });

  test('the backward one replaces forward pieces that fit worse', () => {
    const kept = withoutOverlaps([
      segment(0, 9, 1, 30, around(55)),
      segment(11, 20, 1, 30, around(60)),
      segment(0, 20, -1, 20, around(12)),
    ]);
    expect(placesOf(kept)).toEqual([[0, 20, -1]]);
  });

  test('a backward clip is cut out of the forward segment that runs over it', () => {
    const forward = segment(0, 30, 1, 60, (time) => (time >= 12 && time < 20 ? around(80)(time) : around(12)(time)));
    const kept = withoutOverlaps([forward, segment(12, 20, -1, 15, around(12))]);
    expect(placesOf(kept)).toEqual([
      [0, 12, 1],
      [12, 20, -1],
      [20, 30, 1],
    ]);
    expect(kept[2]).toMatchObject({ referenceStart: 120, referenceEnd: 130 });
  });

  test('a backward segment keeps only what it explains better', () => {
    const backward = segment(0, 20, -1, 20, (time) => (time < 10 ? around(40)(time) : around(12)(time)));
    const [forward, kept, ...others] = withoutOverlaps([segment(0, 20, 1, 25, (time) => (time < 10 ? 12 : 70)), backward]);
    expect(others).toEqual([]);
    expect(placesOf([forward!, kept!])).toEqual([
      [0, 10, 1],
      [10, 20, -1],
    ]);
    // What it no longer shows lay at the end of the reference's interval.
    expect(kept).toMatchObject({ referenceStart: 100, referenceEnd: 110 });
  });
});

test('a gap is not closed between segments of two directions', () => {
  const segments = [
    segment(0, 10, 1, 20, around(12)),
    { ...segment(10.5, 20.5, -1, 20, around(12)), referenceStart: 100, referenceEnd: 110 },
  ];
  expect(closeGaps(segments)).toEqual(segments);
});
