import { createWasmMark, type GridAxis, type MarkKernel, plainMark } from '@streetdate/core/internal';
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

/** Adds marks to the frames of one film, in order. It owns its memory, which never grows. */
export class FrameMarker {
  readonly #width: number;
  readonly #height: number;
  readonly #grid: GridSize;
  readonly #across: GridAxis;
  readonly #down: GridAxis;
  readonly #dither: Int16Array;
  readonly #cells: Float32Array;
  readonly #kernel: MarkKernel;
  #before: CellFacts | undefined;

  /**
   * @param dither - Random bytes for the dither, a power of two of them.
   * @param kernel - Adds and subtracts the mark. @defaultValue WebAssembly where it runs, else the plain one
   */
  constructor(width: number, height: number, grid: GridSize, dither: Uint8Array, kernel: MarkKernel = createWasmMark() ?? plainMark) {
    this.#width = width;
    this.#height = height;
    this.#grid = grid;
    this.#across = axisOf(grid.columns, width);
    this.#down = axisOf(grid.rows, height);
    this.#dither = Int16Array.from(dither, (byte) => (byte + 0.5) * 16);
    this.#cells = new Float32Array(grid.columns * grid.rows);
    this.#kernel = kernel;
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
    const { columns } = this.#grid;
    const squares = this.#kernel.mark(luma, this.#cells, columns, this.#across, this.#down, scale, this.#dither, a, b);
    return squares / (this.#width * this.#height);
  }
}

/** The share of a mark in a frame of its segment. Short segments keep all of it. */
export function rampOf(frame: number, frames: number): number {
  if (frames < 4 * RAMP) return 1;
  return Math.min(1, (Math.min(frame, frames - 1 - frame) + 1) / (RAMP + 1));
}
