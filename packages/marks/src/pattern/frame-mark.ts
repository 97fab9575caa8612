import { axisOf, blendRow, type GridSize } from './grid.ts';
import { amplitudes, type CellFacts, measureCells } from './visibility.ts';

/** The least quality of a marked picture before it is encoded: peak signal to noise ratio of luma, dB. */
export const LEAST_QUALITY = 45;

/** Interpolation keeps two thirds of the root mean square of a grid of independent cells. */
const KEPT = 2 / 3;

/** The highest root mean square of a mark in a picture. The dither that carries fractions of a code value is part of what is left. */
const HIGHEST_RMS = 1.25;

/** Frames over which a mark rises at the start of its segment and falls at its end, so that nothing jumps. */
const RAMP = 2;

/** Adds marks to the frames of one film, in order. It owns its memory, which never grows. */
export class FrameMarker {
  readonly #width: number;
  readonly #height: number;
  readonly #grid: GridSize;
  readonly #across: ReturnType<typeof axisOf>;
  readonly #down: ReturnType<typeof axisOf>;
  readonly #dither: Float32Array;
  readonly #cells: Float32Array;
  readonly #row: Float32Array;
  #before: CellFacts | undefined;

  /** @param dither - Random bytes for the dither, a power of two of them. */
  constructor(width: number, height: number, grid: GridSize, dither: Uint8Array) {
    this.#width = width;
    this.#height = height;
    this.#grid = grid;
    this.#across = axisOf(grid.columns, width);
    this.#down = axisOf(grid.rows, height);
    this.#dither = Float32Array.from(dither, (byte) => (byte + 0.5) / 256);
    this.#cells = new Float32Array(grid.columns * grid.rows);
    this.#row = new Float32Array(grid.columns);
  }

  /**
   * Writes both versions of a luma plane.
   * @param pattern - The segment's pattern.
   * @param frame - Which frame of the segment it is, of `frames`.
   */
  mark(luma: Uint8Array, pattern: Float32Array, frame: number, frames: number, a: Uint8Array, b: Uint8Array): void {
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
    for (let at = 0; at < allowed.length; at++) this.#cells[at]! *= scale;
    this.#apply(luma, a, b);
  }

  #apply(luma: Uint8Array, a: Uint8Array, b: Uint8Array): void {
    const [width, row, dither] = [this.#width, this.#row, this.#dither];
    const { before, after, share } = this.#across;
    const mask = dither.length - 1;
    for (let y = 0; y < this.#height; y++) {
      blendRow(this.#cells, this.#grid.columns, this.#down, y, row);
      // The dither stands still, as film grain in a freeze frame: what moves is seen.
      const offset = (y * 2711) & mask;
      const line = y * width;
      for (let x = 0; x < width; x++) {
        const one = row[before[x]!]!;
        const value = one + share[x]! * (row[after[x]!]! - one);
        const level = luma[line + x]! + dither[(offset + x) & mask]!;
        const [added, taken] = [level + value, level - value];
        a[line + x] = Math.max(0, Math.min(255, added));
        b[line + x] = Math.max(0, Math.min(255, taken));
      }
    }
  }
}

/** The share of a mark in a frame of its segment. Short segments keep all of it. */
export function rampOf(frame: number, frames: number): number {
  if (frames < 4 * RAMP) return 1;
  return Math.min(1, (Math.min(frame, frames - 1 - frame) + 1) / (RAMP + 1));
}
