import { biasPoints } from './bias.ts';

/** What a digest of the biases of a code is over, as text. The salt keeps a short code from being guessed from its digest. */
export interface BiasesOpening {
  /** 64 hexadecimal digits. */
  readonly salt: string;
  /** For each segment which of the {@link biasPoints} it has, one byte each: base64. */
  readonly points: string;
}

/** What a digest of the word of a copy is over. */
export interface WordOpening {
  /** Names the copy. */
  readonly serial: string;
  /** 64 hexadecimal digits. */
  readonly salt: string;
  /** The word, a bit for each segment: 1 for B. The first segment is the lowest bit of the first byte. Base64. */
  readonly bits: string;
}

/** The text whose SHA-256 commits to the biases of a set. */
export function biasesText(set: string, { salt, points }: BiasesOpening): string {
  return JSON.stringify(['streetdate-mark-biases/1', set, salt, points]);
}

/** The text whose SHA-256 commits to the word of a copy. */
export function wordText(set: string, { serial, salt, bits }: WordOpening): string {
  return JSON.stringify(['streetdate-mark-word/1', set, serial, salt, bits]);
}

/** The biases of such points; undefined where one is none of a code for so many copies put together. */
export function biasesOfPoints(points: Uint8Array, colluders: number): Float64Array | undefined {
  const known = biasPoints(colluders);
  if (points.some((point) => point >= known.length)) return undefined;
  return Float64Array.from(points, (point) => known[point]!.bias);
}

/** The points of biases. */
export function pointsOfBiases(biases: Float64Array, colluders: number): Uint8Array {
  const known = biasPoints(colluders);
  return Uint8Array.from(biases, (own) => known.findIndex(({ bias }) => bias === own));
}

/** A word as bits. */
export function packWord(word: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(word.length / 8));
  for (const [at, bit] of word.entries()) bits[at >> 3]! |= bit << (at & 7);
  return bits;
}

/** The word of `segments` places that bits hold; undefined where they are another number of bytes. */
export function unpackWord(bits: Uint8Array, segments: number): Uint8Array | undefined {
  if (bits.length !== Math.ceil(segments / 8)) return undefined;
  return Uint8Array.from({ length: segments }, (_, at) => (bits[at >> 3]! >> (at & 7)) & 1);
}

/** Correlations as bytes, two each, the lower one first. */
export function packCorrelations(correlations: Int16Array): Uint8Array {
  const bytes = new Uint8Array(2 * correlations.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of correlations.entries()) view.setInt16(2 * at, value, true);
  return bytes;
}

/** The correlations in bytes; undefined for an odd number of them. */
export function unpackCorrelations(bytes: Uint8Array): Int16Array | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: bytes.length / 2 }, (_, at) => view.getInt16(2 * at, true));
}
