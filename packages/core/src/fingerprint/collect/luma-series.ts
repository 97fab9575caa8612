import { GrowingArray } from '../../growing-array.ts';
import { GridMeans } from '../../luma/grid-means.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';
import { COARSE_LUMA_GRID, FINE_LUMA_GRID } from '../sections/luma-grids.ts';
import type { LumaSeries } from '../sections/luma-series.ts';

/** What is kept of the fine grid: mean lumas, or luma-change signs. */
export type KeptFineGrid = 'means' | 'change-signs';

const CELLS = FINE_LUMA_GRID ** 2;
/** Words for one bit of each cell. */
const SIGN_WORDS = CELLS / 32;

/** Collects the luma series of one film, in order of time. Black and fades count too, because the series shows where they are. */
export class LumaSeriesBuilder {
  readonly #timesMs: GrowingArray<Uint32Array>;
  readonly #means: GrowingArray<Uint16Array>;
  readonly #coarse: GrowingArray<Uint8Array>;
  readonly #fine: GrowingArray<Uint8Array> | undefined;
  readonly #signs: GrowingArray<Uint32Array> | undefined;

  readonly #intervalMs: number;
  readonly #coarseOf = new GridMeans(COARSE_LUMA_GRID);
  readonly #fineOf = new GridMeans(FINE_LUMA_GRID);
  /** Means of the cells of the last entry. */
  readonly #before = new Float64Array(CELLS);
  /** Their changes since the entry before. */
  readonly #changes = new Float64Array(CELLS);

  /**
   * @param intervalMs - Shortest time between two entries, milliseconds.
   * @param kept - What is kept of the fine grid.
   * @param expected - Most pictures that are taken, when known. @defaultValue unknown
   */
  constructor(intervalMs: number, kept: KeptFineGrid | undefined, expected = 0) {
    this.#intervalMs = intervalMs;
    this.#timesMs = new GrowingArray(Uint32Array, expected);
    this.#means = new GrowingArray(Uint16Array, expected);
    this.#coarse = new GrowingArray(Uint8Array, expected * COARSE_LUMA_GRID ** 2);
    this.#fine = kept === 'means' ? new GrowingArray(Uint8Array, expected * CELLS) : undefined;
    this.#signs = kept === 'change-signs' ? new GrowingArray(Uint32Array, expected * SIGN_WORDS) : undefined;
  }

  /** Takes a picture of the active area. Keeps its means when the last entry is long enough ago. */
  take(picture: LumaFrame, timeMs: number): void {
    if (this.#timesMs.length > 0 && timeMs - this.#timesMs.last < this.#intervalMs) return;
    // Loops without callbacks: the engine discards compiled callbacks between pictures.
    const { sums, means } = this.#coarseOf.measure(picture);
    let all = 0;
    for (let part = 0; part < means.length; part++) {
      all += sums[part]!;
      this.#coarse.push(eighths(means[part]!));
    }
    if (this.#fine !== undefined || this.#signs !== undefined) this.#takeFineGrid(picture);
    this.#timesMs.push(timeMs);
    this.#means.push(Math.round((256 * all) / (picture.width * picture.height)));
  }

  #takeFineGrid(picture: LumaFrame): void {
    const { means } = this.#fineOf.measure(picture);
    if (this.#fine !== undefined) for (let cell = 0; cell < CELLS; cell++) this.#fine.push(eighths(means[cell]!));
    if (this.#signs === undefined) return;
    const [before, changes] = [this.#before, this.#changes];
    let usual = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      changes[cell] = this.#timesMs.length === 0 ? 0 : means[cell]! - before[cell]!;
      usual += changes[cell]!;
    }
    before.set(means);
    usual /= CELLS;
    for (let word = 0; word < SIGN_WORDS; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) if (changes[32 * word + bit]! > usual) bits |= 1 << bit;
      this.#signs.push(bits >>> 0);
    }
  }

  /** The entries, in arrays of their own. */
  build(): LumaSeries {
    const [fineGrid, changeSigns] = [this.#fine?.build(), this.#signs?.build()];
    const [timesMs, means, coarseGrid] = [this.#timesMs.build(), this.#means.build(), this.#coarse.build()];
    return { timesMs, means, coarseGrid, ...(fineGrid && { fineGrid }), ...(changeSigns && { changeSigns }) };
  }
}

/** A mean luma in eighths of a code, modulo 256. */
const eighths = (mean: number) => Math.round(8 * mean) & 0xff;
