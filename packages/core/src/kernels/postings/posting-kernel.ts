import type { BandTable } from '../bands/band-kernel.ts';

/** How hashes are cut into bands, each of which has a bit of every byte, and what a posting tells: see {@link BandTable}. */
export type PostingCut = Pick<BandTable, 'bits' | 'bandBits' | 'frameBits' | 'runBits'>;

/** The hashes of some references, one after the other, and room for their postings: parts of one memory, in which nothing but the hashes is written by others meanwhile. */
export interface PostingRoom {
  /** The hashes. Those of a reference must be there when it is counted. */
  readonly codes: Uint32Array;
  /** Receives where the buckets begin: for each band 2 ** bandBits + 1 numbers, all zero at first. */
  readonly directory: Uint32Array;
  /** Receives the postings. Room for one of each band a frame, which is the most there can be; what is not needed is hardly touched. */
  readonly postings: Uint32Array;
  /** Room for what is in the making, of any size; five bytes a frame are almost always enough. All zero afterwards. */
  readonly scratch: Uint8Array;
}

/**
 * Makes the band postings of references: first all are counted, and then the postings are put into their places. Neighbours of one reference that share what a posting
 * tells of a band are one posting: in a shot that hardly moves a band stays the same for many frames. Every kernel makes the same.
 */
export interface PostingKernel {
  /** What it runs on: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Counts the postings of the next reference.
   * @param frames - Its frames.
   * @returns Its postings of all bands.
   */
  count(frames: number): number;
  /** Puts the postings of all that was counted into their places. A generator that does a few milliseconds of work at each step. */
  place(): Generator<void, void, void>;
}

/** Frames or postings after which a step ends. */
export const POSTING_STEP = 1 << 16;

/** Bits of a band's word that a posting tells: those that name its bucket, and what is left of its own 32 for the bits above. */
export function keyBitsOf({ bandBits, frameBits, runBits }: Omit<PostingCut, 'bits'>): number {
  return Math.min(32, bandBits + 32 - frameBits - runBits);
}
