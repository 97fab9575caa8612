/** Parts that each line is cut into: ninths, rounded to whole pixels. */
export const BEND_PARTS = 9;

/** How bent the luma is across the lines of a picture. */
export interface Bends {
  /** For each ninth of the columns, from the top, a row of sums: column `x` in ninth `n` at `n * width + x`. The first and the last column are not to be read. */
  readonly across: Uint16Array;
  /** For each row the sums of its ninths, from the left: row `y` in ninth `n` at `9 * y + n`. The first and the last row are not to be read. */
  readonly down: Uint16Array;
}

/** Sums second differences. Every kernel gives the same whole numbers. */
export interface BendKernel {
  /** What it runs on: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Measures a picture. Hot loop: no checks.
   * @param pixels - `width * height` bytes; only read.
   * @param cap - The most that one pixel counts, grey levels, to 16.
   * @returns Sums that the next call writes over.
   */
  measure(pixels: Uint8Array, width: number, height: number, cap: number): Bends;
}
