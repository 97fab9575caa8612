import { checkInteger } from '../../check.ts';
import { hammingDistance } from './hamming.ts';
import { type HammingKernel, type HammingPairs, PairBlock, type ScanBlock, scanBlocks } from './hamming-kernel.ts';

/** The kernel in plain JavaScript, for hashes of any length: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export class PlainHamming implements HammingKernel {
  readonly kind = 'plain';
  readonly bits: number;
  readonly #words: number;
  readonly #pairs = new PairBlock();

  /**
   * @param bits - Bits in a hash, a multiple of 32. @defaultValue 256
   * @throws RangeError when `bits` is none from 32 to 1024.
   */
  constructor(bits = 256) {
    checkInteger('bits', bits, 32, 1024);
    if (bits % 32 !== 0) throw new RangeError(`bits must be a multiple of 32, got ${bits}`);
    this.bits = bits;
    this.#words = bits / 32;
  }

  *scan(queries: Uint32Array, references: Uint32Array, maxDistance: number): Generator<HammingPairs, void, void> {
    for (const block of scanBlocks(queries, references, this.#words, maxDistance)) {
      this.#compare(block, queries, references, maxDistance);
      if (this.#pairs.count > 0) yield this.#pairs;
    }
  }

  /** Fills the pairs of one block. Inside the generator the loop would take three times as long. */
  #compare({ firstReference, endReference, firstQuery, endQuery }: ScanBlock, queries: Uint32Array, references: Uint32Array, most: number) {
    const words = this.#words;
    const pairs = this.#pairs;
    pairs.count = 0;
    for (let reference = firstReference; reference < endReference; reference++) {
      for (let query = firstQuery; query < endQuery; query++) {
        const distance = hammingDistance(queries, query * words, references, reference * words, words);
        if (distance > most) continue;
        const at = pairs.count++;
        pairs.queries[at] = query;
        pairs.references[at] = reference;
        pairs.distances[at] = distance;
      }
    }
  }

  distances(queries: Uint32Array, query: number, references: Uint32Array, start: number, end: number, distances: Uint16Array): void {
    const words = this.#words;
    for (let reference = start; reference < end; reference++) {
      distances[reference - start] = hammingDistance(queries, query * words, references, reference * words, words);
    }
  }
}
