import { xxHash32 } from 'js-xxhash';
import { joinBytes } from '../bytes/bytes.ts';
import { createBlake3 } from '../bytes/hash.ts';
import { GEAR } from './iscc-constants.ts';
import { ISCC_MAIN_TYPES, type IsccBits, isccText, isccUnit, readIsccUnit } from './iscc-unit.ts';
import { MinHash } from './min-hash.ts';

/** The units of a sequence of bytes. */
export interface IsccOfBytes {
  /** The Data-Code: alike for files that share most of their bytes. */
  readonly dataCode: string;
  /** The Instance-Code: the beginning of a BLAKE3 digest, equal for equal files only. */
  readonly instanceCode: string;
  /** How many bytes there were. */
  readonly bytes: number;
}

/** Bytes of a chunk (ISO 24138): at least, from where on cuts get likelier, at most. */
const [LEAST, CENTER, MOST] = [256, 640, 8192];
const [RARE, FREQUENT] = [2 ** 11 - 1, 2 ** 9 - 1];

/**
 * The Data-Code and the Instance-Code of ISO 24138, version 0, of a sequence of bytes. It is read once and never held as a whole; how it is cut
 * into parts makes no difference. Adapter of js-xxhash.
 * @param parts - The bytes, in order.
 * @param bits - Bits of each code. @defaultValue 64
 */
export async function isccOfBytes(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, bits: IsccBits = 64): Promise<IsccOfBytes> {
  const [instance, features] = [createBlake3(), new MinHash()];
  let [held, bytes, chunks] = [new Uint8Array(), 0, 0];
  const takeChunks = (least: number) => {
    let start = 0;
    for (; held.length - start > least; chunks++) {
      const end = start + chunkEnd(held, start);
      features.add(xxHash32(held.subarray(start, end)));
      start = end;
    }
    held = held.slice(start);
  };
  for await (const part of parts) {
    instance.update(part);
    bytes += part.length;
    held = joinBytes(held, part);
    // A chunk is certain once more bytes are there than it may have.
    takeChunks(MOST);
  }
  takeChunks(0);
  if (chunks === 0) features.add(xxHash32(held));
  return {
    dataCode: isccUnit(ISCC_MAIN_TYPES.data, 0, features.digest(), bits),
    instanceCode: isccUnit(ISCC_MAIN_TYPES.instance, 0, instance.digest(), bits),
    bytes,
  };
}

/** Where a chunk ends (FastCDC): behind a byte where the bytes before it, hashed, have zeros at their end. */
function chunkEnd(bytes: Uint8Array, start: number): number {
  const size = Math.min(bytes.length - start, MOST);
  let pattern = 0;
  for (let at = LEAST; at < size; at++) {
    pattern = (pattern >>> 1) + GEAR[bytes[start + at]!]!;
    if ((pattern & (at < CENTER ? RARE : FREQUENT)) === 0) return at + 1;
  }
  return size;
}

/** The main types before Data and Instance that may go together, by their number in the header. */
const COMBINATIONS = ['', '2', '1', '2,1', '0', '0,2', '0,1', '0,1,2'];
/** The sub-type of an ISCC-CODE without a Content-Code. */
const SUM = 5;

/**
 * The ISCC-CODE of ISO 24138, version 0: several units as one.
 * @param units - Units of 64 bits or more, in any order, among them a Data-Code and an Instance-Code.
 * @throws RangeError when a unit is none, or they do not go together.
 */
export function isccCode(units: readonly string[]): string {
  const read = units.map(readIsccUnit).sort((one, other) => one.mainType - other.mainType);
  const types = read.map(({ mainType }) => mainType);
  const before = types.slice(0, -2);
  const combination = COMBINATIONS.indexOf(before.join());
  if (types.slice(-2).join() !== `${ISCC_MAIN_TYPES.data},${ISCC_MAIN_TYPES.instance}` || combination < 0) {
    throw new RangeError('units must have one Data-Code, one Instance-Code, and others at most once');
  }
  const subTypes = new Set(read.flatMap(({ mainType, subType }) => (mainType === 1 || mainType === 2 ? [subType] : [])));
  if (subTypes.size > 1) throw new RangeError('units must be of one kind of content');
  const [subType = SUM] = subTypes;
  return isccText((ISCC_MAIN_TYPES.code << 4) | subType, combination, joinBytes(...read.map(({ body }) => body.subarray(0, 8))));
}
