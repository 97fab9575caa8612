import { checkRange } from '../../check.ts';

/** Pairs of similar hashes, one of the query and one of the reference, in flat arrays with one entry for each pair. */
export interface HammingPairs {
  /** Number of pairs; the arrays are longer. */
  readonly count: number;
  /** Index of the query hash. */
  readonly queries: Uint32Array;
  /** Index of the reference hash. */
  readonly references: Uint32Array;
  /** Bits that differ. */
  readonly distances: Uint16Array;
}

/** Counts differing bits between packed hashes, many at a time. Every kernel gives the same pairs and distances in the same order. */
export interface HammingKernel {
  /** Bits in the hashes that it compares: a multiple of 32. */
  readonly bits: number;
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Finds all pairs of hashes that differ in few bits. This generator works only when pulled, on a bounded block of pairs at a time.
   * Leaving it early is free, and it never needs much memory. Several may take turns.
   * @param queries - Packed hashes, `bits / 32` words each; not to be changed before the end.
   * @param references - The same.
   * @param maxDistance - Most bits that may differ.
   * @returns The pairs, some at a time, in arrays that the next step overwrites. For each query in order of its references.
   * @throws RangeError when an array ends inside a hash, or `maxDistance` is no number from 0.
   */
  scan(queries: Uint32Array, references: Uint32Array, maxDistance: number): Generator<HammingPairs, void, void>;
  /**
   * Counts the bits that differ between one query hash and each of a row of reference hashes.
   * @param queries - Packed hashes.
   * @param query - Index of the query hash.
   * @param references - Packed hashes.
   * @param start - Index of the first reference hash.
   * @param end - Index of the reference hash after the last one.
   * @param distances - Receives `end - start` distances from its beginning on.
   */
  distances(queries: Uint32Array, query: number, references: Uint32Array, start: number, end: number, distances: Uint16Array): void;
}

/** Pairs compared before a scan yields: as many references, with as many queries. */
export const SCAN_BLOCK = { references: 512, queries: 16 } as const;

/** Arrays for a block in which every pair is similar, filled from the start. */
export class PairBlock implements HammingPairs {
  count = 0;
  readonly queries = new Uint32Array(SCAN_BLOCK.references * SCAN_BLOCK.queries);
  readonly references = new Uint32Array(SCAN_BLOCK.references * SCAN_BLOCK.queries);
  readonly distances = new Uint16Array(SCAN_BLOCK.references * SCAN_BLOCK.queries);
}

/** A block of a scan: hashes of both sides, by index; ends exclusive. */
export interface ScanBlock {
  readonly firstReference: number;
  readonly endReference: number;
  readonly firstQuery: number;
  readonly endQuery: number;
}

/**
 * Divides a scan into blocks: each block of references meets all queries before the next one.
 * @throws RangeError when an array ends inside a hash of so many words, or the distance is no number from 0.
 */
export function* scanBlocks(
  queries: Uint32Array,
  references: Uint32Array,
  words: number,
  maxDistance: number,
): Generator<ScanBlock, void, void> {
  checkRange('maxDistance', maxDistance, 0, Number.MAX_VALUE);
  const queryCount = countHashes('queries', queries, words);
  const referenceCount = countHashes('references', references, words);
  for (let firstReference = 0; firstReference < referenceCount; firstReference += SCAN_BLOCK.references) {
    const endReference = Math.min(referenceCount, firstReference + SCAN_BLOCK.references);
    for (let firstQuery = 0; firstQuery < queryCount; firstQuery += SCAN_BLOCK.queries) {
      yield { firstReference, endReference, firstQuery, endQuery: Math.min(queryCount, firstQuery + SCAN_BLOCK.queries) };
    }
  }
}

function countHashes(name: string, hashes: Uint32Array, words: number): number {
  if (hashes.length % words !== 0) throw new RangeError(`${name} must hold whole hashes of ${words} words, got ${hashes.length} words`);
  return hashes.length / words;
}
