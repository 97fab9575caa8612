/** Linear interpolation from a grid to one axis of a picture. */
export interface GridAxis {
  /** The cell before each pixel. */
  readonly before: Int32Array;
  /** The cell after each pixel; the same one at the edges. */
  readonly after: Int32Array;
  /** The share of the cell after it. */
  readonly share: Float32Array;
}

/** Bits of the fractions of a code value. Whole numbers are several times as fast as floats. */
export const FRACTION_BITS = 12;

/** Adds a grid of cells to a picture, and subtracts it. Every kernel gives the same bytes. */
export interface MarkKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Writes both versions of a luma plane. Hot loop: no checks.
   * @param luma - Its bytes, row after row; only read.
   * @param cells - The grid in code values, row after row.
   * @param columns - Columns of the grid.
   * @param across - Where the columns of the picture lie in the grid, `down` its rows.
   * @param scale - Times which the cells are taken.
   * @param dither - Numbers below `2 ** FRACTION_BITS` that carry fractions of a code value, a power of two of them. A caller passes the
   * same array again and leaves it as it is.
   * @param a - Receives the picture with the grid added in its first bytes; `b` the one with it subtracted.
   * @returns The sum of squares of what `a` has beside the picture.
   */
  mark(
    luma: Uint8Array,
    cells: Float32Array,
    columns: number,
    across: GridAxis,
    down: GridAxis,
    scale: number,
    dither: Int16Array,
    a: Uint8Array,
    b: Uint8Array,
  ): number;
}

/** Where the dither of a row starts: it stands still, as film grain in a freeze frame, because what moves is seen. */
export function ditherStart(row: number, mask: number): number {
  return (row * 2711) & mask;
}

/** The share of the row of cells below, in parts of 256. */
export function partOf(share: number): number {
  return Math.round(share * 256);
}
