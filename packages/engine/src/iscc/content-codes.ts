import { checkIterable, MersenneTwister, shown } from '@streetdate/core/internal';
import { ISCC_MAIN_TYPES, type IsccBits, isccUnit } from './iscc-unit.ts';

/** Sub-types of the main type Content-Code (ISO 24138). */
const AUDIO = 2;
const VIDEO = 3;

/** Numbers in a frame signature of MPEG-7 (ISO 15938-3, video signature). */
const SIGNATURE_NUMBERS = 380;

/**
 * The Video-Code of ISO 24138, version 0: a similarity hash of the MPEG-7 signatures of a film's frames, each counted once.
 * @param signatures - One array of 380 numbers a frame, at least one, as ffmpeg's filter `signature` gives them.
 * @returns The code as text: `ISCC:EMA…`.
 * @throws RangeError when there is no signature, or one has another length.
 */
export function isccVideoCode(signatures: Iterable<ArrayLike<number>>, bits: IsccBits = 64): string {
  checkIterable('signatures', signatures);
  const sums = new Float64Array(SIGNATURE_NUMBERS);
  const seen = new Set<string>();
  for (const signature of signatures) {
    if (typeof signature !== 'object' || signature === null) throw new TypeError(`signatures must be arrays, got ${shown(signature)}`);
    if (signature.length !== SIGNATURE_NUMBERS)
      throw new RangeError(`a signature must have ${SIGNATURE_NUMBERS} numbers, got ${signature.length}`);
    const name = Array.from(signature).join();
    if (seen.has(name)) continue;
    seen.add(name);
    for (let at = 0; at < SIGNATURE_NUMBERS; at++) sums[at]! += signature[at]!;
  }
  if (seen.size === 0) throw new RangeError('signatures must have a frame among them, got none');
  const digest = new Uint8Array(32);
  for (const [bit, [one, other]] of comparedPairs().entries()) if (sums[other]! > sums[one]!) setBit(digest, bit);
  return isccUnit(ISCC_MAIN_TYPES.content, VIDEO, digest, bits);
}

/** The pairs of sums that the 256 bits compare. The standard's authors drew them with the seed 10, and left out pairs of one place. */
function comparedPairs(): [number, number][] {
  const random = new MersenneTwister(10);
  const pairs: [number, number][] = [];
  while (pairs.length < 256) {
    const pair: [number, number] = [random.below(SIGNATURE_NUMBERS), random.below(SIGNATURE_NUMBERS)];
    if (pair[0] !== pair[1]) pairs.push(pair);
  }
  return pairs;
}

/**
 * The Audio-Code of ISO 24138, version 0: a similarity hash of Chromaprint's codes, over all of them, over each quarter in time, and over each
 * third in order of value.
 * @param codes - 32-bit codes as Chromaprint gives them, signed or not.
 * @returns The code as text: `ISCC:EIA…`.
 */
export function isccAudioCode(codes: ArrayLike<number>, bits: IsccBits = 64): string {
  if (typeof codes !== 'object' || codes === null || !Number.isInteger(codes.length)) {
    throw new TypeError(`codes must be an array of numbers, got ${shown(codes)}`);
  }
  const inTime = Int32Array.from(codes);
  const inValue = inTime.slice().sort();
  const parts = inTime.length === 0 ? [] : [inTime, ...divided(inTime, 4), ...divided(inValue, 3)];
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  for (const [at, part] of parts.entries()) view.setUint32(4 * at, majority(part));
  return isccUnit(ISCC_MAIN_TYPES.content, AUDIO, digest, bits);
}

/** Cuts codes into parts of equal length; the first ones have one more where it does not come out even. */
function divided(codes: Int32Array, count: number): Int32Array[] {
  const [length, longer] = [Math.floor(codes.length / count), codes.length % count];
  const ends = Array.from({ length: count + 1 }, (_, at) => at * length + Math.min(at, longer));
  return ends.slice(1).map((end, at) => codes.subarray(ends[at], end));
}

/** The bits that at least half of the codes have; none of no codes. */
function majority(codes: Int32Array): number {
  let word = 0;
  for (let bit = 0; bit < 32 && codes.length > 0; bit++) {
    let ones = 0;
    for (const code of codes) ones += (code >>> bit) & 1;
    if (2 * ones >= codes.length) word |= 1 << bit;
  }
  return word;
}

function setBit(bytes: Uint8Array, bit: number): void {
  bytes[bit >>> 3]! |= 0x80 >>> (bit & 7);
}
