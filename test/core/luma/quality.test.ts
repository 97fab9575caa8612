import { isFading, MIN_QUALITY, measureQuality } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';
import { paint, scenery, withNoise } from '../../tools/pictures.ts';

const black = paint(64, 64, () => 0);
const scene = scenery(64, 64, 5);
const dimmed = (share: number) => paint(64, 64, (x, y) => share * scene.pixels[y * 64 + x]!);

describe('the quality of a picture', () => {
  test('of black, of white and of grey is 0', () => {
    for (const luma of [0, 128, 255]) expect(measureQuality(paint(64, 64, () => luma))).toBe(0);
  });

  test('of coding noise on black does not reach the threshold', () => {
    // A 64 × 64 picture has the noise of the film averaged over many pixels: two levels are a lot.
    expect(measureQuality(withNoise(black, 2, 1))).toBeLessThan(MIN_QUALITY);
    const blocks = paint(64, 64, (x, y) => 2 + ((Math.imul((x >> 2) + 31 * (y >> 2), 2654435761) >>> 28) & 1));
    expect(measureQuality(blocks)).toBeLessThan(MIN_QUALITY);
  });

  test('of a plain gradient does not reach the threshold', () => {
    expect(measureQuality(paint(64, 64, (x, y) => 40 + x + y / 2))).toBeLessThan(MIN_QUALITY);
  });

  test('of a scene is high, and falls with its contrast', () => {
    const qualities = [1, 0.5, 0.2, 0.1].map((share) => measureQuality(dimmed(share)));
    expect(qualities[0]).toBeGreaterThan(70);
    expect(qualities).toEqual([...qualities].sort((one, other) => other - one));
  });

  test('of a scene in fog passes, lowered', () => {
    const fog = paint(64, 64, (x, y) => 150 + scene.pixels[y * 64 + x]! / 8);
    expect(measureQuality(fog)).toBeGreaterThanOrEqual(MIN_QUALITY);
    expect(measureQuality(fog)).toBeLessThan(measureQuality(scene));
  });

  test('can be asked of 64 × 64 pictures only', () => {
    expect(() => measureQuality(paint(32, 64, () => 0))).toThrow('picture must be 64 × 64, got 32 × 64');
  });
});

describe('a fade', () => {
  test('from black and to black is seen', () => {
    expect(isFading(dimmed(0.2), dimmed(0.35), dimmed(0.5))).toBe(true);
    expect(isFading(dimmed(0.8), dimmed(0.7), dimmed(0.6))).toBe(true);
  });

  test('to white is seen', () => {
    const whitened = (share: number) => paint(64, 64, (x, y) => 255 - share * (255 - scene.pixels[y * 64 + x]!));
    expect(isFading(whitened(0.9), whitened(0.7), whitened(0.5))).toBe(true);
  });

  test('is not a still scene, a flicker or a cut', () => {
    expect(isFading(scene, scene, scene)).toBe(false);
    expect(isFading(dimmed(0.8), dimmed(1), dimmed(0.8))).toBe(false);
    expect(isFading(dimmed(0.3), scenery(64, 64, 6), scenery(64, 64, 7))).toBe(false);
  });
});
