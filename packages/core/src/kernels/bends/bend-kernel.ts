/** Parts of each line: ninths, rounded to whole pixels. */
export const BEND_PARTS = 9;

/** Bends of the luma across the lines of a picture. */
export interface Bends {
  /** For each ninth of the columns, from the top, a row of sums: column `x` in ninth `n` at `n * width + x`. The first and the last column are not to be read. */
  readonly across: Uint16Array;
  /** For each row the sums of its ninths, from the left: row `y` in ninth `n` at `9 * y + n`. The first and the last row are not to be read. */
  readonly down: Uint16Array;
}

/** Sums second differences. Every kernel gives the same whole numbers. */
export interface BendKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Measures a picture. Hot loop: no checks.
   * @param pixels - `width * height` bytes; only read.
   * @param cap - Largest bend that one pixel counts, grey levels, up to 16.
   * @returns Sums that the next call overwrites.
   */
  measure(pixels: Uint8Array, width: number, height: number, cap: number): Bends;
}
