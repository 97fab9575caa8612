import { type BandLookUp, keyBitsOf } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import type { CandidateList } from '../candidate-list.ts';
import { directoryOf } from './band-directory.ts';
import { REMOVED } from './index-snapshot.ts';
import type { Segment } from './segment.ts';

/**
 * Frames of the whole library that share a key by chance. Keys are longer in a larger library, so that a look-up always compares about
 * as many hashes. The size of the library counts, not that of the segment: a hundred segments then cost as much as one.
 */
const FRAMES_A_KEY = 12;
/** A bucket with this many times the mean number of postings is common: it holds the commonest pictures, which tell nothing. */
const COMMON_RATIO = 32;
/** Fewest postings of a common bucket. Small libraries have none. */
const COMMON_POSTINGS = 512;
/** How many times larger the limit is for the bucket of the exact key. It is one bucket, and those of keys with one bit changed are w. */
const EXACT_FACTOR = 16;

/** What a search of one segment needs. */
export interface SegmentSearchInput {
  /** The index's number of each reference of the segment; {@link REMOVED} for references that are removed or not searched. */
  readonly numbers: Uint32Array;
  /** The query's track. */
  readonly track: HashTrack;
  /** Frames of all segments together. */
  readonly libraryFrames: number;
  readonly maxDistance: number;
  readonly found: CandidateList;
}

/**
 * Finds frames of a segment that look like a query frame. A key is the lower bits of a band. A frame is compared when one of its keys
 * differs from the query's in at most one bit. This finds every pair that differs in fewer bits than twice the number of bands, except
 * in common buckets (multi-index hashing: Norouzi, Punjani, Fleet, "Fast search in Hamming space with multi-index hashing", 2012).
 * Changing bits of the query's key instead of storing more bands is multi-probe hashing (Lv and others, 2007).
 */
export class SegmentSearch {
  readonly #segment: Segment;
  readonly #numbers: Uint32Array;
  readonly #found: CandidateList;
  readonly #lookUp: BandLookUp;
  readonly #track: HashTrack;
  /** The words of the query frame's bands. */
  readonly #words: Uint32Array;
  #queryFrame = 0;

  constructor(segment: Segment, { numbers, track, libraryFrames, maxDistance, found }: SegmentSearchInput) {
    this.#segment = segment;
    this.#track = track;
    this.#numbers = numbers;
    this.#found = found;
    this.#words = new Uint32Array(segment.facts.bits / 32);
    const common = commonFrom(segment);
    this.#lookUp = { keyBits: chooseKeyBits(segment, libraryFrames), maxDistance, commonFrom: common, exactFrom: EXACT_FACTOR * common };
  }

  /** Searches one query frame. */
  run(queryFrame: number): void {
    const { hashes } = this.#track;
    for (let band = 0; band < this.#words.length; band++) this.#words[band] = this.#segment.bandWordOf(hashes, queryFrame, band);
    this.#queryFrame = queryFrame;
    this.#segment.bands.lookUp(hashes, queryFrame, this.#words, this.#lookUp, this.#onNear);
  }

  readonly #onNear = (frame: number, distance: number, band: number): void => {
    const reference = this.#segment.referenceAt(frame);
    const number = this.#numbers[reference]!;
    if (number === REMOVED || this.#foundBefore(frame, band)) return;
    this.#found.push(this.#queryFrame, number, frame - this.#segment.firstFrames[reference]!, distance);
  };

  /** Whether an earlier band found the frame too. Testing this again costs no memory; a mark would take four bytes a frame. */
  #foundBefore(frame: number, foundBy: number): boolean {
    const { codes, directory, facts, bandWordOf } = this.#segment;
    const { keyBits, commonFrom, exactFrom } = this.#lookUp;
    const keyMask = 2 ** keyBits - 1;
    const bucketMask = 2 ** facts.bandBits - 1;
    for (let band = 0; band < foundBy; band++) {
      const word = bandWordOf(codes, frame, band);
      const differing = (word ^ this.#words[band]!) & keyMask;
      if ((differing & (differing - 1)) !== 0) continue;
      const entry = directoryOf(band, facts.bandBits) + (word & bucketMask);
      const most = (differing & bucketMask) === 0 ? exactFrom : commonFrom;
      if (directory[entry + 1]! - directory[entry]! <= most) return true;
    }
    return false;
  }
}

/** Bits of a key in a library of that many frames. At least those that select a bucket, at most those that the postings keep. */
function chooseKeyBits({ facts }: Segment, libraryFrames: number): number {
  return Math.min(keyBitsOf(facts), Math.max(facts.bandBits, Math.round(Math.log2(libraryFrames / FRAMES_A_KEY))));
}

/** Most postings of a bucket that is searched for keys with one bit changed. */
function commonFrom({ directory, postings }: Segment): number {
  return Math.max(COMMON_POSTINGS, Math.floor((COMMON_RATIO * postings.length) / directory.length));
}

/** Counts the postings in common buckets. Searches for keys with one bit changed skip them. */
export function countCommonPostings(segment: Segment): number {
  const from = commonFrom(segment);
  const { directory } = segment;
  let common = 0;
  // A band's last entry equals the first entry of the next band, so the step between bands adds nothing.
  for (let at = 1; at < directory.length; at++) {
    const postings = directory[at]! - directory[at - 1]!;
    if (postings > from) common += postings;
  }
  return common;
}
