/** Bits of the body of an ISCC unit. */
export type IsccBits = 64 | 128 | 192 | 256;

/** Main types of ISO 24138 that this package knows. */
export const ISCC_MAIN_TYPES = { meta: 0, semantic: 1, content: 2, data: 3, instance: 4, code: 5 } as const;

/** An ISCC unit, taken apart. */
export interface IsccUnit {
  /** What it is about, see {@link ISCC_MAIN_TYPES}. */
  readonly mainType: number;
  /** The kind of content; 0 for data and instance. */
  readonly subType: number;
  /** Its bits. */
  readonly body: Uint8Array;
}

/** An ISCC unit as text: a header of four nibbles (main type, sub-type, version 0, length) and the body, in base32. */
export function isccUnit(mainType: number, subType: number, digest: Uint8Array, bits: IsccBits): string {
  return isccText((mainType << 4) | subType, bits / 32 - 1, digest.subarray(0, bits / 8));
}

/** An ISCC as text: two bytes of header and the body, in base32. */
export function isccText(first: number, second: number, body: Uint8Array): string {
  return `ISCC:${base32(Uint8Array.from([first, second, ...body]))}`;
}

/** Takes an ISCC unit of version 0 apart. @throws RangeError when it is none. */
export function readIsccUnit(iscc: string): IsccUnit {
  const bytes = bytesOfIscc(iscc);
  const [first = 0, second = 0] = bytes ?? [];
  const length = 4 * ((second & 0xf) + 1);
  if (bytes === undefined || second >>> 4 !== 0 || bytes.length !== 2 + length || length < 8) {
    throw new RangeError(`iscc must be an ISCC unit of version 0 with 64 bits or more, got ${JSON.stringify(iscc)}`);
  }
  return { mainType: first >>> 4, subType: first & 0xf, body: bytes.subarray(2) };
}

/** An ISCC unit in binary, header and body. @throws RangeError when the text is none. */
export function isccUnitBytes(text: string): Uint8Array {
  readIsccUnit(text);
  return bytesOfIscc(text)!;
}

/** ISCC units that stand in binary one after the other, as text; undefined for anything else. */
export function isccUnitsInBytes(bytes: Uint8Array): string[] | undefined {
  const units: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, second = 0] = bytes.subarray(at);
    const end = at + 2 + 4 * ((second & 0xf) + 1);
    const isUnit = first >>> 4 < ISCC_MAIN_TYPES.code && second >>> 4 === 0 && end <= bytes.length;
    if (!isUnit) return undefined;
    units.push(isccText(first, second, bytes.subarray(at + 2, end)));
    at = end;
  }
  return units;
}

/** The bytes of an ISCC, header and body; undefined when the text is not in base32. */
export function bytesOfIscc(text: string): Uint8Array | undefined {
  const plain = text.trim().replace(/^ISCC:/i, '');
  return bytesOfBase32(plain.replaceAll('-', '').toUpperCase());
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648, without padding. */
function base32(bytes: Uint8Array): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32[(held << (5 - bits)) & 31];
}

function bytesOfBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const character of text) {
    const value = BASE32.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >>> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
