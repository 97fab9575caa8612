import { IS_LITTLE_ENDIAN } from './section-writer.ts';

/** Reads one section of a file from its start to its end. Numbers are little-endian. It does not check that there are bytes left. */
export class SectionReader {
  readonly kind: string;
  /** Where the section starts in the file. Only for messages. */
  readonly offset: number;
  /** Bytes in the section. */
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  /** @param bytes - The section's bytes, which start at a multiple of 8 in their buffer. */
  constructor(kind: string, offset: number, bytes: Uint8Array) {
    this.kind = kind;
    this.offset = offset;
    this.length = bytes.length;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** An integer of 32 bits. */
  u32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  /** A number of 64 bits. */
  f64(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  /** Text in a field of `bytes` bytes, up to its first zero byte: one character for each byte. */
  ascii(bytes: number): string {
    return String.fromCharCode(...this.bytes(bytes)).replace(/\0.*$/s, '');
  }

  /** Bytes, as a view of the file. */
  bytes(count: number): Uint8Array {
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** Integers of 32 bits, as a view of the file where the machine's byte order allows it. They start at a multiple of 4. */
  words(count: number): Uint32Array {
    const bytes = this.bytes(4 * count);
    if (IS_LITTLE_ENDIAN) return new Uint32Array(bytes.buffer, bytes.byteOffset, count);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Uint32Array.from({ length: count }, (_, index) => view.getUint32(4 * index, true));
  }

  /** Integers of 16 bits, as a copy. */
  shorts(count: number): Uint16Array {
    const bytes = this.bytes(2 * count);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Uint16Array.from({ length: count }, (_, index) => view.getUint16(2 * index, true));
  }
}
