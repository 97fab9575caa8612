import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { along, ticks, timeAxis } from '../../../packages/cli/src/report/axis.ts';
import { drawDistances } from '../../../packages/cli/src/report/distance-plot.ts';
import { choosePairs } from '../../../packages/cli/src/report/frame-pairs.ts';
import { drawTimeline } from '../../../packages/cli/src/report/timeline.ts';
import { exampleSegment } from './example-content.ts';

describe('a time axis', () => {
  test('has at most as many round times as asked for, all within it, and never fewer than a few', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.double({ min: 0.5, max: 5e5, noNaN: true }), (start, length) => {
        const axis = timeAxis(start, start + length);
        const { times } = ticks(axis, 6);
        expect(times.length).toBeLessThanOrEqual(6);
        expect(times.length).toBeGreaterThanOrEqual(1);
        for (const time of times) expect(along(axis, time)).toBeCloseTo((time - start) / length, 3);
      }),
    );
  });
});

describe('the timeline', () => {
  const bands = (source: string) => [...source.matchAll(/class="(band[^"]*)" d="M(\d+) 44H(\d+)V54L(\d+) 134V144H(\d+)V134L\d+ 54Z"/g)];

  test('connects where a segment lies in the query with where it lies in the reference', () => {
    const segment = exampleSegment({ queryStart: 5, length: 10, referenceStart: 150, speed: 2 });
    const [band] = bands(String(drawTimeline([segment], { id: 't', queryDuration: 20, referenceDuration: 200 })));
    expect(band?.slice(2).map(Number)).toEqual([2500, 7500, 8500, 7500]);
  });

  test('marks a mirrored segment, and says in words what it shows', () => {
    const segments = [
      exampleSegment({ queryStart: 0, length: 4, referenceStart: 60 }),
      exampleSegment({ queryStart: 6, length: 4, referenceStart: 10, mirrored: true }),
    ];
    const source = String(drawTimeline(segments, { id: 't', queryDuration: 20, referenceDuration: 200 }));
    expect(bands(source).map((band) => band[1])).toEqual(['band', 'band mirrored']);
    expect(source).toContain('Segment 2: query 0:06 to 0:10 shows reference 0:10 to 0:14, mirrored.');
  });

  test('crosses its sides where the reference is played backwards, and says so', () => {
    const backward = { ...exampleSegment({ queryStart: 5, length: 10, referenceStart: 150 }), speed: -1 };
    const source = String(drawTimeline([backward], { id: 't', queryDuration: 20, referenceDuration: 200 }));
    expect(bands(source)[0]?.slice(2).map(Number)).toEqual([2500, 7500, 7500, 8000]);
    expect(source).toContain('shows reference 2:30 to 2:40, played backwards.');
  });

  test('ends with the last segment where the length of the reference is unknown, and says so', () => {
    const segment = exampleSegment({ queryStart: 0, length: 10, referenceStart: 90 });
    const source = String(drawTimeline([segment], { id: 't', queryDuration: 10, referenceDuration: undefined }));
    expect(bands(source)[0]?.slice(4).map(Number)).toEqual([10_000, 9000]);
    expect(source).toContain('up to its last matching frame');
  });
});

describe('the distance plot', () => {
  const dots = (source: string) =>
    [...source.matchAll(/class="frame" cx="([\d.]+)%" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);

  test('has a dot for every compared frame, as high as its share of differing bits', () => {
    const segment = { ...exampleSegment({ queryStart: 0, length: 2, referenceStart: 0 }), frameTimes: [0, 1, 2], distances: [0, 64, 128] };
    const plot = drawDistances([segment], { id: 'd', hashBits: 256 });
    expect(plot?.marks).toBe('frames');
    const [first, second, third] = dots(String(plot?.picture));
    expect([first?.[0], second?.[0], third?.[0]]).toEqual([0, 50, 100]);
    // A quarter and a half of the bits lie evenly above none.
    expect((first?.[1] ?? 0) - (second?.[1] ?? 0)).toBeCloseTo((second?.[1] ?? 0) - (third?.[1] ?? 0), 0);
    expect(first?.[1]).toBeGreaterThan(second?.[1] ?? 0);
  });

  test('gathers the frames of a long film in columns, so that its size does not grow with the film', () => {
    const size = (length: number) =>
      String(drawDistances([exampleSegment({ queryStart: 0, length, referenceStart: 0 })], { id: 'd', hashBits: 256 })?.picture).length;
    expect(drawDistances([exampleSegment({ queryStart: 0, length: 7200, referenceStart: 0 })], { id: 'd', hashBits: 256 })?.marks).toBe(
      'columns',
    );
    expect(size(7200)).toBeLessThan(size(1800) * 1.05);
  });

  test('is absent where the distances were not kept', () => {
    const segment = { ...exampleSegment({ queryStart: 0, length: 2, referenceStart: 0 }), frameTimes: [], distances: [] };
    expect(drawDistances([segment], { id: 'd', hashBits: 256 })).toBeUndefined();
  });
});

describe('the pairs of frames', () => {
  test('lie evenly in time over one segment, on its line', () => {
    const pairs = choosePairs([exampleSegment({ queryStart: 100, length: 40, referenceStart: 500, speed: 25 / 24 })]);
    expect(pairs.map((pair) => pair.queryTime)).toEqual([105, 115, 125, 135]);
    for (const pair of pairs) expect(pair.referenceTime).toBeCloseTo(500 + (pair.queryTime - 100) * (25 / 24), 9);
  });

  test('of a film played backwards go down in the reference as they go up in the query', () => {
    const forward = exampleSegment({ queryStart: 100, length: 40, referenceStart: 500 });
    const pairs = choosePairs([{ ...forward, speed: -1 }]);
    expect(pairs.map((pair) => pair.queryTime)).toEqual([105, 115, 125, 135]);
    expect(pairs.map((pair) => pair.referenceTime)).toEqual([535, 525, 515, 505]);
  });

  test('are chosen by time alone: other distances give the same frames', () => {
    const segment = exampleSegment({ queryStart: 0, length: 20, referenceStart: 0 });
    const reversed = { ...segment, distances: [...segment.distances].reverse() };
    expect(choosePairs([reversed]).map((pair) => pair.queryTime)).toEqual(choosePairs([segment]).map((pair) => pair.queryTime));
  });

  test('show each of the strongest segments, and carry the distance of their frame', () => {
    const segments = [1, 9, 3, 7, 5].map((score, index) => exampleSegment({ queryStart: index * 20, length: 5, referenceStart: 0, score }));
    const pairs = choosePairs(segments);
    expect(pairs.map((pair) => pair.segment)).toEqual([1, 2, 3, 4]);
    for (const pair of pairs) {
      const segment = segments[pair.segment];
      expect(pair.distance).toBe(segment?.distances[segment.frameTimes.indexOf(pair.queryTime)]);
    }
  });

  test('of a still is one', () => {
    const still = { ...exampleSegment({ queryStart: 0, length: 0, referenceStart: 61.5 }), frameTimes: [0], distances: [4] };
    expect(choosePairs([still])).toEqual([{ segment: 0, queryTime: 0, referenceTime: 61.5, distance: 4, mirrored: false }]);
  });
});
