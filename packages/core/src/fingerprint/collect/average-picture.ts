import type { LumaFrame } from '../../luma/luma-frame.ts';
import type { AveragePicture } from '../fingerprint.ts';

/**
 * Least pictures of an average, and how many follow before one like it may come again, as in a talk of two: each is about a sixteenth of it at most, so that none can be
 * made out. A minute of animation has 20 to 38, and a man who talks before a camera for three minutes has one.
 */
const FEWEST = 16;

/**
 * Cosine of the low frequencies of two pictures under which they are of different scenes: of unrelated pictures it is spread around nought, of neighbouring frames
 * it is nearly 1.
 */
const DIFFERENT = 0.5;

/**
 * Least time between two pictures, milliseconds: shots are seldom shorter. A studio's mark that flashes for four seconds would be ten pictures otherwise, and stand out of
 * the twenty of a short film.
 */
const INTERVAL_MS = 1000;

/** What is added up over distinct pictures, whose averages can be joined without the pictures. */
interface Sums {
  readonly side: number;
  readonly pictures: number;
  /** Sum of the luma at each pixel. */
  readonly luma: ArrayLike<number>;
  /** Sum of the squared length of the slope of luma at each pixel. */
  readonly slopes: ArrayLike<number>;
}

/** Averages the distinct pictures of one film as they come. */
export class AveragePictureBuilder {
  readonly #luma: Float64Array;
  readonly #slopes: Float64Array;
  readonly #side: number;
  /** Low frequencies of the last pictures taken, in a circle, and their squared lengths. */
  readonly #known: { readonly spectrum: Float64Array; readonly squares: number }[] = [];
  /** Place of the one that a picture was like last: most are like it again. */
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
   * Takes a picture of the active area, unless it is like one of the last taken or follows too soon.
   * @param spectrum - Its {@link lowFrequencies}.
   */
  take({ pixels }: LumaFrame, spectrum: Float64Array, timeMs: number): void {
    if (timeMs - this.#lastMs < INTERVAL_MS) return;
    const squares = product(spectrum, spectrum);
    if (this.#isKnown(spectrum, squares)) return;
    this.#likeliest = this.#pictures++ % FEWEST;
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

  /** Whether a picture is like one of the last taken. Asked for each frame, the first one that is like it is the answer. */
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

  /** The average, in arrays of its own; undefined of too few pictures. */
  build(): AveragePicture | undefined {
    return averageOf({ side: this.#side, pictures: this.#pictures, luma: this.#luma, slopes: this.#slopes });
  }
}

/**
 * The average of films of which each is there for a part of its pictures.
 * @param parts - What is known of each, and how much of it is there, 0 to 1. Those of another size than the first are left out.
 * @returns Undefined where too few pictures are there.
 */
export function joinAverages(parts: readonly { readonly average: AveragePicture; readonly share: number }[]): AveragePicture | undefined {
  const side = parts[0]?.average.side;
  if (side === undefined) return undefined;
  const [luma, slopes] = [new Float64Array(side * side), new Float64Array(side * side)];
  let pictures = 0;
  for (const { average, share } of parts) {
    if (average.side !== side) continue;
    const weight = average.pictures * share;
    pictures += weight;
    for (let at = 0; at < luma.length; at++) {
      luma[at]! += (weight * average.means[at]!) / 256;
      slopes[at]! += weight * ((average.spreads[at]! / 256) ** 2 + squaredSlope(average.means, at, side) / 65_536);
    }
  }
  return averageOf({ side, pictures, luma, slopes });
}

function averageOf({ side, pictures, luma, slopes }: Sums): AveragePicture | undefined {
  if (pictures < FEWEST) return undefined;
  const means = Uint16Array.from(luma, (sum) => Math.round((256 * sum) / pictures));
  // Of rounded means, so that what is read later and what is joined is of the same slope.
  const spreads = Uint16Array.from(slopes, (sum, at) =>
    Math.round(256 * Math.sqrt(Math.max(0, sum / pictures - squaredSlope(means, at, side) / 65_536))),
  );
  return { side, pictures: Math.round(pictures), means, spreads };
}

/** Squared length of the slope at a pixel; 0 on the edge, where it is not known. */
function squaredSlope(luma: ArrayLike<number>, at: number, side: number): number {
  const [x, y] = [at % side, Math.floor(at / side)];
  if (x === 0 || y === 0 || x === side - 1 || y === side - 1) return 0;
  return ((luma[at + 1]! - luma[at - 1]!) ** 2 + (luma[at + side]! - luma[at - side]!) ** 2) / 4;
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
