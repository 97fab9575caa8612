/** Values in the first chunk, unless more are expected, and in the largest later one. */
const FIRST_CHUNK = 256;
const LARGEST_CHUNK = 8192;
/** Largest expectation, whatever a file states: a day of four values a second, eight words each. */
const MOST_EXPECTED = 86_400 * 4 * 8;

/**
 * Collects whole numbers of one size, in chunks that are never moved. An array that doubles exists twice while it is copied and is half
 * empty afterwards; an ordinary array takes eight bytes for each number. Expected values fit the first chunk and are never copied. The
 * system assigns no memory to pages that were not written.
 */
export class GrowingArray<T extends Uint8Array | Uint16Array | Uint32Array> {
  readonly #Kind: new (
    length: number,
  ) => T;
  readonly #chunks: T[] = [];
  #chunk: T;
  /** Values in the last chunk. */
  #filled = 0;
  #length = 0;

  /**
   * @param Kind - The array's type: `Uint8Array`, `Uint16Array` or `Uint32Array`.
   * @param expected - Most values, when known; more may come. @defaultValue unknown
   */
  constructor(Kind: new (length: number) => T, expected = 0) {
    this.#Kind = Kind;
    this.#chunk = new Kind(Math.max(FIRST_CHUNK, Math.min(MOST_EXPECTED, Math.ceil(expected))));
    this.#chunks.push(this.#chunk);
  }

  /** Values collected. */
  get length(): number {
    return this.#length;
  }

  /** The last value. Do not read or set it without one. */
  get last(): number {
    return this.#chunk[this.#filled - 1]!;
  }

  set last(value: number) {
    this.#chunk[this.#filled - 1] = value;
  }

  /** Adds a value. */
  push(value: number): void {
    if (this.#filled === this.#chunk.length) {
      this.#chunk = new this.#Kind(Math.min(LARGEST_CHUNK, this.#length));
      this.#chunks.push(this.#chunk);
      this.#filled = 0;
    }
    this.#chunk[this.#filled++] = value;
    this.#length++;
  }

  /**
   * All values. Add nothing afterwards: when they fill at least half of the expected memory they are that memory, otherwise an array of
   * exactly their length.
   */
  build(): T {
    const isOwn = this.#chunks.length === 1 && this.#length > FIRST_CHUNK && 2 * this.#length >= this.#chunk.length;
    if (isOwn) return this.#chunk.subarray(0, this.#length) as T;
    const values = new this.#Kind(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      const part = chunk === this.#chunk ? chunk.subarray(0, this.#filled) : chunk;
      values.set(part, at);
      at += part.length;
    }
    return values;
  }
}
