import { GrowingArray } from '../../growing-array.ts';
import { GridMeans } from '../../luma/grid-means.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';
import { COARSE_LUMA_GRID, FINE_LUMA_GRID, type LumaSeries } from '../fingerprint.ts';

/** What is kept of the fine grid: mean lumas, or luma-change signs. */
export type KeptCells = 'levels' | 'rises';

const CELLS = FINE_LUMA_GRID ** 2;
/** Words for one bit of each cell. */
const RISE_WORDS = CELLS / 32;

/** Collects the luma series of one film, in order of time. Black and fades count too, because the series shows where they are. */
export class BrightnessStrip {
  readonly #timesMs: GrowingArray<Uint32Array>;
  readonly #means: GrowingArray<Uint16Array>;
  readonly #parts: GrowingArray<Uint8Array>;
  readonly #cells: GrowingArray<Uint8Array> | undefined;
  readonly #rises: GrowingArray<Uint32Array> | undefined;

  readonly #intervalMs: number;
  readonly #partsOf = new GridMeans(COARSE_LUMA_GRID);
  readonly #cellsOf = new GridMeans(FINE_LUMA_GRID);
  /** Means of the cells of the last entry. */
  readonly #before = new Float64Array(CELLS);
  /** Their changes since the entry before. */
  readonly #changes = new Float64Array(CELLS);

  /**
   * @param intervalMs - Shortest time between two entries, milliseconds.
   * @param kept - What is kept of the fine grid.
   * @param expected - Most pictures that are taken, when known. @defaultValue unknown
   */
  constructor(intervalMs: number, kept: KeptCells | undefined, expected = 0) {
    this.#intervalMs = intervalMs;
    this.#timesMs = new GrowingArray(Uint32Array, expected);
    this.#means = new GrowingArray(Uint16Array, expected);
    this.#parts = new GrowingArray(Uint8Array, expected * COARSE_LUMA_GRID ** 2);
    this.#cells = kept === 'levels' ? new GrowingArray(Uint8Array, expected * CELLS) : undefined;
    this.#rises = kept === 'rises' ? new GrowingArray(Uint32Array, expected * RISE_WORDS) : undefined;
  }

  /** Takes a picture of the active area. Keeps its means when the last entry is long enough ago. */
  take(picture: LumaFrame, timeMs: number): void {
    if (this.#timesMs.length > 0 && timeMs - this.#timesMs.last < this.#intervalMs) return;
    // Loops without callbacks: the engine discards compiled callbacks between pictures.
    const { sums, means } = this.#partsOf.measure(picture);
    let all = 0;
    for (let part = 0; part < means.length; part++) {
      all += sums[part]!;
      this.#parts.push(eighths(means[part]!));
    }
    if (this.#cells !== undefined || this.#rises !== undefined) this.#takeCells(picture);
    this.#timesMs.push(timeMs);
    this.#means.push(Math.round((256 * all) / (picture.width * picture.height)));
  }

  #takeCells(picture: LumaFrame): void {
    const { means } = this.#cellsOf.measure(picture);
    if (this.#cells !== undefined) for (let cell = 0; cell < CELLS; cell++) this.#cells.push(eighths(means[cell]!));
    if (this.#rises === undefined) return;
    const [before, changes] = [this.#before, this.#changes];
    let usual = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      changes[cell] = this.#timesMs.length === 0 ? 0 : means[cell]! - before[cell]!;
      usual += changes[cell]!;
    }
    before.set(means);
    usual /= CELLS;
    for (let word = 0; word < RISE_WORDS; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) if (changes[32 * word + bit]! > usual) bits |= 1 << bit;
      this.#rises.push(bits >>> 0);
    }
  }

  /** The entries, in arrays of their own. */
  build(): LumaSeries {
    const [cells, rises] = [this.#cells?.build(), this.#rises?.build()];
    const [timesMs, means, parts] = [this.#timesMs.build(), this.#means.build(), this.#parts.build()];
    return { timesMs, means, coarseGrid: parts, ...(cells && { fineGrid: cells }), ...(rises && { changeSigns: rises }) };
  }
}

/** A mean luma in eighths of a code, modulo 256. */
const eighths = (mean: number) => Math.round(8 * mean) & 0xff;
