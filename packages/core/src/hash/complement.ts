/** Algorithms whose hash of a negative is the complement of the hash. */
const ALGORITHMS: ReadonlySet<string> = new Set(['pdq/1', 'blockhash/1']);

/** Whether {@link complementHashes} gives the hashes of negatives. */
export function hasComplement(algorithm: string): boolean {
  return ALGORITHMS.has(algorithm);
}

/**
 * The hashes of the negatives of some pictures, from the hashes alone. `pdq/1` compares frequencies with the lower of their two middle
 * values. A negative negates all frequencies, so their order is reversed and every bit is exchanged, except where both middle values are
 * equal. `blockhash/1` exchanges every bit but those of blocks that equal their median. A negative of other contrast exchanges the same
 * bits, as both hashes compare and do not measure.
 * @param hashes - Packed hashes; only read.
 * @returns New packed hashes.
 * @throws RangeError when nothing is known of the algorithm's negatives.
 */
export function complementHashes(algorithm: string, hashes: Uint32Array): Uint32Array {
  if (!hasComplement(algorithm)) throw new RangeError(`algorithm must be one of ${[...ALGORITHMS].join(', ')}, got ${algorithm}`);
  return hashes.map((word) => ~word);
}
