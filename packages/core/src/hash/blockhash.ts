import { bmvbhash } from 'blockhash-core';
import type { LumaFrame } from '../luma/luma-frame.ts';
import type { FrameHasher } from './frame-hasher.ts';
import { hashFromHex } from './hex.ts';

/** Blocks along each side of the picture. */
const SIDE = 16;

// The package takes colour pictures. Grey is given as three equal channels, in one buffer that grows to the largest picture.
let rgba = new Uint8ClampedArray(0);

/**
 * Blockhash (Yang, Gu and Niu, "Block mean value based image perceptual hashing", 2006; blockhash.io): one bit for each of 16 × 16 blocks,
 * set when the block is brighter than the median of its quarter of the rows. It compares blocks, not frequencies, so it fails on other
 * pictures than PDQ does: an independent second hash. Bit `255 - k` is of block `k`, row after row.
 */
export const blockhash: FrameHasher = {
  algorithm: 'blockhash/1',
  bits: 256,
  hash({ width, height, pixels }: LumaFrame, hashes: Uint32Array, offset: number): void {
    if (rgba.length < 4 * pixels.length) rgba = new Uint8ClampedArray(4 * pixels.length).fill(255);
    for (let i = 0, at = 0; i < pixels.length; i++, at += 4) {
      const grey = pixels[i]!;
      rgba[at] = grey;
      rgba[at + 1] = grey;
      rgba[at + 2] = grey;
    }
    hashes.set(hashFromHex(bmvbhash({ width, height, data: rgba }, SIDE)), offset);
  },
};
