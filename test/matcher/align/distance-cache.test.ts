import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DistanceCache } from '../../../packages/matcher/src/align/distance-cache.ts';
import { measureDistances } from '../../../packages/matcher/src/align/distances.ts';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const query = sampleFilm(syntheticFilm(1, 20), { seconds: 20, framesPerSecond: 4, role: 'query' }).tracks[0]!;
// A reference of every frame has more frames around a moment than a meter remembers.
const clocks = [
  [2, 8],
  [3, 24],
].map(([seed, framesPerSecond]) => {
  const film = sampleFilm(syntheticFilm(seed!, 30), { seconds: 30, framesPerSecond: framesPerSecond! });
  return new FrameClock(film.tracks[0]!);
});

test('a meter that remembers distances measures any line of any reference as one that does not', () => {
  const meter = new DistanceCache(query);
  const frames = query.timesMs.length;
  const map = fc.record({
    offset: fc.double({ min: -5, max: 25, noNaN: true }),
    speed: fc.double({ min: 0.5, max: 2, noNaN: true }),
    reference: fc.integer({ min: 0, max: 1 }),
    start: fc.integer({ min: 0, max: frames }),
    end: fc.integer({ min: 0, max: frames }),
  });
  let compared = 0;
  fc.assert(
    fc.property(map, ({ reference, start, end, ...tried }) => {
      const truth = new Uint16Array(frames);
      measureDistances(query, clocks[reference]!, tried, start, end, truth);
      meter.measure(clocks[reference]!, tried, start, end);
      expect(meter.distances.subarray(start, Math.max(start, end))).toEqual(truth.subarray(start, Math.max(start, end)));
      compared += truth.filter((distance) => distance > 0 && distance <= 256).length;
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(1000);
});
