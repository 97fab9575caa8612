import { blockhash, hashToHex } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { paint } from '../../tools/pictures.ts';

const hexOf = (picture: ReturnType<typeof paint>) => {
  const hash = new Uint32Array(8);
  blockhash.hash(picture, hash, 0);
  return hashToHex(hash);
};

test('the first digit of a blockhash is the upper left corner, row by row of sixteen blocks', () => {
  // In each quarter of the rows half of the blocks are brighter than the median: the right half.
  expect(hexOf(paint(64, 64, (x) => (x >= 32 ? 200 : 50)))).toBe('00ff'.repeat(16));
  expect(hexOf(paint(64, 64, (x, y) => ((x >> 2) % 2 === (y >> 2) % 2 ? 200 : 50)))).toBe('aaaa5555'.repeat(8));
});

test('a blockhash of a size that is no multiple of sixteen agrees with that of the even size', () => {
  const stripes = (size: number) => paint(size, size, (x) => 40 + 150 * (Math.floor((x * 4) / size) % 2));
  expect(hexOf(stripes(100))).toBe(hexOf(stripes(64)));
});

test('a blockhash does not remember the picture before it', () => {
  const small = paint(32, 32, (x, y) => x * 5 + y);
  const before = hexOf(small);
  hexOf(paint(300, 200, () => 255));
  expect(hexOf(small)).toBe(before);
});
