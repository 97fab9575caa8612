/** Mean number of frames in a bucket. The directory then takes at most 2.7 bytes a frame, and a bucket fits in one or two cache lines. */
const FRAMES_A_BUCKET = 12;

/** Bits of a band for that many frames, 1 to 24. Each doubling adds a bit, so that buckets are as full in a large library as in a small one. */
export function chooseBandBits(frames: number): number {
  return Math.min(24, Math.max(1, Math.floor(Math.log2(frames / FRAMES_A_BUCKET))));
}

/** The entry at which a band's directory begins. */
export function directoryOf(band: number, bandBits: number): number {
  return band * (2 ** bandBits + 1);
}
