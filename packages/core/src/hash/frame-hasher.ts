import type { LumaFrame } from '../luma/luma-frame.ts';

/** Side of the square picture that hashers are given by the fingerprint pipeline, in pixels. */
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
   * Hashes a 64 × 64 picture by its low frequencies, to the bits of {@link hash}: the pipeline knows them already, since it measures the quality by them.
   * @param spectrum - As of {@link DctKernel.lowFrequencies}; only read during the call.
   * @defaultValue a hasher without it is given each picture
   */
  hashSpectrum?(spectrum: Float64Array, hashes: Uint32Array, offset: number): void;
}
