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
  /** Means of the cells of the last entry. */
  #before = new Float64Array(0);

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
    const { width, height } = picture;
    let all = 0;
    for (const { sum, pixels } of sumsOf(picture, BRIGHTNESS_GRID)) {
      all += sum;
      this.#parts.push(eighths(sum / pixels));
    }
    if (this.#cells !== undefined || this.#rises !== undefined)
      this.#takeCells(sumsOf(picture, CELL_GRID).map(({ sum, pixels }) => sum / pixels));
    this.#timesMs.push(timeMs);
    this.#means.push(Math.round((256 * all) / (width * height)));
  }

  #takeCells(means: readonly number[]): void {
    for (const mean of means) this.#cells?.push(eighths(mean));
    if (this.#rises === undefined) return;
    const changes = means.map((mean, cell) => mean - (this.#before[cell] ?? mean));
    const usual = changes.reduce((sum, change) => sum + change, 0) / CELLS;
    for (let word = 0; word < RISE_WORDS; word++) {
      this.#rises.push(
        changes.slice(32 * word, 32 * (word + 1)).reduce((bits, change, bit) => bits | (Number(change > usual) << bit), 0) >>> 0,
      );
    }
    this.#before = Float64Array.from(means);
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

/** The sum over each part of a picture, a grid of so many rows and columns, row after row. */
function sumsOf(picture: LumaFrame, grid: number): { readonly sum: number; readonly pixels: number }[] {
  const edges = (length: number) => Array.from({ length: grid + 1 }, (_, part) => Math.round((part * length) / grid));
  const [across, down] = [edges(picture.width), edges(picture.height)];
  return Array.from({ length: grid ** 2 }, (_, part) => {
    const [row, column] = [Math.floor(part / grid), part % grid];
    const [left, right, top, bottom] = [across[column]!, across[column + 1]!, down[row]!, down[row + 1]!];
    return { sum: sumOf(picture, left, top, right, bottom), pixels: (right - left) * (bottom - top) };
  });
}

function sumOf({ width, pixels }: LumaFrame, left: number, top: number, right: number, bottom: number): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left; at < y * width + right; at++) sum += pixels[at]!;
  }
  return sum;
}
