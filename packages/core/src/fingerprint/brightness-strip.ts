import { GrowingArray } from '../growing-array.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import { BRIGHTNESS_GRID, type Brightness } from './fingerprint.ts';

/** Collects the brightness of one film, in order of time: black and fades too, since they say where black is. */
export class BrightnessStrip {
  readonly #timesMs: GrowingArray<Uint32Array>;
  readonly #means: GrowingArray<Uint16Array>;
  readonly #parts: GrowingArray<Uint8Array>;

  readonly #intervalMs: number;

  /**
   * @param intervalMs - Least time between two entries, milliseconds.
   * @param expected - How many pictures are taken at most, where that is known. @defaultValue nobody knows
   */
  constructor(intervalMs: number, expected = 0) {
    this.#intervalMs = intervalMs;
    this.#timesMs = new GrowingArray(Uint32Array, expected);
    this.#means = new GrowingArray(Uint16Array, expected);
    this.#parts = new GrowingArray(Uint8Array, expected * BRIGHTNESS_GRID ** 2);
  }

  /** Takes a picture of the active area; keeps the means of all of it and of its parts when the last one is long enough ago. */
  take(picture: LumaFrame, timeMs: number): void {
    if (this.#timesMs.length > 0 && timeMs - this.#timesMs.last < this.#intervalMs) return;
    const { width, height } = picture;
    let all = 0;
    for (let row = 0; row < BRIGHTNESS_GRID; row++) {
      const [top, bottom] = [edgeOf(row, height), edgeOf(row + 1, height)];
      for (let column = 0; column < BRIGHTNESS_GRID; column++) {
        const [left, right] = [edgeOf(column, width), edgeOf(column + 1, width)];
        const sum = sumOf(picture, left, top, right, bottom);
        all += sum;
        this.#parts.push(Math.round((8 * sum) / ((right - left) * (bottom - top))) & 0xff);
      }
    }
    this.#timesMs.push(timeMs);
    this.#means.push(Math.round((256 * all) / (width * height)));
  }

  /** The entries, in arrays of their own. */
  build(): Brightness {
    return { timesMs: this.#timesMs.build(), means: this.#means.build(), parts: this.#parts.build() };
  }
}

/** Where a row or column of the grid begins, pixels. */
function edgeOf(part: number, pixels: number): number {
  return Math.round((part * pixels) / BRIGHTNESS_GRID);
}

function sumOf({ width, pixels }: LumaFrame, left: number, top: number, right: number, bottom: number): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left; at < y * width + right; at++) sum += pixels[at]!;
  }
  return sum;
}
