import { FRAME_BITS, LONGEST_RUN } from './segment-layout.ts';
import type { SegmentPart } from './segment-part.ts';

/** Frames in a bucket, on average: the directory then takes at most 2.7 bytes a frame, and a look-up reads few codes in vain. */
const FRAMES_A_BUCKET = 12;
/** Frames between two steps. */
const STEP = 1 << 16;

/** Bits of a band for so many frames, 1 to 24: a bit more for each doubling, so that a bucket holds as much in a large library as in a small one. */
export function chooseBandBits(frames: number): number {
  return Math.min(24, Math.max(1, Math.floor(Math.log2(frames / FRAMES_A_BUCKET))));
}

/**
 * Counts the postings of each key, for each band into its own part of the directory. Neighbours that share a key are one posting: in
 * a shot that hardly moves a band stays the same for many frames.
 * @returns Postings of all bands together.
 */
export function* countPostings(
  parts: readonly SegmentPart[],
  bits: number,
  bandBits: number,
  directory: Uint32Array,
): Generator<void, number, void> {
  const bands = bits / 32;
  let postings = 0;
  for (let band = 0; band < bands; band++) {
    const at = directoryOf(band, bandBits);
    let done = 0;
    for (const { track } of parts) {
      const frames = track.timesMs.length;
      postings += eachRun(track.hashes, 0, frames, band, bands, bandBits, (key) => {
        directory[at + key]!++;
      });
      done += frames;
      if (done >= STEP) {
        done = 0;
        yield;
      }
    }
  }
  return postings;
}

/** Sorts the postings into their buckets. Takes the directory from counts to where each bucket begins. */
export function* placePostings(
  parts: readonly SegmentPart[],
  codes: Uint32Array,
  bits: number,
  bandBits: number,
  directory: Uint32Array,
  postings: Uint32Array,
): Generator<void, void, void> {
  const bands = bits / 32;
  let end = 0;
  for (let band = 0; band < bands; band++) {
    const at = directoryOf(band, bandBits);
    // From counts to ends; filling from the last frame on then turns ends into starts.
    for (let key = 0; key <= 1 << bandBits; key++) {
      end += directory[at + key]!;
      directory[at + key] = end;
      if ((key & (STEP - 1)) === 0) yield;
    }
    let last = codes.length / bands;
    let done = 0;
    for (const { track } of parts.toReversed()) {
      const first = last - track.timesMs.length;
      eachRun(codes, first, last, band, bands, bandBits, (key, frame, run) => {
        const place = directory[at + key]! - 1;
        directory[at + key] = place;
        postings[place] = ((run - 1) << FRAME_BITS) | frame;
      });
      done += last - first;
      last = first;
      if (done >= STEP) {
        done = 0;
        yield;
      }
    }
  }
}

/** Where a band's part of the directory begins. */
export function directoryOf(band: number, bandBits: number): number {
  return band * (2 ** bandBits + 1);
}

/** Calls back for each run of frames, from the last to the first, that share a band's key. @returns How many there are. */
function eachRun(
  hashes: Uint32Array,
  first: number,
  end: number,
  band: number,
  bands: number,
  bandBits: number,
  onRun: (key: number, frame: number, run: number) => void,
): number {
  const mask = 2 ** bandBits - 1;
  let runs = 0;
  let frame = end - 1;
  while (frame >= first) {
    const key = hashes[frame * bands + band]! & mask;
    let run = 1;
    while (frame > first && run < LONGEST_RUN && (hashes[(frame - 1) * bands + band]! & mask) === key) {
      frame--;
      run++;
    }
    onRun(key, frame, run);
    runs++;
    frame--;
  }
  return runs;
}
