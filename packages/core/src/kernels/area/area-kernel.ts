/**
 * Which samples each output sample covers along one axis: those between its first and last one, and parts of these two. Each entry has four
 * numbers of 32 bits, little-endian: first and last sample as u32, their weights as f32.
 */
export interface Cover {
  /** The entries as whole numbers: the first sample of output `i` at `4 * i`, the last one at `4 * i + 1`. */
  readonly samples: Uint32Array;
  /** The same bytes as weights: of the first sample at `4 * i + 2`, of the last one at `4 * i + 3`, which is 0 when it is the first. */
  readonly weights: Float32Array;
  /** Weight of each sample between them. The weights of one output sample add up to 1. */
  readonly innerWeight: number;
}

/** Scales pictures by area averaging. Every kernel does the same operations in the same order on singles: results are equal to the last bit. */
export interface AreaKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Scales a picture, or an area of it: down the rows first, then along them. Hot loop: no checks, no allocation.
   * @param pixels - The picture; only read.
   * @param width - Pixels in one of its rows.
   * @param columns - Which of its columns each column of the result covers.
   * @param rows - Which of its rows each row of the result covers.
   * @param scaled - Receives a byte for each pair of a row and a column.
   */
  scale(pixels: Uint8Array, width: number, columns: Cover, rows: Cover, scaled: Uint8Array): void;
}
