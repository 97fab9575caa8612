import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignPairs, type SamePicture } from '../../../../packages/matcher/src/propose/local-features/align-pairs.ts';
import { seeded } from '../../../tools/synthetic-film.ts';

/** Pairs of pictures on a line: two a second of the query, each with the picture of the reference that is nearest, one a second. */
function along(from: number, to: number, map: (time: number) => number, places = 10): SamePicture[] {
  return Array.from({ length: Math.round(2 * (to - from)) }, (_, at) => {
    const queryTime = from + at / 2;
    return { queryTime, referenceTime: Math.round(map(queryTime)), places };
  });
}

/** Pairs that have nothing to do with each other. */
function outliers(count: number, seconds: number, seed: number, places = 5): SamePicture[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => ({
    queryTime: Math.round(2 * seconds * random()) / 2,
    referenceTime: Math.round(3600 * random()),
    places,
  }));
}

describe('the alignments through pairs of pictures', () => {
  test('are the line that they lie on, whatever lies beside it', () => {
    const pairs = [...along(3, 33, (time) => time + 1200), ...outliers(80, 36, 1)];
    const [alignment] = alignPairs(pairs, 12);
    expect(alignment!.map.speed).toBe(1);
    expect(Math.abs(alignment!.map.offset - 1200)).toBeLessThan(0.3);
    expect(alignment!.pictures[0]!.queryTime).toBe(3);
    expect(alignment!.pictures.at(-1)!.queryTime).toBe(32.5);
    expect(alignment!.pictures).toHaveLength(60);
  });

  test('are lines at any standard speed, and at their own speed where none fits', () => {
    const standard = [1, 25 / 24, 24 / 25, 1.001];
    fc.assert(
      fc.property(
        fc.constantFrom(...standard, 0.5, 0.8, 1.15, 1.5, 2),
        fc.integer({ min: 0, max: 3000 }),
        fc.nat(),
        (speed, offset, seed) => {
          const pairs = [...along(0, 60, (time) => speed * time + offset), ...outliers(30, 60, seed)];
          const [alignment] = alignPairs(pairs, 1);
          expect(alignment!.pictures.length).toBeGreaterThan(100);
          expect(Math.abs(alignment!.map.speed - speed)).toBeLessThan(0.012);
          for (const time of [5, 30, 55]) {
            expect(Math.abs(alignment!.map.speed * time + alignment!.map.offset - (speed * time + offset))).toBeLessThan(0.75);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('are at the plain speed where a short one fits it as well as another', () => {
    for (const seconds of [3, 6, 10]) {
      const [alignment] = alignPairs(
        along(0, seconds, (time) => time + 100),
        1,
      );
      expect(alignment!.map.speed, `${seconds} s`).toBe(1);
    }
  });

  test('go backwards where the query does', () => {
    const [alignment] = alignPairs([...along(0, 20, (time) => 500 - time), ...outliers(30, 20, 3)], 1);
    expect(alignment!.map.speed).toBe(-1);
    expect(Math.abs(alignment!.map.offset - 500)).toBeLessThan(0.5);
    expect(alignment!.pictures.map(({ queryTime }) => queryTime)).toEqual(Array.from({ length: 40 }, (_, at) => at / 2));
  });

  test('are two where the query shows two pieces, the surest first', () => {
    const pairs = [...along(0, 10, (time) => time + 40), ...along(10, 30, (time) => time + 900), ...outliers(20, 30, 4)];
    const alignments = alignPairs(pairs, 2);
    expect(alignments.map(({ map }) => Math.round(map.offset / 10) * 10)).toEqual([900, 40]);
    expect(alignments.map(({ pictures }) => [pictures[0]!.queryTime, pictures.at(-1)!.queryTime])).toEqual([
      [10, 29.5],
      [0, 9.5],
    ]);
  });

  test('end at a gap of more than six seconds', () => {
    const map = (time: number) => time + 40;
    const [first, second] = alignPairs([...along(0, 12, map), ...along(20, 26, map)], 12);
    expect(first!.pictures.at(-1)!.queryTime).toBe(11.5);
    expect(second!.pictures[0]!.queryTime).toBe(20);
    expect(alignPairs([...along(0, 12, map), ...along(16, 26, map)], 12)).toHaveLength(1);
  });

  test('have one picture of the reference for each of the query: that with most places', () => {
    const pairs = [...along(0, 10, (time) => time + 40, 6), ...along(0, 10, (time) => time + 40.4, 9)];
    const [alignment] = alignPairs(pairs, 12);
    expect(alignment!.pictures).toHaveLength(20);
    expect(new Set(alignment!.pictures.map(({ places }) => places))).toEqual(new Set([9]));
  });

  test('are none of no pairs, and one of a single pair', () => {
    expect(alignPairs([], 12)).toEqual([]);
    expect(alignPairs([{ queryTime: 3, referenceTime: 70, places: 9 }], 12)).toEqual([
      { map: { speed: 1, offset: 67 }, pictures: [{ queryTime: 3, referenceTime: 70, places: 9 }] },
    ]);
  });

  test('never share a picture of the query, and are never more than asked for', () => {
    const pair = fc.record({
      queryTime: fc.nat(60).map((time) => time / 2),
      referenceTime: fc.nat(50),
      places: fc.integer({ min: 4, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (pairs, most) => {
        const alignments = alignPairs(pairs, most);
        expect(alignments.length).toBeLessThanOrEqual(most);
        const times = alignments.flatMap(({ pictures }) => pictures.map(({ queryTime }) => queryTime));
        expect(new Set(times).size).toBe(times.length);
        for (const { pictures } of alignments) for (const picture of pictures) expect(pairs).toContain(picture);
      }),
      { numRuns: 60 },
    );
  });
});
