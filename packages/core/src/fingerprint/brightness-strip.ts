import { GrowingArray } from '../growing-array.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import { BRIGHTNESS_GRID, type Brightness, CELL_GRID } from './fingerprint.ts';

/** What is kept of the small cells of the picture: how bright they are, or which of them became brighter than the rest. */
export type KeptCells = 'levels' | 'rises';

const CELLS = CELL_GRID ** 2;
/** Words for one bit of each cell. */
const RISE_WORDS = CELLS / 32;

/** Collects the brightness of one film, in order of time: black and fades too, since they say where black is. */
export class BrightnessStrip {
  readonly #timesMs: GrowingArray<Uint32Array>;
  readonly #means: GrowingArray<Uint16Array>;
  readonly #parts: GrowingArray<Uint8Array>;
  readonly #cells: GrowingArray<Uint8Array> | undefined;
  readonly #rises: GrowingArray<Uint32Array> | undefined;

  readonly #intervalMs: number;
  readonly #partSums = new GridSums(BRIGHTNESS_GRID);
  readonly #cellSums = new GridSums(CELL_GRID);
  /** Means of the cells of the last entry. */
  readonly #before = new Float64Array(CELLS);
  /** What they changed by since the one before. */
  readonly #changes = new Float64Array(CELLS);

  /**
   * @param intervalMs - Least time between two entries, milliseconds.
   * @param kept - What is kept of the small cells.
   * @param expected - How many pictures are taken at most, where that is known. @defaultValue nobody knows
   */
  constructor(intervalMs: number, kept: KeptCells | undefined, expected = 0) {
    this.#intervalMs = intervalMs;
    this.#timesMs = new GrowingArray(Uint32Array, expected);
    this.#means = new GrowingArray(Uint16Array, expected);
    this.#parts = new GrowingArray(Uint8Array, expected * BRIGHTNESS_GRID ** 2);
    this.#cells = kept === 'levels' ? new GrowingArray(Uint8Array, expected * CELLS) : undefined;
    this.#rises = kept === 'rises' ? new GrowingArray(Uint32Array, expected * RISE_WORDS) : undefined;
  }

  /** Takes a picture of the active area; keeps the means of all of it and of its parts when the last one is long enough ago. */
  take(picture: LumaFrame, timeMs: number): void {
    if (this.#timesMs.length > 0 && timeMs - this.#timesMs.last < this.#intervalMs) return;
    // Loops without callbacks: those of a picture are gone before the engine's compiled code of them is of use.
    const parts = this.#partSums;
    parts.add(picture);
    let all = 0;
    for (let part = 0; part < parts.sums.length; part++) {
      all += parts.sums[part]!;
      this.#parts.push(eighths(parts.meanOf(part)));
    }
    if (this.#cells !== undefined || this.#rises !== undefined) this.#takeCells(picture);
    this.#timesMs.push(timeMs);
    this.#means.push(Math.round((256 * all) / (picture.width * picture.height)));
  }

  #takeCells(picture: LumaFrame): void {
    const cells = this.#cellSums;
    cells.add(picture);
    if (this.#cells !== undefined) for (let cell = 0; cell < CELLS; cell++) this.#cells.push(eighths(cells.meanOf(cell)));
    if (this.#rises === undefined) return;
    const [before, changes] = [this.#before, this.#changes];
    let usual = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      const mean = cells.meanOf(cell);
      changes[cell] = this.#timesMs.length === 0 ? 0 : mean - before[cell]!;
      usual += changes[cell]!;
      before[cell] = mean;
    }
    usual /= CELLS;
    for (let word = 0; word < RISE_WORDS; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) if (changes[32 * word + bit]! > usual) bits |= 1 << bit;
      this.#rises.push(bits >>> 0);
    }
  }

  /** The entries, in arrays of their own. */
  build(): Brightness {
    const [cells, rises] = [this.#cells?.build(), this.#rises?.build()];
    const [timesMs, means, parts] = [this.#timesMs.build(), this.#means.build(), this.#parts.build()];
    return { timesMs, means, parts, ...(cells && { cells }), ...(rises && { rises }) };
  }
}

/** A mean luma in eighths of a code, modulo 256. */
const eighths = (mean: number) => Math.round(8 * mean) & 0xff;

/** The sums over the parts of pictures of one size, a grid of so many rows and columns. */
class GridSums {
  /** The sum over each part, row after row. */
  readonly sums: Uint32Array;
  readonly #grid: number;
  /** Where the columns and the rows of parts begin, and where the last ones end. */
  #across: Uint32Array = new Uint32Array(0);
  #down: Uint32Array = new Uint32Array(0);

  constructor(grid: number) {
    this.#grid = grid;
    this.sums = new Uint32Array(grid ** 2);
  }

  /** Adds up a picture. */
  add({ width, height, pixels }: LumaFrame): void {
    const [grid, sums] = [this.#grid, this.sums];
    if (this.#across[grid] !== width || this.#down[grid] !== height)
      [this.#across, this.#down] = [edgesOf(width, grid), edgesOf(height, grid)];
    const [across, down] = [this.#across, this.#down];
    for (let row = 0, part = 0; row < grid; row++) {
      for (let column = 0; column < grid; column++, part++) {
        const [left, right] = [across[column]!, across[column + 1]!];
        let sum = 0;
        for (let y = down[row]!; y < down[row + 1]!; y++) {
          for (let at = y * width + left; at < y * width + right; at++) sum += pixels[at]!;
        }
        sums[part] = sum;
      }
    }
  }

  /** Mean of a part of the picture that was added up last. */
  meanOf(part: number): number {
    const [row, column] = [Math.floor(part / this.#grid), part % this.#grid];
    const columns = this.#across[column + 1]! - this.#across[column]!;
    return this.sums[part]! / (columns * (this.#down[row + 1]! - this.#down[row]!));
  }
}

function edgesOf(length: number, grid: number): Uint32Array {
  return Uint32Array.from({ length: grid + 1 }, (_, part) => Math.round((part * length) / grid));
}
