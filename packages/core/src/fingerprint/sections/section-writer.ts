/** Whether the machine stores numbers as the file does, so that arrays can be copied and viewed as they are. */
export const IS_LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Writes one section from its start to its end. Numbers are little-endian on any machine. */
export class SectionWriter {
  /** The section's bytes, complete once everything is written. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  /** @param length - Bytes in the section. */
  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** Writes integers of 32 bits. */
  u32(...values: readonly number[]): this {
    for (const value of values) {
      this.#view.setUint32(this.#at, value, true);
      this.#at += 4;
    }
    return this;
  }

  /** Writes numbers of 64 bits. */
  f64(...values: readonly number[]): this {
    for (const value of values) {
      this.#view.setFloat64(this.#at, value, true);
      this.#at += 8;
    }
    return this;
  }

  /** Writes ASCII text into a field of `bytes` bytes, filled up with zeros. */
  ascii(text: string, bytes: number): this {
    for (let at = 0; at < text.length; at++) this.bytes[this.#at + at] = text.charCodeAt(at);
    this.#at += bytes;
    return this;
  }

  /** Writes bytes. */
  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** Writes integers of 32 bits. */
  words(words: Uint32Array): this {
    if (IS_LITTLE_ENDIAN) return this.put(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    for (const word of words) this.u32(word);
    return this;
  }

  /** Writes integers of 16 bits. */
  shorts(shorts: Uint16Array): this {
    if (IS_LITTLE_ENDIAN) return this.put(new Uint8Array(shorts.buffer, shorts.byteOffset, shorts.byteLength));
    for (const short of shorts) {
      this.#view.setUint16(this.#at, short, true);
      this.#at += 2;
    }
    return this;
  }
}
