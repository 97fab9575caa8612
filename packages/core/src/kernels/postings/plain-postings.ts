import { type BandWordOf, bandWordsOf } from '../bands/band-words.ts';
import { keyBitsOf, POSTING_STEP, type PostingCut, type PostingKernel, type PostingRoom } from './posting-kernel.ts';

/** The kernel in plain JavaScript, for hashes of any length in memory of any kind: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export class PlainPostings implements PostingKernel {
  readonly kind = 'plain';
  readonly #room: PostingRoom;
  readonly #cut: PostingCut;
  readonly #wordOf: BandWordOf;
  /** Where the frames of each reference end. */
  readonly #ends: number[] = [];

  constructor(room: PostingRoom, cut: PostingCut) {
    this.#room = room;
    this.#cut = cut;
    this.#wordOf = bandWordsOf({ bits: cut.bits, spread: true });
  }

  count(frames: number): number {
    const { directory } = this.#room;
    const { bits, bandBits } = this.#cut;
    const bucketMask = 2 ** bandBits - 1;
    const first = this.#ends.at(-1) ?? 0;
    this.#ends.push(first + frames);
    let postings = 0;
    for (let band = 0; band < bits / 32; band++) {
      const table = band * (bucketMask + 2);
      postings += this.#eachRun(first, first + frames, band, (key) => {
        directory[table + (key & bucketMask)]!++;
      });
    }
    return postings;
  }

  *place(): Generator<void, void, void> {
    const { directory, postings } = this.#room;
    const { bits, bandBits, frameBits, runBits } = this.#cut;
    const bucketMask = 2 ** bandBits - 1;
    const runAt = 32 - runBits;
    let sum = 0;
    for (let band = 0; band < bits / 32; band++) {
      const table = band * (bucketMask + 2);
      // Turns counts into ends. Filling from the last frame on then turns ends into starts.
      for (let bucket = 0; bucket <= bucketMask + 1; bucket++) {
        sum += directory[table + bucket]!;
        directory[table + bucket] = sum;
        if ((bucket & (POSTING_STEP - 1)) === 0) yield;
      }
      let done = 0;
      for (let reference = this.#ends.length - 1; reference >= 0; reference--) {
        const first = this.#ends[reference - 1] ?? 0;
        const end = this.#ends[reference]!;
        this.#eachRun(first, end, band, (key, frame, run) => {
          const bucket = table + (key & bucketMask);
          const place = directory[bucket]! - 1;
          directory[bucket] = place;
          postings[place] = ((run - 1) << runAt) | (frameBits < runAt ? (key >>> bandBits) << frameBits : 0) | frame;
        });
        done += end - first;
        if (done < POSTING_STEP) continue;
        done = 0;
        yield;
      }
    }
  }

  /** Calls back for each run of frames, from the last to the first, that share a band's key. @returns The number of runs. */
  #eachRun(first: number, end: number, band: number, onRun: (key: number, frame: number, run: number) => void): number {
    const { codes } = this.#room;
    const wordOf = this.#wordOf;
    const longest = 1 << this.#cut.runBits;
    const unused = 32 - keyBitsOf(this.#cut);
    let runs = 0;
    let frame = end - 1;
    let word = frame < first ? 0 : wordOf(codes, frame, band);
    while (frame >= first) {
      const own = word;
      let run = 1;
      while (--frame >= first) {
        word = wordOf(codes, frame, band);
        if (run === longest || (word ^ own) << unused !== 0) break;
        run++;
      }
      onRun((own << unused) >>> unused, frame + 1, run);
      runs++;
    }
    return runs;
  }
}
