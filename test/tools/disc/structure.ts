/** Builds binary structures for tests: numbers big-endian unless their name says otherwise. */
export class Structure {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  u8(...values: readonly number[]): this {
    this.#bytes.push(...values.map((value) => value & 0xff));
    return this;
  }

  u16(...values: readonly number[]): this {
    for (const value of values) this.u8(value >> 8, value);
    return this;
  }

  u32(...values: readonly number[]): this {
    for (const value of values) this.u8(value >>> 24, value >>> 16, value >>> 8, value);
    return this;
  }

  u16LE(...values: readonly number[]): this {
    for (const value of values) this.u8(value, value >> 8);
    return this;
  }

  u32LE(...values: readonly number[]): this {
    for (const value of values) this.u8(value, value >>> 8, value >>> 16, value >>> 24);
    return this;
  }

  /** Text of one byte a character, padded with zeros to `length`. */
  ascii(text: string, length = text.length): this {
    this.u8(...Array.from({ length }, (_, at) => text.charCodeAt(at) || 0));
    return this;
  }

  add(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  /** Zeros up to a length. */
  padTo(length: number): this {
    if (this.#bytes.length > length) throw new Error(`${this.#bytes.length} bytes are there already, of ${length}`);
    while (this.#bytes.length < length) this.#bytes.push(0);
    return this;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** A structure behind its own length. */
export function sized(bytes: Uint8Array, width: 1 | 2 | 4 = 4): Uint8Array {
  const length = new Structure();
  if (width === 1) length.u8(bytes.length);
  else if (width === 2) length.u16(bytes.length);
  else length.u32(bytes.length);
  return length.add(bytes).bytes();
}
