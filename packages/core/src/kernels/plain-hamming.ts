import { checkInteger } from '../check.ts';
import { hammingDistance } from './hamming.ts';
import { type HammingKernel, type HammingPairs, PairBlock, scanBlocks } from './hamming-kernel.ts';

/** The kernel in plain JavaScript, for hashes of any length: what the compiled one is tested against, and runs where that cannot. */
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
    const words = this.#words;
    const pairs = this.#pairs;
    for (const block of scanBlocks(queries, references, words, maxDistance)) {
      pairs.count = 0;
      for (let reference = block.firstReference; reference < block.endReference; reference++) {
        for (let query = block.firstQuery; query < block.endQuery; query++) {
          const distance = hammingDistance(queries, query * words, references, reference * words, words);
          if (distance > maxDistance) continue;
          const at = pairs.count++;
          pairs.queries[at] = query;
          pairs.references[at] = reference;
          pairs.distances[at] = distance;
        }
      }
      if (pairs.count > 0) yield pairs;
    }
  }

  distances(queries: Uint32Array, query: number, references: Uint32Array, start: number, end: number, distances: Uint16Array): void {
    const words = this.#words;
    for (let reference = start; reference < end; reference++) {
      distances[reference - start] = hammingDistance(queries, query * words, references, reference * words, words);
    }
  }
}
