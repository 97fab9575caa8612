import { fromBase64 } from '../bytes/base64.ts';
import { CODE_BITS } from './code-bits.ts';
import { DESCRIPTOR_LENGTH, MIRRORED, MIRRORED_NEGATIVE, NEGATIVE } from './describe-keypoint.ts';

/** Bits of a code. */
export const CODE_LENGTH = 64;
/** Words of a code. */
export const CODE_WORDS = CODE_LENGTH / 32;

/** How a query may show a picture: as it is, mirrored left to right, as a negative, or as both. A query has a code for each. */
export const LOOKS = ['plain', 'mirrored', 'negative', 'mirrored-negative'] as const;

const SOURCES: readonly (Uint8Array | undefined)[] = [undefined, MIRRORED, NEGATIVE, MIRRORED_NEGATIVE];

const MATRIX = Float32Array.from(new Int8Array(fromBase64(CODE_BITS.matrix).buffer));

/**
 * Writes the codes of a descriptor: one bit for each direction of {@link CODE_BITS}. Codes of one place in two copies differ in few bits,
 * those of unrelated places in half of them.
 * @param values - The descriptor.
 * @param codes - Receives {@link CODE_WORDS} words for each look.
 * @param at - Number of the first word.
 * @param looks - 1 for the plain picture only, 4 for all {@link LOOKS}.
 */
export function writeCodes(values: Float32Array, codes: Uint32Array, at: number, looks: number): void {
  for (let look = 0; look < looks; look++) {
    const source = SOURCES[look];
    for (let bit = 0; bit < CODE_LENGTH; bit++) {
      const row = bit * DESCRIPTOR_LENGTH;
      let sum = 0;
      if (source === undefined) for (let value = 0; value < DESCRIPTOR_LENGTH; value++) sum += MATRIX[row + value]! * values[value]!;
      else for (let value = 0; value < DESCRIPTOR_LENGTH; value++) sum += MATRIX[row + value]! * values[source[value]!]!;
      if (sum > CODE_BITS.thresholds[bit]!) codes[at + look * CODE_WORDS + (bit >> 5)]! |= 1 << (bit & 31);
    }
  }
}
