import { type HammingKernel, type HashTrack, popcount32 } from '@streetdate/core/portable';
import { directoryOf } from './band-postings.ts';
import type { CandidateList } from './candidate-list.ts';
import type { Segment } from './segment.ts';
import { FRAME_BITS } from './segment-layout.ts';

/** Codes that are gathered before the kernel compares them with a query frame. */
const GATHERED = 512;
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
  readonly kernel: HammingKernel;
  readonly maxDistance: number;
  readonly found: CandidateList;
}

/** The number of a reference that is no longer there. */
export const GONE = 0xffff_ffff;

/**
 * Finds the frames of a segment that share a band with a query frame, but for one bit at most, and that differ in few bits altogether. So
 * every pair that differs in fewer bits than twice the bands is found, common buckets apart. Norouzi, Punjani, Fleet, "Fast search in Hamming
 * space with multi-index hashing", 2012; turning bits of the query's key instead of storing more bands is multi-probe hashing: Lv and others, 2007.
 */
export class SegmentSearch {
  readonly #segment: Segment;
  readonly #lookUp: SegmentLookUp;
  readonly #commonFrom: number;
  readonly #words: number;
  readonly #gathered: Uint32Array;
  readonly #frames = new Uint32Array(GATHERED);
  readonly #bands = new Uint8Array(GATHERED);
  readonly #distances = new Uint16Array(GATHERED);

  constructor(segment: Segment, lookUp: SegmentLookUp) {
    this.#segment = segment;
    this.#lookUp = lookUp;
    this.#words = segment.facts.bits / 32;
    this.#gathered = new Uint32Array(GATHERED * this.#words);
    this.#commonFrom = commonFrom(segment);
  }

  /** Looks one query frame up. */
  run(track: HashTrack, queryFrame: number): void {
    const { directory, postings, codes, facts } = this.#segment;
    const words = this.#words;
    const { bandBits } = facts;
    const mask = 2 ** bandBits - 1;
    const gathered = this.#gathered;
    const frames = this.#frames;
    const bands = this.#bands;
    let count = 0;
    for (let band = 0; band < words; band++) {
      const at = directoryOf(band, bandBits);
      const own = track.hashes[queryFrame * words + band]! & mask;
      for (let probe = 0; probe <= bandBits; probe++) {
        const key = probe === 0 ? own : own ^ (1 << (probe - 1));
        const start = directory[at + key]!;
        const end = directory[at + key + 1]!;
        if (this.#isCommon(end - start, probe > 0)) continue;
        for (let posting = start; posting < end; posting++) {
          const value = postings[posting]!;
          const first = value & ((1 << FRAME_BITS) - 1);
          const last = first + (value >>> FRAME_BITS);
          for (let frame = first; frame <= last; frame++) {
            const to = count * words;
            const from = frame * words;
            for (let word = 0; word < words; word++) gathered[to + word] = codes[from + word]!;
            frames[count] = frame;
            bands[count] = band;
            if (++count === GATHERED) {
              this.#compare(track, queryFrame, count);
              count = 0;
            }
          }
        }
      }
    }
    this.#compare(track, queryFrame, count);
  }

  /** Compares what was gathered, and keeps what is near. */
  #compare(track: HashTrack, queryFrame: number, count: number): void {
    const { numbers, kernel, maxDistance, found } = this.#lookUp;
    if (count === 0) return;
    kernel.distances(track.hashes, queryFrame, this.#gathered, 0, count, this.#distances);
    const distances = this.#distances;
    for (let at = 0; at < count; at++) {
      if (distances[at]! > maxDistance || this.#foundBefore(track, queryFrame, at)) continue;
      const frame = this.#frames[at]!;
      const reference = this.#segment.referenceAt(frame);
      const number = numbers[reference]!;
      if (number !== GONE) found.push(queryFrame, number, frame - this.#segment.firstFrames[reference]!, distances[at]!);
    }
  }

  /** Whether a pair shares an earlier band too, and so was found there. Costs no memory, where a mark for each frame would cost four bytes. */
  #foundBefore(track: HashTrack, queryFrame: number, at: number): boolean {
    const { bandBits } = this.#segment.facts;
    const mask = 2 ** bandBits - 1;
    const words = this.#words;
    for (let band = 0; band < this.#bands[at]!; band++) {
      const key = this.#gathered[at * words + band]! & mask;
      const turned = popcount32(key ^ (track.hashes[queryFrame * words + band]! & mask));
      if (turned > 1) continue;
      const entry = directoryOf(band, bandBits) + key;
      const { directory } = this.#segment;
      if (!this.#isCommon(directory[entry + 1]! - directory[entry]!, turned > 0)) return true;
    }
    return false;
  }

  #isCommon(postings: number, turned: boolean): boolean {
    return postings > (turned ? this.#commonFrom : EXACT_FACTOR * this.#commonFrom);
  }
}

/** Postings from which on a bucket of this segment is looked at only when it is named exactly. */
function commonFrom({ directory, postings }: Segment): number {
  return Math.max(COMMON_POSTINGS, (COMMON_RATIO * postings.length) / directory.length);
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
