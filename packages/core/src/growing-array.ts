/** Values in the first chunk, unless more are expected, and in the largest of those after it. */
const FIRST_CHUNK = 256;
const LARGEST_CHUNK = 8192;
/** Values that are expected at most, whatever a file says of itself: a day of four a second, eight words each. */
const MOST_EXPECTED = 86_400 * 4 * 8;

/**
 * Collects whole numbers of one size, in chunks that stay where they are: an array that doubles is there twice while it is copied, and half
 * empty afterwards; an array of the engine's own takes eight bytes for each of them. What was expected lies in the first chunk and is never copied: of memory that
 * nobody has written to, the system gives none.
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
   * @param Kind - What the array is of: `Uint8Array`, `Uint16Array` or `Uint32Array`.
   * @param expected - How many values there will be at most, where that is known; more may come. @defaultValue nobody knows
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

  /** The value that was added last. Without one there is nothing to be asked or set. */
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
   * All values. Nothing more is added then: where they fill half and more of what was expected they are that memory, and else an array that has just their length.
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
