import { hammingDistance, pdq } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { type CropWindow, canUncrop, uncropHashes } from '../../../packages/matcher/src/published/uncropped-hashes.ts';
import { seeded } from '../../tools/synthetic-film.ts';

const SIDE = 64;

/** A picture of soft blobs at random places, cropped. */
function pictureHash(seed: number, { left, top, share }: CropWindow): Uint32Array {
  const random = seeded(seed);
  const blobs = Array.from({ length: 40 }, () => ({ x: random(), y: random(), size: 0.03 + 0.15 * random(), luma: random() - 0.5 }));
  const pixels = new Uint8Array(SIDE * SIDE);
  for (let at = 0; at < pixels.length; at++) {
    const x = left + (share * ((at % SIDE) + 0.5)) / SIDE;
    const y = top + (share * (Math.floor(at / SIDE) + 0.5)) / SIDE;
    const sum = blobs.reduce((luma, blob) => luma + blob.luma * Math.exp(-((x - blob.x) ** 2 + (y - blob.y) ** 2) / blob.size ** 2), 0);
    pixels[at] = Math.max(0, Math.min(255, 128 + 90 * sum));
  }
  const hash = new Uint32Array(8);
  pdq.hash({ width: SIDE, height: SIDE, pixels, time: 0 }, hash, 0);
  return hash;
}

const trackOf = (hashes: Uint32Array) => ({
  algorithm: 'pdq/1',
  view: 'active',
  bits: 256,
  timesMs: new Uint32Array(1),
  spansMs: new Uint32Array(1),
  quality: new Uint8Array(1),
  hashes,
});

test('a crop on uneven sides is undone in the hash itself, far nearer to the whole picture', () => {
  const crop = { left: 0.1, top: 0.02, share: 0.87 };
  let [before, after] = [0, 0];
  for (let seed = 1; seed <= 10; seed++) {
    const whole = pictureHash(seed, { left: 0, top: 0, share: 1 });
    const cropped = pictureHash(seed, crop);
    before += hammingDistance(cropped, 0, whole, 0, 8) / 10;
    after += hammingDistance(uncropHashes(trackOf(cropped), crop).hashes, 0, whole, 0, 8) / 10;
  }
  expect(before).toBeGreaterThan(90);
  expect(after).toBeLessThan(0.7 * before);
});

test('a window of the whole picture changes few bits', () => {
  const whole = pictureHash(3, { left: 0, top: 0, share: 1 });
  const same = uncropHashes(trackOf(whole), { left: 0, top: 0, share: 1 }).hashes;
  expect(hammingDistance(same, 0, whole, 0, 8)).toBeLessThan(4);
});

test('only hashes of known frequencies can be uncropped', () => {
  expect(canUncrop('pdq/1')).toBe(true);
  expect(canUncrop('blockhash/1')).toBe(false);
});
