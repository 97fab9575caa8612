// A band of version 2 has one bit of each byte of the hash. Neighbouring bits of real hashes depend on each other. With bands of
// neighbouring bits, the lower 22 of a word, unrelated frames of real films shared a key 21 times as often as by chance; with these 1.1
// times (217 renditions of real clips, 1.5 million pairs). Each shared key costs a comparison. True copies are found about as often: 6.9
// and 7.1 hits a frame up to 20 bits away, 2.7 and 2.8 up to 45, 0.7 and 0.5 up to 70 (85 alignments of attacked copies).

/** Computes the words of bands: their lower bits are keys. */
export type BandWordOf = (hashes: Uint32Array, hash: number, band: number) => number;

/** Masks of two neighbouring words: from byte k of the eight they take bit (k - band) mod 8. */
const [LOW, HIGH] = [0, 4].map((first) =>
  Int32Array.from({ length: 8 }, (_, band) =>
    [0, 1, 2, 3].reduce((mask, byte) => mask | (1 << (8 * byte + ((first + byte - band) & 7))), 0),
  ),
) as [Int32Array, Int32Array];

/**
 * Bands of 256-bit hashes, by masks: each of the eight bytes keeps another bit, so that they combine without overlap. 12 ns; bit by bit it
 * takes 150.
 */
function ofEightWords(hashes: Uint32Array, hash: number, band: number): number {
  const at = 8 * hash;
  const low = LOW[band]!;
  const high = HIGH[band]!;
  let word = 0;
  for (let pair = 0; pair < 8; pair += 2) {
    let byte = (hashes[at + pair]! & low) | (hashes[at + pair + 1]! & high);
    byte |= byte >>> 16;
    byte |= byte >>> 8;
    word |= (byte & 0xff) << (4 * pair);
  }
  return word >>> 0;
}

/** Bands of hashes of any number of words. Bit 8m + p of band b is bit p of byte mW + (b + p) mod W. */
function ofWords(words: number): BandWordOf {
  return (hashes, hash, band) => {
    let word = 0;
    for (let bit = 0; bit < 32; bit++) {
      const p = bit & 7;
      const byte = (bit >> 3) * words + ((band + p) % words);
      word |= ((hashes[hash * words + (byte >> 2)]! >>> (8 * (byte & 3) + p)) & 1) << bit;
    }
    return word >>> 0;
  };
}

/**
 * How a segment makes bands of hashes.
 * @param bits - Bits in a hash.
 * @param spread - Whether a band has a bit of each byte, or is a word of the hash, as in version 1.
 */
export function bandWordsOf({ bits, spread }: { readonly bits: number; readonly spread: boolean }): BandWordOf {
  const words = bits / 32;
  if (!spread) return (hashes, hash, band) => hashes[hash * words + band]!;
  return words === 8 ? ofEightWords : ofWords(words);
}
