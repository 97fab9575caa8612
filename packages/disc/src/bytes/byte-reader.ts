import { damaged } from './damaged.ts';

/**
 * Reads numbers and texts from one structure of a disc. Every read is bounded by the structure's end. A read outside is a `damaged-disc`
 * error that names the structure, never `undefined` and never a byte of the next structure.
 *
 * Numbers are big-endian, as on DVD-Video and Blu-ray. Methods with `LE` serve ECMA-119 and ECMA-167.
 */
export class ByteReader {
  /** The structure's name in messages: its file, and its own name if it is a part of one. */
  readonly name: string;
  /** The bytes, shared with the reader's creator. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes;
    this.name = name;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Number of bytes. */
  get length(): number {
    return this.bytes.length;
  }

  /** One byte. */
  u8(at: number): number {
    this.#check(at, 1);
    return this.#view.getUint8(at);
  }

  /** Two bytes, big-endian. */
  u16(at: number): number {
    this.#check(at, 2);
    return this.#view.getUint16(at);
  }

  /** Four bytes, big-endian. */
  u32(at: number): number {
    this.#check(at, 4);
    return this.#view.getUint32(at);
  }

  /** Two bytes, little-endian. */
  u16LE(at: number): number {
    this.#check(at, 2);
    return this.#view.getUint16(at, true);
  }

  /** Four bytes, little-endian. */
  u32LE(at: number): number {
    this.#check(at, 4);
    return this.#view.getUint32(at, true);
  }

  /** Eight bytes, little-endian. @throws StreetdateError `damaged-disc` above 2^53, more than any disc holds. */
  u64LE(at: number): number {
    this.#check(at, 8);
    const value = this.#view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(this.name, `the size at byte ${at} is ${value}`);
    return Number(value);
  }

  /** Single-byte text up to the first NUL, without trailing blanks. Bytes outside ASCII become `?`. */
  ascii(at: number, length: number): string {
    const bytes = this.slice(at, length);
    const end = bytes.indexOf(0);
    const text = Array.from(end < 0 ? bytes : bytes.subarray(0, end), (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?',
    );
    return text.join('').trimEnd();
  }

  /** Bytes as lower-case hexadecimal. */
  hex(at: number, length: number): string {
    return Buffer.from(this.slice(at, length)).toString('hex');
  }

  /** A range of the bytes, shared. */
  slice(at: number, length: number): Uint8Array {
    this.#check(at, length);
    return this.bytes.subarray(at, at + length);
  }

  /** A structure inside this one, with its own bounds. @param name - Its name in messages. */
  part(at: number, length: number, name: string): ByteReader {
    return new ByteReader(this.slice(at, length), `${this.name}, ${name}`);
  }

  /** The same from `at` to the end. */
  from(at: number, name: string): ByteReader {
    return this.part(at, Math.max(0, this.length - at), name);
  }

  #check(at: number, length: number): void {
    if (at >= 0 && length >= 0 && at + length <= this.bytes.length) return;
    throw damaged(this.name, `it points at bytes ${at} to ${at + length}, and has ${this.bytes.length}`);
  }
}
