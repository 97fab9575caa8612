import type { BandTable } from '../bands/band-kernel.ts';

/** How hashes are divided into bands, each with a bit of every byte, and what a posting contains: see {@link BandTable}. */
export type PostingCut = Pick<BandTable, 'bits' | 'bandBits' | 'frameBits' | 'runBits'>;

/**
 * The hashes of some references, one after the other, and memory for their postings: parts of one memory. Others write only the hashes
 * meanwhile.
 */
export interface PostingRoom {
  /** The hashes. Those of a reference must be there when it is counted. */
  readonly codes: Uint32Array;
  /** Receives the starts of the buckets: for each band 2 ** bandBits + 1 numbers, all zero at first. */
  readonly directory: Uint32Array;
  /** Receives the postings. It has space for one of each band a frame, the maximum; unused space is hardly touched. */
  readonly postings: Uint32Array;
  /** Scratch memory of any size; five bytes a frame are almost always enough. All zero afterwards. */
  readonly scratch: Uint8Array;
}

/**
 * Makes the band postings of references: counts them all, and then places them. Neighbouring frames of one reference that share a band's
 * key are one posting: in a shot that hardly moves, a band stays the same for many frames. Every kernel makes the same postings.
 */
export interface PostingKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Counts the postings of the next reference.
   * @param frames - Its frames.
   * @returns Its postings of all bands.
   */
  count(frames: number): number;
  /** Places the postings of everything that was counted. Each step of this generator takes a few milliseconds. */
  place(): Generator<void, void, void>;
}

/** Frames or postings after which a step ends. */
export const POSTING_STEP = 1 << 16;

/** Bits of a band's word that a posting has: those of its bucket, and what is left of its own 32 for the bits above. */
export function keyBitsOf({ bandBits, frameBits, runBits }: Omit<PostingCut, 'bits'>): number {
  return Math.min(32, bandBits + 32 - frameBits - runBits);
}
