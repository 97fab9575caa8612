import type { LumaFrame } from '../luma/luma-frame.ts';

/** Side of the square picture that the fingerprint pipeline gives to hashers, in pixels. */
export const HASH_PICTURE_SIZE = 64;

/**
 * Turns one picture into a fixed number of bits that stay close when the picture is re-encoded, resized or graded.
 * A hasher is pure: the same pixels give the same bits on every machine.
 */
export interface FrameHasher {
  /** Names the algorithm and its version, such as `pdq/1`: 1 to 16 ASCII characters. Hashes compare only within one id. */
  readonly algorithm: string;
  /** Bits in a hash: a multiple of 32, at most 1024. */
  readonly bits: number;
  /**
   * Hashes a picture of any size; the pipeline gives the active area scaled to 64 × 64.
   * Bit `k` of the hash is bit `k & 31` of word `k >> 5`.
   * @param picture - The picture; only read during the call.
   * @param hashes - Where the hash goes: `bits / 32` words from `offset` on.
   * @param offset - Index of the first word to write.
   */
  hash(picture: LumaFrame, hashes: Uint32Array, offset: number): void;
  /**
   * Hashes a 64 × 64 picture from its low frequencies, with the same bits as {@link hash}. The pipeline has them already, because it
   * measures the quality from them.
   * @param spectrum - As from {@link DctKernel.lowFrequencies}; only read during the call.
   * @defaultValue a hasher without it gets each picture
   */
  hashSpectrum?(spectrum: Float64Array, hashes: Uint32Array, offset: number): void;
}
