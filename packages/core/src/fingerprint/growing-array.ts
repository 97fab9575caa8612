/** Values in the first chunk, and in the largest. */
const FIRST_CHUNK = 256;
const LARGEST_CHUNK = 8192;

/**
 * Collects whole numbers of one size, in chunks that stay where they are: an array that doubles is there twice while it is copied, and half
 * empty afterwards; an array of the engine's own takes eight bytes for each of them.
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

  /** @param Kind - What the array is of: `Uint8Array`, `Uint16Array` or `Uint32Array`. */
  constructor(Kind: new (length: number) => T) {
    this.#Kind = Kind;
    this.#chunk = new Kind(FIRST_CHUNK);
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

  /** All values, in an array of their own that has just their length. */
  build(): T {
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
