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
    const seen = source === undefined ? values : inOrder(values, source);
    for (let bit = 0; bit < CODE_LENGTH; bit++) {
      const row = bit * DESCRIPTOR_LENGTH;
      // Four sums, which do not wait for each other.
      let [one, two, three, four] = [0, 0, 0, 0];
      for (let value = 0; value < DESCRIPTOR_LENGTH; value += 4) {
        one += MATRIX[row + value]! * seen[value]!;
        two += MATRIX[row + value + 1]! * seen[value + 1]!;
        three += MATRIX[row + value + 2]! * seen[value + 2]!;
        four += MATRIX[row + value + 3]! * seen[value + 3]!;
      }
      if (one + two + three + four > CODE_BITS.thresholds[bit]!) codes[at + look * CODE_WORDS + (bit >> 5)]! |= 1 << (bit & 31);
    }
  }
}

const ordered = new Float32Array(DESCRIPTOR_LENGTH);

/** The values in another order, until the next call. */
function inOrder(values: Float32Array, source: Uint8Array): Float32Array {
  for (let at = 0; at < DESCRIPTOR_LENGTH; at++) ordered[at] = values[source[at]!]!;
  return ordered;
}
