import { type BandLookUp, type HashTrack, keyBitsOf } from '@streetdate/core/portable';
import type { CandidateList } from '../candidate-list.ts';
import { directoryOf } from './band-directory.ts';
import type { Segment } from './segment.ts';

/**
 * Frames of the whole library that share a key by chance. Keys grow with the library, so that a look-up compares as many codes in a large one as in a small one,
 * and with the library, not with the segment, so that it compares as many in a hundred segments as in one.
 */
const FRAMES_A_KEY = 12;
/** A bucket with so many times the postings of a middling one holds the commonest pictures there are, which tell nothing. */
const COMMON_RATIO = 32;
/** Postings from which on a bucket can be a common one: small libraries have none. */
const COMMON_POSTINGS = 512;
/** A bucket that is named exactly may be so many times larger: it is one among the w others, each named with a bit turned. */
const EXACT_FACTOR = 16;

/** What a look-up needs of the references' state, and where it puts what it found. */
export interface SegmentLookUp {
  /** The reference's number in the index for each place in the segment; {@link GONE} for one that was taken out, or is not asked for. */
  readonly numbers: Uint32Array;
  /** The query. */
  readonly track: HashTrack;
  /** Frames in all segments. */
  readonly libraryFrames: number;
  readonly maxDistance: number;
  readonly found: CandidateList;
}

/** The number of a reference that is no longer there. */
export const GONE = 0xffff_ffff;

/**
 * Finds the frames of a segment that share a key with a query frame, the lower bits of a band, but for one bit at most, and that differ in few bits altogether. So
 * every pair that differs in fewer bits than twice the bands is found, common buckets apart. Norouzi, Punjani, Fleet, "Fast search in Hamming
 * space with multi-index hashing", 2012; turning bits of the query's key instead of storing more bands is multi-probe hashing: Lv and others, 2007.
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

  constructor(segment: Segment, { numbers, track, libraryFrames, maxDistance, found }: SegmentLookUp) {
    this.#segment = segment;
    this.#track = track;
    this.#numbers = numbers;
    this.#found = found;
    this.#words = new Uint32Array(segment.facts.bits / 32);
    const common = commonFrom(segment);
    this.#lookUp = { keyBits: chooseKeyBits(segment, libraryFrames), maxDistance, commonFrom: common, exactFrom: EXACT_FACTOR * common };
  }

  /** Looks one query frame up. */
  run(queryFrame: number): void {
    const { hashes } = this.#track;
    for (let band = 0; band < this.#words.length; band++) this.#words[band] = this.#segment.bandWordOf(hashes, queryFrame, band);
    this.#queryFrame = queryFrame;
    this.#segment.bands.lookUp(hashes, queryFrame, this.#words, this.#lookUp, this.#onNear);
  }

  readonly #onNear = (frame: number, distance: number, band: number): void => {
    const reference = this.#segment.referenceAt(frame);
    const number = this.#numbers[reference]!;
    if (number === GONE || this.#foundBefore(frame, band)) return;
    this.#found.push(this.#queryFrame, number, frame - this.#segment.firstFrames[reference]!, distance);
  };

  /** Whether a frame shares an earlier band too, and so was found there. Costs no memory, where a mark for each frame would cost four bytes. */
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

/** Bits of a key in a library of so many frames: no fewer than name a bucket of this segment, and no more than its postings tell. */
function chooseKeyBits({ facts }: Segment, libraryFrames: number): number {
  return Math.min(keyBitsOf(facts), Math.max(facts.bandBits, Math.round(Math.log2(libraryFrames / FRAMES_A_KEY))));
}

/** Postings from which on a bucket of this segment is looked at only when it is named exactly. */
function commonFrom({ directory, postings }: Segment): number {
  return Math.max(COMMON_POSTINGS, Math.floor((COMMON_RATIO * postings.length) / directory.length));
}

/** Postings of a segment that are in common buckets: what look-ups with a turned bit pass over. */
export function countCommonPostings(segment: Segment): number {
  const from = commonFrom(segment);
  const { directory } = segment;
  let common = 0;
  // Between two bands the end of the one is the start of the other: no postings.
  for (let at = 1; at < directory.length; at++) {
    const postings = directory[at]! - directory[at - 1]!;
    if (postings > from) common += postings;
  }
  return common;
}
