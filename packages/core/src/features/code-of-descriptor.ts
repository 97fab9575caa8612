import { fromBase64 } from '../bytes/base64.ts';
import { createPlainSigns } from '../kernels/signs/plain-signs.ts';
import type { Projections, SignsKernel } from '../kernels/signs/signs-kernel.ts';
import { createWasmSigns } from '../kernels/signs/wasm-signs.ts';
import { CODE_BITS } from './code-bits.ts';
import { DESCRIPTOR_LENGTH, MIRRORED, MIRRORED_NEGATIVE, NEGATIVE } from './describe-keypoint.ts';

/** Bits of a code. */
export const CODE_LENGTH = 64;
/** Words of a code. */
export const CODE_WORDS = CODE_LENGTH / 32;

/** How a query may show a picture: as it is, mirrored left to right, as a negative, or as both. A query has a code for each. */
export const LOOKS = ['plain', 'mirrored', 'negative', 'mirrored-negative'] as const;

const SOURCES: readonly (Uint8Array | undefined)[] = [undefined, MIRRORED, NEGATIVE, MIRRORED_NEGATIVE];

/** What a value of 1 becomes: products with the rows stay in 32 bits, and rounding moves one code in ten thousand. */
const ONE = 1 << 14;

/** This thread's kernel, after the first code. Programs that only compare codes do not carry the directions. */
let kernel: SignsKernel | undefined;
const whole = new Int16Array(DESCRIPTOR_LENGTH);
const ordered = new Int16Array(DESCRIPTOR_LENGTH);

/**
 * Writes the codes of a descriptor: one bit for each direction of {@link CODE_BITS}. Codes of one place in two copies differ in few bits,
 * those of unrelated places in half of them.
 * @param values - The descriptor.
 * @param codes - Receives {@link CODE_WORDS} words for each look.
 * @param at - Number of the first word.
 * @param looks - 1 for the plain picture only, 4 for all {@link LOOKS}.
 */
export function writeCodes(values: Float32Array, codes: Uint32Array, at: number, looks: number): void {
  kernel ??= createKernel();
  for (let value = 0; value < DESCRIPTOR_LENGTH; value++) whole[value] = Math.round(ONE * values[value]!);
  for (let look = 0; look < looks; look++) {
    const source = SOURCES[look];
    if (source !== undefined) for (let value = 0; value < DESCRIPTOR_LENGTH; value++) ordered[value] = whole[source[value]!]!;
    kernel.signs(source === undefined ? whole : ordered, codes, at + look * CODE_WORDS);
  }
}

function createKernel(): SignsKernel {
  const projections: Projections = {
    length: DESCRIPTOR_LENGTH,
    matrix: Int16Array.from(new Int8Array(fromBase64(CODE_BITS.matrix).buffer)),
    thresholds: Int32Array.from(CODE_BITS.thresholds, (threshold) => Math.floor(ONE * threshold)),
  };
  return createWasmSigns(projections) ?? createPlainSigns(projections);
}
