import { bandWordsOf } from './band-words.ts';
import { keyBitsOf, type SegmentFacts } from './segment-layout.ts';
import type { SegmentPart } from './segment-part.ts';

/** Frames in a bucket, on average: the directory then takes at most 2.7 bytes a frame, and a bucket lies in a line of the cache or two. */
const FRAMES_A_BUCKET = 12;
/** Frames between two steps. */
const STEP = 1 << 16;

/** Bits of a band for so many frames, 1 to 24: a bit more for each doubling, so that a bucket holds as much in a large library as in a small one. */
export function chooseBandBits(frames: number): number {
  return Math.min(24, Math.max(1, Math.floor(Math.log2(frames / FRAMES_A_BUCKET))));
}

/** How hashes become keys, and these postings. */
export type BandCut = Pick<SegmentFacts, 'bits' | 'bandBits' | 'frameBits' | 'runBits' | 'spread'>;

/**
 * Counts the postings of each bucket, for each band into its own part of the directory. Neighbours that share a key are one posting: in
 * a shot that hardly moves a band stays the same for many frames.
 * @returns Postings of all bands together.
 */
export function* countPostings(parts: readonly SegmentPart[], cut: BandCut, directory: Uint32Array): Generator<void, number, void> {
  const bands = cut.bits / 32;
  const bucketMask = 2 ** cut.bandBits - 1;
  let postings = 0;
  for (let band = 0; band < bands; band++) {
    const at = directoryOf(band, cut.bandBits);
    let done = 0;
    for (const { track } of parts) {
      const frames = track.timesMs.length;
      postings += eachRun(track.hashes, 0, frames, band, cut, (key) => {
        directory[at + (key & bucketMask)]!++;
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
  cut: BandCut,
  directory: Uint32Array,
  postings: Uint32Array,
): Generator<void, void, void> {
  const { bandBits, frameBits, runBits } = cut;
  const bands = cut.bits / 32;
  const bucketMask = 2 ** bandBits - 1;
  const runAt = 32 - runBits;
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
      eachRun(codes, first, last, band, cut, (key, frame, run) => {
        const bucket = at + (key & bucketMask);
        const place = directory[bucket]! - 1;
        directory[bucket] = place;
        // In version 1 there is no room between the two, and nothing is to be shifted there.
        postings[place] = ((run - 1) << runAt) | (frameBits < runAt ? (key >>> bandBits) << frameBits : 0) | frame;
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
  cut: BandCut,
  onRun: (key: number, frame: number, run: number) => void,
): number {
  const wordOf = bandWordsOf(cut);
  const longest = 1 << cut.runBits;
  const unused = 32 - keyBitsOf(cut);
  let runs = 0;
  let frame = end - 1;
  let word = frame < first ? 0 : wordOf(hashes, frame, band);
  while (frame >= first) {
    const own = word;
    let run = 1;
    while (--frame >= first) {
      word = wordOf(hashes, frame, band);
      if (run === longest || (word ^ own) << unused !== 0) break;
      run++;
    }
    onRun((own << unused) >>> unused, frame + 1, run);
    runs++;
  }
  return runs;
}
