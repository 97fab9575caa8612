import { blake3 } from '@noble/hashes/blake3.js';
import { checkBytes, checkIterable } from '@streetdate/core/internal';
import { xxHash32 } from 'js-xxhash';
import { GEAR } from './iscc-constants.ts';
import { ISCC_MAIN_TYPES, type IsccBits, isccUnit } from './iscc-unit.ts';
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
 * The Data-Code and the Instance-Code of bytes that come part by part. Nothing but the last parts is held, and how the bytes are cut makes no
 * difference. Adapter of js-xxhash and, in this package, of @noble/hashes.
 */
export class GrowingIscc {
  readonly #instance = blake3.create();
  readonly #features = new MinHash();
  #held: Uint8Array = new Uint8Array();
  #bytes = 0;
  #chunks = 0;

  /** Adds bytes. They are not kept: the caller may reuse them. */
  push(part: Uint8Array): void {
    this.#instance.update(part);
    this.#bytes += part.length;
    this.#held = Buffer.concat([this.#held, part]);
    // A chunk is certain once more bytes are there than it may have.
    this.#takeChunks(MOST);
  }

  /**
   * The codes of all bytes. Call it once.
   * @param bits - Bits of each code. @defaultValue 64
   */
  finish(bits: IsccBits = 64): IsccOfBytes {
    this.#takeChunks(0);
    if (this.#chunks === 0) this.#features.add(xxHash32(this.#held));
    return {
      dataCode: isccUnit(ISCC_MAIN_TYPES.data, 0, this.#features.digest(), bits),
      instanceCode: isccUnit(ISCC_MAIN_TYPES.instance, 0, this.#instance.digest(), bits),
      bytes: this.#bytes,
    };
  }

  #takeChunks(least: number): void {
    let start = 0;
    for (; this.#held.length - start > least; this.#chunks++) {
      const end = start + chunkEnd(this.#held, start);
      this.#features.add(xxHash32(this.#held.subarray(start, end)));
      start = end;
    }
    this.#held = this.#held.subarray(start);
  }
}

/**
 * The Data-Code and the Instance-Code of ISO 24138, version 0, of a sequence of bytes. It is read once and never held as a whole; how it is cut
 * into parts makes no difference.
 * @param parts - The bytes, in order.
 * @param bits - Bits of each code. @defaultValue 64
 */
export async function isccOfBytes(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, bits: IsccBits = 64): Promise<IsccOfBytes> {
  checkIterable('parts', parts);
  const iscc = new GrowingIscc();
  for await (const part of parts) {
    checkBytes('parts', part);
    iscc.push(part);
  }
  return iscc.finish(bits);
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
