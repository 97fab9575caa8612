import { sharedMemoryOf } from '../shared-bytes.ts';
import { instantiate, PAGE_BYTES } from '../web-assembly.ts';
import type { BandKernel, BandLookUp, BandTable, OnNearFrame } from './band-kernel.ts';
import { BYTES } from './bands-bytes.ts';

/** What assembly/bands.ts exports. */
interface BandExports {
  lookUp(
    hash: number,
    words: number,
    ranges: number,
    list: number,
    listEnd: number,
    directory: number,
    postings: number,
    codes: number,
    bandBits: number,
    keyBits: number,
    frameBits: number,
    runBits: number,
    maxDistance: number,
    commonFrom: number,
    exactFrom: number,
  ): number;
  nearest(hash: number, code: number, end: number): number;
}

const WORDS = 8;

// Where things lie in the page that an instance adds to the memory, bytes: the hash, the words of its bands, 8 bytes for each of at most 8 × 32
// buckets and 8 more, postings.
const BANDS = 4 * WORDS;
const RANGES = BANDS + 4 * WORDS;
const LIST = RANGES + 8 * (WORDS * 32 + 1);

/**
 * The kernel in WebAssembly, for hashes of 256 bits. It works on the table in shared memory and copies nothing of it: of gigabytes it reads
 * a few places. It writes only to one page, which it adds to that memory. Each thread has a kernel of its own on the same table.
 */
export class WasmBands implements BandKernel {
  readonly kind = 'wasm';
  readonly #table: BandTable;
  readonly #exports: BandExports;
  /** The hash and the words of its bands. */
  readonly #scratch: Uint32Array;
  readonly #host: { onFound: OnNearFrame };

  private constructor(table: BandTable, exports: BandExports, scratch: Uint32Array, host: { onFound: OnNearFrame }) {
    this.#table = table;
    this.#exports = exports;
    this.#scratch = scratch;
    this.#host = host;
  }

  /**
   * A kernel on a table in memory from `sharedBytes`; undefined for other memory, for hashes of other lengths, and when WebAssembly cannot
   * run.
   */
  static create(table: BandTable): WasmBands | undefined {
    const memory = sharedMemoryOf(table.codes);
    if (memory === undefined || table.bits !== 32 * WORDS) return undefined;
    const host = { onFound: (() => {}) as OnNearFrame };
    const found: OnNearFrame = (frame, distance, band) => host.onFound(frame, distance, band);
    const exports = instantiate<BandExports>(BYTES, { env: { memory }, bands: { found } });
    if (exports === undefined) return undefined;
    try {
      const page = memory.grow(1);
      return new WasmBands(table, exports, new Uint32Array(memory.buffer, page * PAGE_BYTES, 2 * WORDS), host);
    } catch {
      return undefined; // 4 GiB are full
    }
  }

  lookUp(
    hashes: Uint32Array,
    hash: number,
    words: Uint32Array,
    { keyBits, maxDistance, commonFrom, exactFrom }: BandLookUp,
    onFound: OnNearFrame,
  ): number {
    const { bandBits, frameBits, runBits, directory, postings, codes } = this.#table;
    for (let word = 0; word < WORDS; word++) {
      this.#scratch[word] = hashes[hash * WORDS + word]!;
      this.#scratch[WORDS + word] = words[word]!;
    }
    const scratch = this.#scratch.byteOffset;
    this.#host.onFound = onFound;
    return this.#exports.lookUp(
      scratch,
      scratch + BANDS,
      scratch + RANGES,
      scratch + LIST,
      scratch + PAGE_BYTES,
      directory.byteOffset,
      postings.byteOffset,
      codes.byteOffset,
      bandBits,
      keyBits,
      frameBits,
      runBits,
      Math.min(32 * WORDS, Math.floor(maxDistance)),
      commonFrom,
      exactFrom,
    );
  }

  nearest(hashes: Uint32Array, hash: number, first: number, end: number): number {
    for (let word = 0; word < WORDS; word++) this.#scratch[word] = hashes[hash * WORDS + word]!;
    const { byteOffset } = this.#table.codes;
    return this.#exports.nearest(this.#scratch.byteOffset, byteOffset + 4 * WORDS * first, byteOffset + 4 * WORDS * end);
  }
}
