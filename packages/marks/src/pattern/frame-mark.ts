import { axisOf, type GridSize } from './grid.ts';
import { amplitudes, type CellFacts, measureCells } from './visibility.ts';

/** The least quality of a marked picture before it is encoded: peak signal to noise ratio of luma, dB. */
export const LEAST_QUALITY = 45;

/** Interpolation keeps two thirds of the root mean square of a grid of independent cells. */
const KEPT = 2 / 3;

/** The highest root mean square of a mark in a picture. The dither that carries fractions of a code value is part of what is left. */
const HIGHEST_RMS = 1.25;

/** Frames over which a mark rises at the start of its segment and falls at its end, so that nothing jumps. */
const RAMP = 2;

/** Fractions of a code value are whole numbers of this many bits: whole numbers are several times as fast. */
const BITS = 12;

/** Adds marks to the frames of one film, in order. It owns its memory, which never grows. */
export class FrameMarker {
  readonly #width: number;
  readonly #height: number;
  readonly #grid: GridSize;
  readonly #across: ReturnType<typeof axisOf>;
  readonly #down: ReturnType<typeof axisOf>;
  readonly #dither: Int32Array;
  readonly #cells: Float32Array;
  /** The rows of the grid, each as wide as the picture, in parts of a code value. */
  readonly #wide: Int32Array;
  #before: CellFacts | undefined;

  /** @param dither - Random bytes for the dither, a power of two of them. */
  constructor(width: number, height: number, grid: GridSize, dither: Uint8Array) {
    this.#width = width;
    this.#height = height;
    this.#grid = grid;
    this.#across = axisOf(grid.columns, width);
    this.#down = axisOf(grid.rows, height);
    this.#dither = Int32Array.from(dither, (byte) => (byte + 0.5) * 2 ** (BITS - 8));
    this.#cells = new Float32Array(grid.columns * grid.rows);
    this.#wide = new Int32Array(width * grid.rows);
  }

  /**
   * Writes both versions of a luma plane.
   * @param pattern - The segment's pattern.
   * @param frame - Which frame of the segment it is, of `frames`.
   * @param a - Takes version A in its first `width` × `height` bytes, and `b` version B.
   * @returns The mean square of what version A has beside the plane, in code values.
   */
  mark(luma: Uint8Array, pattern: Float32Array, frame: number, frames: number, a: Uint8Array, b: Uint8Array): number {
    const facts = measureCells(luma, this.#width, this.#height, this.#grid);
    const allowed = amplitudes(facts, this.#grid, this.#before);
    this.#before = facts;
    let power = 0;
    for (let at = 0; at < allowed.length; at++) {
      const cell = allowed[at]! * pattern[at]!;
      this.#cells[at] = cell;
      power += cell * cell;
    }
    const rms = KEPT * Math.sqrt(power / allowed.length);
    const scale = Math.min(1, HIGHEST_RMS / rms) * rampOf(frame, frames);
    this.#widen(scale * 2 ** BITS);
    return this.#apply(luma, a, b) / (this.#width * this.#height);
  }

  /** Interpolates each row of the grid to the picture's width. */
  #widen(scale: number): void {
    const [width, wide, cells, columns] = [this.#width, this.#wide, this.#cells, this.#grid.columns];
    const { before, after, share } = this.#across;
    for (let row = 0; row < this.#grid.rows; row++) {
      const [line, from] = [row * width, row * columns];
      for (let x = 0; x < width; x++) {
        const one = cells[from + before[x]!]!;
        wide[line + x] = Math.round(scale * (one + share[x]! * (cells[from + after[x]!]! - one)));
      }
    }
  }

  #apply(luma: Uint8Array, a: Uint8Array, b: Uint8Array): number {
    const [width, wide, dither] = [this.#width, this.#wide, this.#dither];
    const { before, after, share } = this.#down;
    const mask = dither.length - 1;
    let squares = 0;
    for (let y = 0; y < this.#height; y++) {
      // The dither stands still, as film grain in a freeze frame: what moves is seen.
      const offset = (y * 2711) & mask;
      const line = y * width;
      const [above, below] = [before[y]! * width, after[y]! * width];
      const part = Math.round(share[y]! * 256);
      for (let x = 0; x < width; x++) {
        const one = wide[above + x]!;
        const value = one + (((wide[below + x]! - one) * part) >> 8);
        const own = luma[line + x]!;
        const level = (own << BITS) + dither[(offset + x) & mask]!;
        let added = (level + value) >> BITS;
        let taken = (level - value) >> BITS;
        if (added >>> 0 > 255) added = added < 0 ? 0 : 255;
        if (taken >>> 0 > 255) taken = taken < 0 ? 0 : 255;
        a[line + x] = added;
        b[line + x] = taken;
        squares += (added - own) * (added - own);
      }
    }
    return squares;
  }
}

/** The share of a mark in a frame of its segment. Short segments keep all of it. */
export function rampOf(frame: number, frames: number): number {
  if (frames < 4 * RAMP) return 1;
  return Math.min(1, (Math.min(frame, frames - 1 - frame) + 1) / (RAMP + 1));
}
