import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reversedFilm, reversedMap, reversedSegment, reversedSpan } from '../../../packages/matcher/src/align/time-reversal.ts';
import type { Segment } from '../../../packages/matcher/src/match.ts';
import { shownAt } from '../../../packages/matcher/src/verify/segment.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const film = syntheticFilm(1, 30);
const query = sampleFilm(film, { seconds: 30, framesPerSecond: 4, role: 'query' });

/** Segments of the query of 30 s, in either direction. */
const segments = fc
  .record({
    queryStart: fc.integer({ min: 0, max: 20_000 }),
    length: fc.integer({ min: 500, max: 10_000 }),
    referenceStart: fc.integer({ min: 0, max: 1_000_000 }),
    speed: fc.constantFrom(1, 25 / 24, 0.97, -1, -24 / 25),
  })
  .map(({ queryStart, length, referenceStart, speed }) => {
    const [start, end] = [queryStart / 1000, (queryStart + length) / 1000];
    const frameTimes = Array.from(query.tracks[0]!.timesMs, (timeMs) => timeMs / 1000).filter((time) => time >= start && time < end);
    const shown = { referenceStart: referenceStart / 1000, referenceEnd: (referenceStart + Math.abs(speed) * length) / 1000 };
    return {
      queryStart: start,
      queryEnd: end,
      ...shown,
      speed,
      frameTimes,
      distances: frameTimes.map((_, at) => at),
    } as unknown as Segment;
  });

test('a segment shows the same moment at each moment, as one of the reversed query, and reversed twice it is as it was', () => {
  fc.assert(
    fc.property(segments, fc.double({ min: 0, max: 30, noNaN: true }), (segment, time) => {
      const reversed = reversedSegment(segment, query);
      expect(shownAt(reversed, 30 - time)).toBeCloseTo(shownAt(segment, time), 6);
      expect(reversed.frameTimes).toEqual(reversed.frameTimes.toSorted((one, other) => one - other));
      const again = reversedSegment(reversed, query);
      expect(again.frameTimes).toEqual(segment.frameTimes);
      expect(again.distances).toEqual(segment.distances);
      for (const end of ['queryStart', 'queryEnd', 'referenceStart', 'referenceEnd', 'speed'] as const) {
        expect(again[end]).toBeCloseTo(segment[end], 9);
      }
    }),
  );
});

test('an alignment shows the same moment as one of the reversed query', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.constantFrom(1, -1, -1.04),
      fc.double({ min: 0, max: 30, noNaN: true }),
      (offset, speed, time) => {
        const { offset: other, speed: reversed } = reversedMap({ offset, speed }, query);
        expect(other + reversed * (30 - time)).toBeCloseTo(offset + speed * time, 6);
        expect(reversedSpan(reversedSpan({ start: time, end: 30 }, query), query).start).toBeCloseTo(time, 9);
      },
    ),
  );
});

test('a reversed film has each picture and each luma entry at its time from the end, ascending', () => {
  const timesMs = Uint32Array.from({ length: 60 }, (_, at) => 500 * at);
  const luma = {
    timesMs,
    means: Uint16Array.from(timesMs, (_, at) => at),
    fineGrid: Uint8Array.from({ length: 60 * 64 }, (_, at) => at >> 6),
  };
  const reversed = reversedFilm({ ...query, luma });
  const [track, plain] = [reversed.tracks[0]!, query.tracks[0]!];
  expect([...track.timesMs]).toEqual(Array.from(plain.timesMs, (timeMs) => 30_000 - timeMs).toReversed());
  expect([...track.hashes.subarray(0, 8)]).toEqual([...plain.hashes.subarray(-8)]);
  expect([...reversed.luma!.means]).toEqual([...luma.means].toReversed());
  expect([...reversed.luma!.fineGrid!.subarray(0, 64)]).toEqual(Array.from({ length: 64 }, () => 59));
});

test('a still picture begins where it ended', () => {
  const still = { ...query.tracks[0]!, timesMs: Uint32Array.of(0, 250, 5000), spansMs: Uint32Array.of(250, 4750, 250) };
  const { timesMs, spansMs } = reversedFilm({ ...query, tracks: [still] }).tracks[0]!;
  expect([...timesMs]).toEqual([25_000, 25_250, 30_000]);
  expect([...spansMs]).toEqual([250, 4750, 250]);
});
