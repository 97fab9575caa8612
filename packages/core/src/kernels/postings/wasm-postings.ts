import { sharedMemoryOf } from '../shared-bytes.ts';
import { instantiate, type KernelMemory, PAGE_BYTES } from '../web-assembly.ts';
import { keyBitsOf, POSTING_STEP, type PostingCut, type PostingKernel, type PostingRoom } from './posting-kernel.ts';
import { BYTES } from './postings-bytes.ts';

/** What assembly/postings.ts exports. */
interface PostingExports {
  count(
    first: number,
    end: number,
    band: number,
    counts: number,
    bandBits: number,
    fineBits: number,
    keyBits: number,
    longest: number,
  ): number;
  distribute(
    first: number,
    end: number,
    frame: number,
    band: number,
    places: number,
    postings: number,
    fines: number,
    bandStart: number,
    bandBits: number,
    fineBits: number,
    frameBits: number,
    keyBits: number,
    longest: number,
  ): void;
  sort(start: number, end: number, postings: number, fines: number, buckets: number, fineBits: number, list: number): void;
}

const BANDS = 8;
const HASH_BYTES = 4 * BANDS;

/**
 * The kernel in WebAssembly, for hashes of 256 bits. It works in place, as a radix sort: the upper half of the bits that select a bucket
 * gives the heap of a posting, and the lower half its place in that. The scratch holds the lower halves of one band, 2 bytes a posting, and
 * the heap that is being sorted.
 */
export class WasmPostings implements PostingKernel {
  readonly kind = 'wasm';
  readonly #room: PostingRoom;
  readonly #cut: PostingCut;
  /** Bits of the second digit. */
  readonly #fineBits: number;
  readonly #memory: KernelMemory;
  readonly #exports: PostingExports;
  /** Postings of each heap, band after band, where the final postings will be later. */
  readonly #counts: Uint32Array;
  /** Where the frames of each reference end. */
  readonly #ends: number[] = [];

  private constructor(room: PostingRoom, cut: PostingCut, memory: KernelMemory, exports: PostingExports) {
    this.#room = room;
    this.#cut = cut;
    this.#memory = memory;
    this.#exports = exports;
    // No more heaps than frames, so that the counts fit.
    const frames = room.codes.length / BANDS;
    const heapBits = Math.min(cut.bandBits >> 1, Math.floor(Math.log2(Math.max(1, frames))));
    this.#fineBits = cut.bandBits - heapBits;
    this.#counts = room.postings.subarray(0, BANDS << heapBits).fill(0);
  }

  /** A kernel in memory from `sharedBytes`; undefined for other memory, for hashes of other lengths, and when WebAssembly cannot run. */
  static create(room: PostingRoom, cut: PostingCut): WasmPostings | undefined {
    const memory = sharedMemoryOf(room.codes);
    if (memory === undefined || cut.bits !== 32 * BANDS || room.codes.length === 0) return undefined;
    const exports = instantiate<PostingExports>(BYTES, { env: { memory } });
    return exports && new WasmPostings(room, cut, memory, exports);
  }

  count(frames: number): number {
    const { codes } = this.#room;
    const { bandBits, runBits } = this.#cut;
    const counts = this.#counts;
    const first = this.#ends.at(-1) ?? 0;
    this.#ends.push(first + frames);
    const at = codes.byteOffset + HASH_BYTES * first;
    let postings = 0;
    for (let band = 0; band < BANDS; band++) {
      postings += this.#exports.count(
        at,
        at + HASH_BYTES * frames,
        band,
        counts.byteOffset + (band * counts.byteLength) / BANDS,
        bandBits,
        this.#fineBits,
        keyBitsOf(this.#cut),
        1 << runBits,
      );
    }
    return postings;
  }

  *place(): Generator<void, void, void> {
    const { codes, directory, postings } = this.#room;
    const { bandBits, frameBits, runBits } = this.#cut;
    const fineBits = this.#fineBits;
    // The postings of the first band overwrite the counts.
    const counts = this.#counts.slice();
    this.#counts.fill(0);
    const heaps = counts.length / BANDS;
    const bands = Array.from({ length: BANDS }, (_, band) => counts.subarray(band * heaps, (band + 1) * heaps));
    const most = (values: Iterable<number>) => Array.from(values).reduce((one, other) => Math.max(one, other), 0);
    const mostPostings = most(bands.map((band) => band.reduce((sum, count) => sum + count, 0)));
    const listAt = 4 * heaps;
    const finesAt = listAt + 4 * most(counts);
    const scratch = this.#roomFor(finesAt + 2 * mostPostings);
    const places = new Uint32Array(scratch.buffer, scratch.byteOffset, heaps);
    let start = 0;
    for (const [band, heapCounts] of bands.entries()) {
      const bandStart = start;
      for (const [heap, count] of heapCounts.entries()) {
        start += count;
        places[heap] = start;
      }
      let done = 0;
      for (let reference = this.#ends.length - 1; reference >= 0; reference--) {
        const first = this.#ends[reference - 1] ?? 0;
        const end = this.#ends[reference]!;
        this.#exports.distribute(
          codes.byteOffset + HASH_BYTES * first,
          codes.byteOffset + HASH_BYTES * end,
          first,
          band,
          places.byteOffset,
          postings.byteOffset,
          scratch.byteOffset + finesAt,
          bandStart,
          bandBits,
          fineBits,
          frameBits,
          keyBitsOf(this.#cut),
          1 << runBits,
        );
        done += end - first;
        if (done < POSTING_STEP) continue;
        done = 0;
        yield;
      }
      const table = band * (2 ** bandBits + 1);
      // Each heap now starts at its final position.
      for (const [heap, count] of heapCounts.entries()) {
        const first = places[heap]!;
        this.#exports.sort(
          first,
          first + count,
          postings.byteOffset,
          scratch.byteOffset + finesAt + 2 * (first - bandStart),
          directory.byteOffset + 4 * (table + heap * 2 ** fineBits),
          fineBits,
          scratch.byteOffset + listAt,
        );
        done += count + 2 ** fineBits;
        if (done < POSTING_STEP) continue;
        done = 0;
        yield;
      }
      directory[table + 2 ** bandBits] = start;
    }
    this.#room.scratch.fill(0);
  }

  /**
   * The scratch when it is large enough, else pages that are added to the memory and stay: for few frames, or when most pictures are alike.
   */
  #roomFor(bytes: number): Uint8Array {
    const { scratch } = this.#room;
    if (scratch.length >= bytes) return scratch;
    const page = this.#memory.grow(Math.ceil(bytes / PAGE_BYTES));
    return new Uint8Array(this.#memory.buffer, page * PAGE_BYTES, bytes);
  }
}
