/**
 * Reference hashes with their band postings: views of one buffer, as they lie in the file of a segment. A hash has as many bands as words, and each band has a word of
 * 32 of its bits. The lower `bandBits` of that name a bucket of the band's directory, and the directory says which postings are in it.
 */
export interface BandTable {
  /** Bits in a hash, a multiple of 32. */
  readonly bits: number;
  /** Bits of a band's word that name a bucket, 1 to 31. */
  readonly bandBits: number;
  /** Bits of a posting that name a frame: its lowest. */
  readonly frameBits: number;
  /** Bits of a posting that say how many frames after this one have the same key: its highest. Those between are the bits of the band's word above the bucket's. */
  readonly runBits: number;
  /** For each band 2 ** bandBits + 1 numbers: where the postings of each bucket begin, and where those of the last one end. */
  readonly directory: Uint32Array;
  /** A frame each, and those after it with the same key; band after band, in order of bucket. */
  readonly postings: Uint32Array;
  /** The hashes of all frames. */
  readonly codes: Uint32Array;
}

/** What {@link BandKernel.lookUp} looks for. */
export interface BandLookUp {
  /** Lower bits of a band's word that must agree, but for one: `bandBits`, or as many more as the postings tell. */
  readonly keyBits: number;
  /** Frames that differ in more bits altogether are not found. */
  readonly maxDistance: number;
  /** Buckets with more postings than this are passed over, unless they are named as the hash has them. */
  readonly commonFrom: number;
  /** Buckets with more postings than this are passed over. */
  readonly exactFrom: number;
}

/** Called with a frame, the bits in which it differs, and the band by which it was found. */
export type OnNearFrame = (frame: number, distance: number, band: number) => void;

/** Looks hashes up in the postings of a {@link BandTable}. Every kernel finds the same in the same order. */
export interface BandKernel {
  /** What it runs on: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Finds frames that agree with a hash in the lower bits of a band, but for one bit at most, and are near it: once for each such band.
   * @param hashes - Packed hashes.
   * @param hash - Which of them.
   * @param words - The words of its bands.
   * @returns Postings whose frames were compared.
   */
  lookUp(hashes: Uint32Array, hash: number, words: Uint32Array, lookUp: BandLookUp, onFound: OnNearFrame): number;
  /**
   * Compares a hash with those of frames that follow each other.
   * @param hashes - Packed hashes.
   * @param hash - Which of them.
   * @param first - The first frame of the table that it is compared with.
   * @param end - The one behind the last.
   * @returns The fewest bits in which one of them differs; all of a hash's bits where there is none.
   */
  nearest(hashes: Uint32Array, hash: number, first: number, end: number): number;
}
