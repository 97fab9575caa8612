/** Directions that vectors of integers are projected on. */
export interface Projections {
  /** Values of a vector, and of each row: a multiple of eight. */
  readonly length: number;
  /** A row for each direction, row after row. The number of rows is a multiple of 32. */
  readonly matrix: Int16Array;
  /** One for each row. */
  readonly thresholds: Int32Array;
}

/** Tells for each of many directions whether a vector goes further along it than a threshold. Every kernel gives the same bits. */
export interface SignsKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Writes one bit for each row of the matrix: whether its product with the vector is greater than its threshold. Hot loop: no checks.
   * @param values - The vector. No product may leave 32 bits.
   * @param words - Receives a word for each 32 rows. The first row is the lowest bit.
   * @param at - Number of the first word.
   */
  signs(values: Int16Array, words: Uint32Array, at: number): void;
}
