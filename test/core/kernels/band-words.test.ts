import { bandWordsOf } from '@streetdate/core/internal';
import { expect, test } from 'vitest';
import { seeded } from '../../tools/synthetic-film.ts';

test.each([1, 2, 8, 16])('of %i words every bit of a hash is in one band, once, and each band has a bit of each byte', (words) => {
  const wordOf = bandWordsOf({ bits: 32 * words, spread: true });
  const hashes = new Uint32Array(2 * words);
  const places = new Set<number>();
  for (let bit = 0; bit < 32 * words; bit++) {
    hashes.fill(0);
    hashes[words + (bit >> 5)] = 2 ** (bit & 31);
    const bands = Array.from({ length: words }, (_, band) => wordOf(hashes, 1, band));
    const band = bands.findIndex((word) => word !== 0);
    const place = Math.log2(bands[band]!);
    expect(bands.reduce((sum, word) => sum + word)).toBe(2 ** place);
    // Bit 8m + p of band b is bit p of byte mW + (b + p) mod W.
    expect(place & 7).toBe(bit & 7);
    expect(bit >> 3).toBe((place >> 3) * words + ((band + (place & 7)) % words));
    places.add(32 * band + place);
  }
  expect(places.size).toBe(32 * words);
});

test('the bands of a segment of version 1 are the words of the hash', () => {
  const random = seeded(3);
  const hashes = Uint32Array.from({ length: 24 }, () => random() * 2 ** 32);
  const wordOf = bandWordsOf({ bits: 256, spread: false });
  expect(Array.from({ length: 8 }, (_, band) => wordOf(hashes, 2, band))).toEqual([...hashes.subarray(16)]);
});
