/** Bits set in a 32-bit word, 0 to 32. */
export function popcount32(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Counts the differing bits of two packed hashes. Hot loop: no checks, no allocation. Callers check the lengths once, outside.
 * @param hashes - Packed hashes, `words` words each.
 * @param at - Index of the first word of the one hash.
 * @param others - Packed hashes of the same algorithm.
 * @param otherAt - Index of the first word of the other hash.
 * @param words - Words in a hash: bits / 32.
 * @returns Bits that differ, 0 to 32 × `words`.
 */
export function hammingDistance(hashes: Uint32Array, at: number, others: Uint32Array, otherAt: number, words: number): number {
  let distance = 0;
  for (let word = 0; word < words; word++) {
    // popcount32 inlined: a call for each word costs a third of the loop in engines that do not inline it.
    let bits = hashes[at + word]! ^ others[otherAt + word]!;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    distance += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return distance;
}
