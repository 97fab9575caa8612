import { instantiate, type KernelExports } from '../web-assembly.ts';
import { BYTES } from './hamming-bytes.ts';
import { type HammingKernel, type HammingPairs, PairBlock, SCAN_BLOCK, scanBlocks } from './hamming-kernel.ts';

/** What assembly/hamming.ts exports. */
interface HammingExports extends KernelExports {
  scan(
    queries: number,
    queryCount: number,
    references: number,
    referenceCount: number,
    maxDistance: number,
    pairQueries: number,
    pairReferences: number,
    pairDistances: number,
  ): number;
  distances(query: number, references: number, referenceCount: number, out: number): void;
}

const WORDS = 8;
const PAIRS = SCAN_BLOCK.queries * SCAN_BLOCK.references;

// Offsets in the kernel's memory, bytes: a block of queries, a block of references, and the pairs of a block in three arrays.
const QUERIES = 0;
const REFERENCES = QUERIES + 4 * WORDS * SCAN_BLOCK.queries;
const PAIR_QUERIES = REFERENCES + 4 * WORDS * SCAN_BLOCK.references;
const PAIR_REFERENCES = PAIR_QUERIES + 2 * PAIRS;
const PAIR_DISTANCES = PAIR_REFERENCES + 2 * PAIRS;

/**
 * The kernel in WebAssembly, for hashes of 256 bits. It copies hashes into its memory block by block (16 KiB, which stays in the
 * first-level cache). They may thus be anywhere, and the memory never grows.
 */
export class WasmHamming implements HammingKernel {
  readonly kind = 'wasm';
  readonly bits = 256;
  readonly #exports: HammingExports;
  readonly #queries: Uint32Array;
  readonly #references: Uint32Array;
  readonly #near: { readonly queries: Uint16Array; readonly references: Uint16Array; readonly distances: Uint16Array };
  readonly #pairs = new PairBlock();
  /** Source of the references in the memory. */
  #loaded: { readonly references: Uint32Array; readonly first: number; readonly end: number } | undefined;

  private constructor(exports: HammingExports) {
    const { buffer } = exports.memory;
    this.#exports = exports;
    this.#queries = new Uint32Array(buffer, QUERIES, WORDS * SCAN_BLOCK.queries);
    this.#references = new Uint32Array(buffer, REFERENCES, WORDS * SCAN_BLOCK.references);
    this.#near = {
      queries: new Uint16Array(buffer, PAIR_QUERIES, PAIRS),
      references: new Uint16Array(buffer, PAIR_REFERENCES, PAIRS),
      distances: new Uint16Array(buffer, PAIR_DISTANCES, PAIRS),
    };
  }

  /** A kernel with memory of its own; undefined when WebAssembly cannot run. */
  static create(): WasmHamming | undefined {
    const exports = instantiate<HammingExports>(BYTES);
    return exports && new WasmHamming(exports);
  }

  *scan(queries: Uint32Array, references: Uint32Array, maxDistance: number): Generator<HammingPairs, void, void> {
    const mostBits = Math.min(this.bits, Math.floor(maxDistance));
    for (const { firstReference, endReference, firstQuery, endQuery } of scanBlocks(queries, references, WORDS, maxDistance)) {
      // Another scan may have used the memory since the last step.
      this.#load(references, firstReference, endReference, firstQuery === 0);
      this.#queries.set(queries.subarray(firstQuery * WORDS, endQuery * WORDS));
      const count = this.#exports.scan(
        QUERIES,
        endQuery - firstQuery,
        REFERENCES,
        endReference - firstReference,
        mostBits,
        PAIR_QUERIES,
        PAIR_REFERENCES,
        PAIR_DISTANCES,
      );
      if (count === 0) continue;
      const pairs = this.#pairs;
      const near = this.#near;
      for (let at = 0; at < count; at++) {
        pairs.queries[at] = firstQuery + near.queries[at]!;
        pairs.references[at] = firstReference + near.references[at]!;
        pairs.distances[at] = near.distances[at]!;
      }
      pairs.count = count;
      yield pairs;
    }
  }

  distances(queries: Uint32Array, query: number, references: Uint32Array, start: number, end: number, distances: Uint16Array): void {
    this.#queries.set(queries.subarray(query * WORDS, (query + 1) * WORDS));
    for (let first = start; first < end; first += SCAN_BLOCK.references) {
      const last = Math.min(end, first + SCAN_BLOCK.references);
      this.#load(references, first, last, true);
      this.#exports.distances(QUERIES, REFERENCES, last - first, PAIR_DISTANCES);
      distances.set(this.#near.distances.subarray(0, last - first), first - start);
    }
  }

  /** Copies references into the memory. Those that are there already are copied again only with `renew`, because they may have changed. */
  #load(references: Uint32Array, first: number, end: number, renew: boolean): void {
    const loaded = this.#loaded;
    if (!renew && loaded?.references === references && loaded.first === first && loaded.end === end) return;
    this.#references.set(references.subarray(first * WORDS, end * WORDS));
    this.#loaded = { references, first, end };
  }
}
