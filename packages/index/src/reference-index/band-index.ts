import { type Fingerprint, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { CandidateList } from './candidate-list.ts';
import { scanTable } from './exhaustive-scan.ts';
import { type CandidateOptions, type Candidates, DEFAULT_MAX_DISTANCE } from './reference-index.ts';
import { checkQueryTrack } from './reference-table.ts';
import { TableIndex } from './table-index.ts';

/** Bits in a band. A 256-bit hash has 16 bands; with 100 hours of film a bucket holds about 50 frames. */
const BAND_BITS = 16;
const BUCKETS = 1 << BAND_BITS;
/** End of a chain. */
const NO_ENTRY = -1;

/** Most frames compared in one bucket. Fuller buckets hold the commonest pictures, such as black, which tell nothing. */
const BUCKET_LIMIT = 4096;

/**
 * Finds frames that share at least one band of 16 bits exactly, then counts their true distance. It finds every pair that
 * differs in fewer bits than there are bands (pigeonhole: Norouzi, Punjani, Fleet, "Fast search in Hamming space with
 * multi-index hashing", 2012). It finds about two thirds of the pairs at 40 of 256 bits and a fifth of those at 60. That is
 * enough to propose alignments: an alignment has many frames, and all of them are compared later.
 */
export class BandIndex extends TableIndex {
  /** Newest entry of each bucket, band by band. */
  #heads = new Int32Array(0);
  #bands = 0;
  /** For each entry and band, the next older entry of the same bucket. The chains are flat arrays, so adding a frame moves nothing. */
  #next = new Int32Array(0);
  #entryReference = new Uint32Array(0);
  #entryFrame = new Uint32Array(0);
  #entries = 0;
  /** Stamp of the query frame that last met an entry. Several shared bands then give one candidate. */
  #seen = new Uint32Array(0);
  #seenStamp = 0;
  /** References that are in no chain yet. The next search adds them: a memtable that becomes a segment before any search pays nothing. */
  #waiting: number[] = [];

  override add(referenceId: string, fingerprint: Fingerprint): void {
    const { number } = this.table.add(referenceId, fingerprint);
    this.#waiting.push(number);
  }

  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    if (options.exhaustive) return scanTable(this.table, track, options);
    const { maxDistance = DEFAULT_MAX_DISTANCE, frames = track.timesMs.keys(), only } = options;
    checkQueryTrack(track, this.algorithm);
    this.#chainWaiting();
    const found = new CandidateList();
    const bands = this.#bands;
    if (bands === 0) return found;
    const words = track.bits / 32;
    const halves = bandsOf(track.hashes);
    for (const queryFrame of Uint32Array.from(frames)) {
      const stamp = this.#nextStamp();
      for (let band = 0; band < bands; band++) {
        let entry = this.#heads[band * BUCKETS + halves[queryFrame * bands + band]!]!;
        for (let looked = 0; entry !== NO_ENTRY && looked < BUCKET_LIMIT; looked++, entry = this.#next[entry * bands + band]!) {
          if (this.#seen[entry] === stamp) continue;
          this.#seen[entry] = stamp;
          const number = this.#entryReference[entry]!;
          // The entries of a removed reference stay in the chains, and its number is not used again.
          const reference = this.table.at(number);
          if (reference === undefined || (only !== undefined && !only.has(reference.id))) continue;
          const frame = this.#entryFrame[entry]!;
          const distance = hammingDistance(track.hashes, queryFrame * words, reference.track.hashes, frame * words, words);
          if (distance <= maxDistance) found.push(queryFrame, number, frame, distance);
        }
      }
    }
    return found;
  }

  #chainWaiting(): void {
    const waiting = this.#waiting.flatMap((number) => {
      const reference = this.table.at(number);
      return reference === undefined ? [] : [{ number, track: reference.track }];
    });
    this.#waiting = [];
    this.#reserve(
      waiting.reduce((entries, { track }) => entries + track.timesMs.length, this.#entries),
      waiting[0]?.track.bits ?? 0,
    );
    for (const { number, track } of waiting) this.#chain(number, track);
  }

  /** Adds the frames of a reference to the chains of their buckets. */
  #chain(number: number, { timesMs, hashes }: HashTrack): void {
    const bands = this.#bands;
    const halves = bandsOf(hashes);
    for (let frame = 0; frame < timesMs.length; frame++) {
      const entry = this.#entries++;
      this.#entryReference[entry] = number;
      this.#entryFrame[entry] = frame;
      for (let band = 0; band < bands; band++) {
        const bucket = band * BUCKETS + halves[frame * bands + band]!;
        this.#next[entry * bands + band] = this.#heads[bucket]!;
        this.#heads[bucket] = entry;
      }
    }
  }

  #nextStamp(): number {
    if (this.#seenStamp === 0xffffffff) {
      this.#seen.fill(0);
      this.#seenStamp = 0;
    }
    return ++this.#seenStamp;
  }

  #reserve(entries: number, bits: number): void {
    if (this.#bands === 0 && bits > 0) {
      this.#bands = bits / BAND_BITS;
      this.#heads = new Int32Array(this.#bands * BUCKETS).fill(NO_ENTRY);
    }
    if (entries <= this.#entryReference.length) return;
    const capacity = Math.max(4096, entries, this.#entryReference.length * 2);
    const grow = (from: Uint32Array<ArrayBuffer>) => {
      const into = new Uint32Array(capacity);
      into.set(from);
      return into;
    };
    this.#entryReference = grow(this.#entryReference);
    this.#entryFrame = grow(this.#entryFrame);
    this.#seen = grow(this.#seen);
    const next = new Int32Array(capacity * this.#bands);
    next.set(this.#next);
    this.#next = next;
  }
}

/** The same bytes as 16-bit bands: a view, not a copy. */
function bandsOf(hashes: Uint32Array): Uint16Array {
  return new Uint16Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
}
