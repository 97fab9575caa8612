import { readFileSync } from 'node:fs';
import { pdqOfLuma } from '@streetdate/core/internal';
import { hammingDistance, hashToHex, pdq, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paint, scenery } from '../../tools/pictures.ts';

interface Vectors {
  readonly origin: string;
  readonly vectors: readonly { readonly seed: number; readonly width: number; readonly height: number; readonly pdq: string }[];
}

const { vectors }: Vectors = JSON.parse(readFileSync(new URL('./pdq-vectors.json', import.meta.url), 'utf8'));
const hashOf = (picture: ReturnType<typeof paint>) => {
  const hash = new Uint32Array(8);
  pdq.hash(picture, hash, 0);
  return hash;
};

test.each(vectors)('the PDQ of a picture of $width × $height, seed $seed, stays what it was', ({ seed, width, height, pdq: expected }) => {
  expect(hashToHex(hashOf(noise(width, height, seed)))).toBe(expected);
});

describe('PDQ', () => {
  const picture = scenery(64, 64, 1);

  test('sets half of the bits', () => {
    for (const seed of [1, 2, 3]) {
      const bits = [...hashToHex(hashOf(scenery(64, 64, seed)))].reduce((sum, digit) => sum + bitsOf(Number.parseInt(digit, 16)), 0);
      expect(bits).toBe(128);
    }
  });

  test('does not see brightness, nor contrast', () => {
    const shift = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(shift, fc.integer({ min: 1, max: 1e6 }), (brighter, seed) => {
        const { pixels } = noise(64, 64, seed);
        const grey = paint(64, 64, (x, y) => 60 + pixels[y * 64 + x]! / 2);
        const changed = paint(64, 64, (x, y) => grey.pixels[y * 64 + x]! + brighter);
        expect(hashOf(changed)).toEqual(hashOf(grey));
      }),
      { numRuns: 20 },
    );
    const half = paint(64, 64, (x, y) => picture.pixels[y * 64 + x]! / 2);
    expect(hammingDistance(hashOf(half), 0, hashOf(picture), 0, 8)).toBeLessThanOrEqual(16);
  });

  test('of a picture is near that of the same picture at another size', () => {
    const large = scenery(640, 360, 4);
    for (const [width, height] of [
      [64, 64],
      [256, 144],
      [333, 111],
    ] as const) {
      expect(hammingDistance(hashOf(scaleArea(large, WHOLE_PICTURE, width, height)), 0, hashOf(large), 0, 8)).toBeLessThanOrEqual(32);
    }
  });

  test('of pictures that have nothing in common differ in about half of the bits', () => {
    expect(Math.abs(hammingDistance(hashOf(scenery(64, 64, 5)), 0, hashOf(scenery(64, 64, 6)), 0, 8) - 128)).toBeLessThan(40);
  });

  test('of a picture smaller than five pixels has no bits', () => {
    expect(hashToHex(hashOf(paint(4, 64, (x) => x * 60)))).toBe('0'.repeat(64));
  });

  test('writes eight words from the offset on and nothing else, and leaves the picture alone', () => {
    const hashes = new Uint32Array(24).fill(7);
    const before = picture.pixels.slice();
    pdq.hash(picture, hashes, 8);
    expect(hashes.subarray(8, 16)).toEqual(hashOf(picture));
    expect([...hashes.subarray(0, 8), ...hashes.subarray(16)]).toEqual(new Array(16).fill(7));
    expect(picture.pixels).toEqual(before);
  });

  test('of luma with fractions and of whole luma is the same for whole values', () => {
    const large = scenery(200, 100, 8);
    const hash = new Uint32Array(8);
    for (const each of [picture, large]) {
      pdqOfLuma(Float32Array.from(each.pixels), each.width, each.height, hash, 0);
      expect(hash).toEqual(hashOf(each));
    }
  });
});

/** Pixels that any language can make again: a linear congruential generator, smoothed along rows so that low frequencies are strong. */
function noise(width: number, height: number, seed: number) {
  let state = seed;
  let level = 128;
  return paint(width, height, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    level = Math.min(255, Math.max(0, level + ((state >>> 24) - 128) / 8));
    return Math.floor(level);
  });
}

function bitsOf(digit: number): number {
  return (digit & 1) + ((digit >> 1) & 1) + ((digit >> 2) & 1) + (digit >> 3);
}
