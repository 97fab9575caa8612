/** Frames in a bucket, on average: the directory then takes at most 2.7 bytes a frame, and a bucket lies in a line of the cache or two. */
const FRAMES_A_BUCKET = 12;

/** Bits of a band for so many frames, 1 to 24: a bit more for each doubling, so that a bucket holds as much in a large library as in a small one. */
export function chooseBandBits(frames: number): number {
  return Math.min(24, Math.max(1, Math.floor(Math.log2(frames / FRAMES_A_BUCKET))));
}

/** Where a band's part of the directory begins. */
export function directoryOf(band: number, bandBits: number): number {
  return band * (2 ** bandBits + 1);
}
