import { hammingDistance } from '../hamming/hamming.ts';
import type { BandKernel, BandLookUp, BandTable, OnNearFrame } from './band-kernel.ts';

/** The kernel in plain JavaScript, for hashes of any length in memory of any kind: the oracle in tests, and the substitute in engines that cannot run the compiled one. */
export class PlainBands implements BandKernel {
  readonly kind = 'plain';
  readonly #table: BandTable;

  constructor(table: BandTable) {
    this.#table = table;
  }

  lookUp(
    hashes: Uint32Array,
    hash: number,
    bandWords: Uint32Array,
    { keyBits, maxDistance, commonFrom, exactFrom }: BandLookUp,
    onFound: OnNearFrame,
  ): number {
    const { bits, bandBits, frameBits, runBits, directory, postings, codes } = this.#table;
    const words = bits / 32;
    const bandMask = 2 ** bandBits - 1;
    const restMask = 2 ** (keyBits - bandBits) - 1;
    const frameMask = 2 ** frameBits - 1;
    let compared = 0;
    for (let band = 0; band < words; band++) {
      const table = band * (bandMask + 2);
      const word = bandWords[band]!;
      const rest = (word >>> bandBits) & restMask;
      for (let probe = 0; probe <= bandBits; probe++) {
        const bucket = table + ((probe === 0 ? word : word ^ (1 << (probe - 1))) & bandMask);
        const end = directory[bucket + 1]!;
        if (end - directory[bucket]! > (probe === 0 ? exactFrom : commonFrom)) continue;
        for (let at = directory[bucket]!; at < end; at++) {
          const posting = postings[at]!;
          const differing = ((posting >>> frameBits) & restMask) ^ rest;
          // A key with a flipped bit may differ by no further bit, the key itself by one.
          if (probe === 0 ? (differing & (differing - 1)) !== 0 : differing !== 0) continue;
          compared++;
          const first = posting & frameMask;
          const last = first + (posting >>> (32 - runBits));
          for (let frame = first; frame <= last; frame++) {
            const distance = hammingDistance(hashes, hash * words, codes, frame * words, words);
            if (distance <= maxDistance) onFound(frame, distance, band);
          }
        }
      }
    }
    return compared;
  }

  nearest(hashes: Uint32Array, hash: number, first: number, end: number): number {
    const { bits, codes } = this.#table;
    const words = bits / 32;
    let least = bits;
    for (let frame = first; frame < end; frame++)
      least = Math.min(least, hammingDistance(hashes, hash * words, codes, frame * words, words));
    return least;
  }
}
