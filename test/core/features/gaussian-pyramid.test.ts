import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_SIGMA, gaussianPyramid, INTERVALS } from '../../../packages/core/src/features/gaussian-pyramid.ts';

describe('a scale space', () => {
  test('has octaves of half the size each, down to sixteen pixels', () => {
    const octaves = gaussianPyramid(new Uint8Array(256 * 144), 256, 144);
    expect(octaves.map(({ width, height, step }) => [width, height, step])).toEqual([
      [256, 144, 1],
      [128, 72, 2],
      [64, 36, 4],
      [32, 18, 8],
    ]);
    for (const { width, height, blurred, differences } of octaves) {
      expect(blurred).toHaveLength(INTERVALS + 3);
      expect(differences).toHaveLength(INTERVALS + 2);
      for (const picture of [...blurred, ...differences]) expect(picture).toHaveLength(width * height);
    }
  });

  test('of a picture that is too small has no octave', () => {
    expect(gaussianPyramid(new Uint8Array(300 * 15), 300, 15)).toEqual([]);
    expect(gaussianPyramid(new Uint8Array(16 * 16), 16, 16)).toHaveLength(1);
  });

  test('of one grey stays that grey, up to its edges', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        (grey: number, width: number, height: number) => {
          for (const { blurred, differences } of gaussianPyramid(new Uint8Array(width * height).fill(grey), width, height)) {
            const off = (picture: Float32Array, from: number) => picture.reduce((most, value) => Math.max(most, Math.abs(value - from)), 0);
            for (const picture of blurred) expect(off(picture, grey)).toBeLessThan(1e-3);
            for (const picture of differences) expect(off(picture, 0)).toBeLessThan(1e-3);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('blurs a point to the sigma that it says', () => {
    const [side, middle] = [64, 32];
    const pixels = new Float32Array(side * side);
    pixels[middle * side + middle] = 10_000;
    const [octave] = gaussianPyramid(pixels, side, side);
    for (const [at, picture] of octave!.blurred.entries()) {
      const sum = picture.reduce((total, value) => total + value, 0);
      const variance = picture.reduce((total, value, place) => total + value * ((place % side) - middle) ** 2, 0) / sum;
      expect(sum).toBeCloseTo(10_000, 0);
      // A decoded picture counts as blurred by half a pixel; windows of three sigmas lose the tails.
      const sigma = Math.sqrt(variance + 0.25);
      expect(sigma / (FIRST_SIGMA * 2 ** (at / INTERVALS))).toBeGreaterThan(0.96);
      expect(sigma / (FIRST_SIGMA * 2 ** (at / INTERVALS))).toBeLessThan(1.01);
    }
  });

  test('has negative differences in a bright spot and positive ones in a dark spot', () => {
    const side = 64;
    const spot = (sign: number) =>
      Float32Array.from({ length: side * side }, (_, at) => {
        const [x, y] = [(at % side) - 32, Math.floor(at / side) - 32];
        return 128 + sign * 100 * Math.exp(-(x * x + y * y) / (2 * 3 ** 2));
      });
    for (const sign of [1, -1]) {
      const [{ differences }] = gaussianPyramid(spot(sign), side, side) as [ReturnType<typeof gaussianPyramid>[0]];
      for (const picture of differences) expect(Math.sign(picture[32 * side + 32]!)).toBe(-sign);
    }
  });
});
