import { complementHashes, HASHERS, hasComplement } from '@streetdate/core/internal';
import { blockhash, type FrameHasher, hammingDistance, type LumaFrame, pdq } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { paint, scenery } from '../../tools/pictures.ts';

/** A picture through a curve of tones. */
const toned = ({ width, height, pixels }: LumaFrame, tone: (luma: number) => number) =>
  paint(width, height, (x, y) => tone(pixels[y * width + x]!));

/** Bits by which complements differ from the hashes of the changed pictures, for each of twenty pictures. */
function costs({ algorithm, hash }: FrameHasher, tone: (luma: number) => number): number[] {
  return Array.from({ length: 20 }, (_, seed) => {
    const picture = scenery(64, 64, seed);
    const [plain, changed] = [new Uint32Array(8), new Uint32Array(8)];
    hash(picture, plain, 0);
    hash(toned(picture, tone), changed, 0);
    return hammingDistance(complementHashes(algorithm, plain), 0, changed, 0, 8);
  });
}

describe('the hash of a negative', () => {
  test('is the complement to the last bit for pdq, whose median lies between two frequencies', () => {
    expect(costs(pdq, (luma) => 255 - luma)).toEqual(Array(20).fill(0));
  });

  test('is the complement but for blocks that equal their median for blockhash', () => {
    expect(Math.max(...costs(blockhash, (luma) => 255 - luma))).toBeLessThanOrEqual(8);
  });

  test.each([pdq, blockhash])('is near the complement where the contrast was changed too: $algorithm', (hasher) => {
    expect(Math.max(...costs(hasher, (luma) => 128 - 0.6 * (luma - 128)))).toBeLessThanOrEqual(16);
    expect(Math.max(...costs(hasher, (luma) => 255 * (1 - luma / 255) ** 1.4))).toBeLessThanOrEqual(40);
  });
});

test('complements are known of the built-in hashers and of no other', () => {
  expect([...HASHERS.keys()].every((algorithm) => hasComplement(algorithm))).toBe(true);
  expect(hasComplement('own/1')).toBe(false);
  expect(() => complementHashes('own/1', new Uint32Array(8))).toThrow(RangeError);
});
