import { describe, expect, test } from 'vitest';
import { insideOf, outsideOf } from '../../../packages/matcher/src/geometry/areas.ts';
import { bandsOf, spectrumOf } from '../../../packages/matcher/src/geometry/coherence.ts';
import { between, project } from '../../../packages/matcher/src/geometry/projection.ts';
import { resamplePlane } from '../../../packages/matcher/src/geometry/resample-plane.ts';
import { seeded } from '../../tools/synthetic-film.ts';

const SIDE = 32;
const ALL = { columns: SIDE, rows: SIDE };

function noise(seed: number, pixels = SIDE * SIDE): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: pixels }, () => 255 * random());
}

const spectrum = (pixels: Float64Array) => spectrumOf({ side: SIDE, pixels });
const correlations = (one: Float64Array, other: Float64Array, resolved = ALL) =>
  bandsOf(spectrum(one), spectrum(other), resolved)
    .filter(({ values }) => values > 0)
    .map(({ correlation }) => correlation);

describe('bands of two pictures', () => {
  test('correlate wholly for one picture, however bright and contrasty, and hardly for two', () => {
    const one = noise(1);
    for (const each of correlations(
      one,
      one.map((value) => 20 + 0.5 * value),
    ))
      expect(each).toBeCloseTo(1, 9);
    const apart = correlations(one, noise(2));
    expect(apart.reduce((sum, each) => sum + Math.abs(each), 0) / apart.length).toBeLessThan(0.2);
  });

  test('that a filter has left correlate as before', () => {
    const one = noise(3);
    const blurred = one.map((value, at) => {
      const row = at - (at % SIDE);
      return (value + one[row + ((at + 1) % SIDE)]! + one[row + ((at + SIDE - 1) % SIDE)]!) / 3;
    });
    for (const each of correlations(one, blurred).slice(0, 6)) expect(each).toBeGreaterThan(0.9);
  });

  test('finer than a picture’s own pixels hold are passed over', () => {
    const known = bandsOf(spectrum(noise(4)), spectrum(noise(5)), { columns: SIDE / 2, rows: SIDE / 2 });
    expect(known.slice(0, 5).every(({ values }) => values > 0)).toBe(true);
    expect(known.slice(-5).every(({ values }) => values === 0)).toBe(true);
  });
});

describe('a picture brought to a plane', () => {
  test('keeps its pixels where it has as many, and its mean where it has more or fewer', () => {
    const pixels = noise(6);
    for (const [at, value] of resamplePlane(SIDE, pixels, SIDE).pixels.entries()) expect(value).toBeCloseTo(pixels[at]!, 9);
    for (const side of [16, 64]) {
      const { pixels: even } = resamplePlane(24, new Float64Array(24 * 10).fill(77), side);
      expect(even).toHaveLength(side * side);
      for (const value of even) expect(value).toBeCloseTo(77, 9);
    }
  });

  test('follows a slope', () => {
    const slope = Float64Array.from({ length: 20 * 12 }, (_, at) => 3 * (at % 20) + 2 * Math.floor(at / 20));
    const { pixels } = resamplePlane(20, slope, 40);
    // The middle of pixel 21 of 40 is at 10.25 of 20, of row 15 at 4.15 of 12.
    expect(pixels[15 * 40 + 21]).toBeCloseTo(3 * 10.25 + 2 * (15.5 * 0.3 - 0.5), 1);
  });
});

test('an area inside another goes back to where it was', () => {
  const outer = { left: 0.1, top: 0.2, right: 0.7, bottom: 0.9 };
  const area = { left: 0.3, top: 0.25, right: 0.5, bottom: 0.6 };
  for (const [edge, value] of Object.entries(outsideOf(insideOf(area, outer), outer)))
    expect(value).toBeCloseTo(area[edge as keyof typeof area], 12);
  expect(insideOf(outer, outer)).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
});

test('what two pictures show of a third says where one lies in the other', () => {
  const one = Float64Array.of(0.6, 0.01, 0.1, -0.02, 0.5, -0.05, 0, 0);
  const other = Float64Array.of(0.4, 0, -0.1, 0.03, 0.7, 0.2, 0, 0);
  const point = project(between(one, other), 0.2, -0.3);
  const [first, second] = [project(one, 0.2, -0.3), project(other, point.x, point.y)];
  expect(second.x).toBeCloseTo(first.x, 12);
  expect(second.y).toBeCloseTo(first.y, 12);
});
