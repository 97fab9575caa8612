import type { LumaFrame } from '../../luma/luma-frame.ts';
import { type AveragePicture, averageOf, FEWEST_PICTURES } from '../sections/average-picture.ts';

/**
 * Cosine of two pictures' low frequencies below which they are of different scenes. Unrelated pictures are spread around zero; neighbouring
 * frames are close to 1.
 */
const DIFFERENT = 0.5;

/**
 * Shortest time between two pictures, milliseconds: shots are seldom shorter. Otherwise a studio logo that flashes for four seconds would
 * be ten of the twenty pictures of a short film.
 */
const INTERVAL_MS = 1000;

/** Averages the distinct pictures of one film as they come. */
export class AveragePictureBuilder {
  readonly #luma: Float64Array;
  readonly #slopes: Float64Array;
  readonly #side: number;
  /** Ring buffer: low frequencies of the last pictures taken, and their squared lengths. */
  readonly #known: { readonly spectrum: Float64Array; readonly squares: number }[] = [];
  /** Index of the one that the last picture was like. Most following pictures are like it too. */
  #likeliest = 0;
  #pictures = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @param side - Width and height of the pictures. */
  constructor(side: number) {
    this.#side = side;
    this.#luma = new Float64Array(side * side);
    this.#slopes = new Float64Array(side * side);
  }

  /**
   * Takes a picture of the active area, unless it is like one of the last ones or follows too soon.
   * @param spectrum - Its {@link lowFrequencies}.
   */
  take({ pixels }: LumaFrame, spectrum: Float64Array, timeMs: number): void {
    if (timeMs - this.#lastMs < INTERVAL_MS) return;
    const squares = product(spectrum, spectrum);
    if (this.#isKnown(spectrum, squares)) return;
    this.#likeliest = this.#pictures++ % FEWEST_PICTURES;
    this.#known[this.#likeliest] = { spectrum: spectrum.slice(), squares };
    this.#lastMs = timeMs;
    const [luma, slopes, side] = [this.#luma, this.#slopes, this.#side];
    for (let at = 0; at < luma.length; at++) luma[at]! += pixels[at]!;
    for (let y = 1; y < side - 1; y++) {
      for (let x = 1; x < side - 1; x++) {
        const at = y * side + x;
        slopes[at]! += ((pixels[at + 1]! - pixels[at - 1]!) ** 2 + (pixels[at + side]! - pixels[at - side]!) ** 2) / 4;
      }
    }
  }

  /** Whether a picture is like one of the last ones. It runs for each frame, so the first one that is like it decides. */
  #isKnown(spectrum: Float64Array, squares: number): boolean {
    const known = this.#known;
    for (let tried = 0; tried < known.length; tried++) {
      const at = (this.#likeliest + tried) % known.length;
      const other = known[at]!;
      if (!(product(spectrum, other.spectrum) / Math.sqrt(squares * other.squares) >= DIFFERENT)) continue;
      this.#likeliest = at;
      return true;
    }
    return false;
  }

  /** The average, in arrays of its own; undefined for too few pictures. */
  build(): AveragePicture | undefined {
    return averageOf({ side: this.#side, pictures: this.#pictures, luma: this.#luma, slopes: this.#slopes });
  }
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
