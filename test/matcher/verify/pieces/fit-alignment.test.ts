import { describe, expect, test } from 'vitest';
import { fitAlignment, type ShownTime } from '../../../../packages/matcher/src/verify/pieces/fit-alignment.ts';

/** Twenty seconds that start at 30 s of the reference, in steps of a tenth, rounded like the offsets of a path. */
const shownAt = (speed: number): ShownTime[] =>
  Array.from({ length: 200 }, (_, at) => ({ query: at / 10, reference: 30 + Math.round((speed * at) / 1) / 10 }));

describe('the alignment of a path', () => {
  test('is at the plain speed where that fits as well as another', () => {
    const map = fitAlignment(shownAt(1.001), 25 / 24, 0.05);
    expect(map.speed).toBe(1);
    expect(map.offset).toBeCloseTo(30, 1);
  });

  test('is at a standard speed where the times tell it, whatever was assumed', () => {
    const map = fitAlignment(shownAt(25 / 24), 1, 0.02);
    expect(map.speed).toBeCloseTo(25 / 24, 3);
    expect(map.offset).toBeCloseTo(30, 1);
  });

  test('is at any other speed by the least squares', () => {
    const map = fitAlignment(shownAt(1.08), 1, 0.02);
    expect(map.speed).toBeCloseTo(1.08, 2);
    expect(map.offset + map.speed * 20).toBeCloseTo(51.6, 0);
  });

  test('of a single time is at the speed that was assumed, or a plainer one', () => {
    expect(fitAlignment([{ query: 2, reference: 12 }], 1.5, 0.05)).toEqual({ offset: 10, speed: 1 });
  });
});
