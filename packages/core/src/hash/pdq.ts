import { lowFrequencies } from '../luma/low-frequencies.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import { type FrameHasher, HASH_PICTURE_SIZE } from './frame-hasher.ts';
import { shrinkByTent } from './jarosz.ts';
import { lowerMedian } from './median.ts';

/** Smaller pictures have no hash: all bits zero. */
const MIN_SIDE = 5;

const spectrum = new Float64Array(256);
const sorted = new Float64Array(256);

/**
 * PDQ, the perceptual hash published by Facebook in 2019 (github.com/facebook/ThreatExchange, pdq/): one bit for each of the 16 × 16 low
 * frequencies of the picture, set when it is above their median. Bit `16 * i + j` is of vertical frequency `i + 1` and horizontal `j + 1`.
 */
export const pdq: FrameHasher = {
  algorithm: 'pdq/1',
  bits: 256,
  hash({ width, height, pixels }: LumaFrame, hashes: Uint32Array, offset: number): void {
    if (width === HASH_PICTURE_SIZE && height === HASH_PICTURE_SIZE) hashPicture(pixels, hashes, offset);
    else pdqOfLuma(Float32Array.from(pixels), width, height, hashes, offset);
  },
  hashSpectrum,
};

/**
 * PDQ of luma with fractions, as the published hashes are computed from colour pictures.
 * @param luma - `width * height` values from 0 to 255, row after row; overwritten.
 * @param hashes - Receives 8 words from `offset` on.
 */
export function pdqOfLuma(luma: Float32Array, width: number, height: number, hashes: Uint32Array, offset: number): void {
  if (width < MIN_SIDE || height < MIN_SIDE) hashes.fill(0, offset, offset + 8);
  else if (width === HASH_PICTURE_SIZE && height === HASH_PICTURE_SIZE) hashPicture(luma, hashes, offset);
  else hashPicture(shrinkByTent(luma, width, height, HASH_PICTURE_SIZE), hashes, offset);
}

function hashPicture(picture: Uint8Array | Float32Array, hashes: Uint32Array, offset: number): void {
  lowFrequencies(picture, spectrum);
  hashSpectrum(spectrum, hashes, offset);
}

function hashSpectrum(spectrum: Float64Array, hashes: Uint32Array, offset: number): void {
  sorted.set(spectrum);
  const median = lowerMedian(sorted);
  for (let word = 0; word < 8; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) {
      if (spectrum[32 * word + bit]! > median) bits |= 1 << bit;
    }
    hashes[offset + word] = bits;
  }
}
