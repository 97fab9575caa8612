/**
 * Reference hashes with their band postings: views of one buffer, as in a segment's file. A hash has as many bands as words, and each band
 * has a word of 32 of its bits. The lower `bandBits` of that word select a bucket of the band's directory, which lists its postings.
 */
export interface BandTable {
  /** Bits in a hash, a multiple of 32. */
  readonly bits: number;
  /** Bits of a band's word that select a bucket, 1 to 31. */
  readonly bandBits: number;
  /** Lowest bits of a posting, which number a frame. */
  readonly frameBits: number;
  /**
   * Highest bits of a posting: how many frames after this one have the same key. The bits in between are those of the band's word above the
   * bucket's.
   */
  readonly runBits: number;
  /** For each band 2 ** bandBits + 1 numbers: where the postings of each bucket begin, and where the last ones end. */
  readonly directory: Uint32Array;
  /** One entry for a frame and those after it with the same key; band after band, in order of bucket. */
  readonly postings: Uint32Array;
  /** The hashes of all frames. */
  readonly codes: Uint32Array;
}

/** Limits of {@link BandKernel.lookUp}. */
export interface BandLookUp {
  /** Lower bits of a band's word that must agree, except one: `bandBits`, or as many more as the postings have. */
  readonly keyBits: number;
  /** Most bits in which a frame may differ. */
  readonly maxDistance: number;
  /** Buckets with more postings than this are skipped, except the hash's own. */
  readonly commonFrom: number;
  /** All buckets with more postings than this are skipped. */
  readonly exactFrom: number;
}

/** Called with a frame, the bits in which it differs, and the band by which it was found. */
export type OnNearFrame = (frame: number, distance: number, band: number) => void;

/** Looks up hashes in the postings of a {@link BandTable}. Every kernel finds the same in the same order. */
export interface BandKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Finds frames close to a hash that agree with it in the lower bits of a band, except at most one: once for each such band.
   * @param hashes - Packed hashes.
   * @param hash - Index of the hash.
   * @param words - The words of its bands.
   * @returns Postings whose frames were compared.
   */
  lookUp(hashes: Uint32Array, hash: number, words: Uint32Array, lookUp: BandLookUp, onFound: OnNearFrame): number;
  /**
   * Compares a hash with those of consecutive frames.
   * @param hashes - Packed hashes.
   * @param hash - Index of the hash.
   * @param first - The first frame of the table to compare with.
   * @param end - The frame after the last.
   * @returns The fewest bits in which one of them differs; all bits of a hash for no frames.
   */
  nearest(hashes: Uint32Array, hash: number, first: number, end: number): number;
}
