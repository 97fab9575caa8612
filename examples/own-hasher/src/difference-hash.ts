import { type FrameHasher, type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core/portable';

/** Bits in a row, and rows. */
const SIDE = 16;

/**
 * The difference hash (N. Krawetz, "Kind of Like That", 2013), here of 16 × 16 bits: the picture is averaged down to 17 × 16 blocks, and
 * each bit says whether a block is brighter than its right neighbour. Changes of brightness and contrast keep the order of two blocks;
 * a flat wall does not have one, and noise decides there. Bit `16 * row + column`, row after row.
 */
const differenceHash: FrameHasher = {
  algorithm: 'dhash-16/1',
  bits: SIDE * SIDE,
  hash(picture: LumaFrame, hashes: Uint32Array, offset: number): void {
    const { pixels } = scaleArea(picture, WHOLE_PICTURE, SIDE + 1, SIDE);
    hashes.fill(0, offset, offset + (SIDE * SIDE) / 32);
    for (let bit = 0; bit < SIDE * SIDE; bit++) {
      const at = Math.floor(bit / SIDE) * (SIDE + 1) + (bit % SIDE);
      if (pixels[at]! > pixels[at + 1]!) hashes[offset + (bit >> 5)]! |= 1 << (bit & 31);
    }
  },
};

export default differenceHash;
