import { boxMean, type Picture } from '../read/picture.ts';
import { solve } from '../read/solve.ts';

/** Side of the blocks in which two choices are compared, pixels. */
const BLOCK = 16;

/** Root mean square of a block's difference from which on two choices differ there, luma of 0 to 255: coding noise stays below. */
const LEAST_DIFFERENCE = 8;

/**
 * Where two choices differ: their blocks and the ones around, as a mask of pixels. Coding noise is no difference.
 * @returns Undefined where they are alike.
 */
export function differenceMask(one: Picture, other: Picture): Uint8Array | undefined {
  const { width, height } = one;
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const energies = new Float64Array(columns * rows);
  const counts = new Int32Array(columns * rows);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x++, at++) {
      const block = row + Math.floor(x / BLOCK);
      energies[block]! += (one.pixels[at]! - other.pixels[at]!) ** 2;
      counts[block]!++;
    }
  }
  const differs = energies.map((energy, block) => (energy >= LEAST_DIFFERENCE ** 2 * counts[block]! ? 1 : 0));
  if (!differs.includes(1)) return undefined;
  const mask = new Uint8Array(width * height);
  for (let block = 0; block < differs.length; block++) {
    if (differs[block] === 0) continue;
    const [left, top] = [(block % columns) * BLOCK - BLOCK / 2, Math.floor(block / columns) * BLOCK - BLOCK / 2];
    for (let y = Math.max(0, top); y < Math.min(height, top + 2 * BLOCK); y++)
      mask.fill(1, y * width + Math.max(0, left), y * width + Math.min(width, left + 2 * BLOCK));
  }
  return mask;
}

/** Unknowns of {@link predictChoices}: the picture, its means over 3 × 3 and 7 × 7 pixels, and an offset. */
const UNKNOWNS = 4;

/**
 * What each choice would look like in the copy: blurred, with its contrast and brightness. All are changed alike, as fits the choice that explains
 * the frame best.
 * @param shown - The copy's frame in the place of the choices' frames; below 0 where it shows nothing.
 * @returns For each choice its luma; undefined where nothing fits.
 */
export function predictChoices(shown: Picture, choices: readonly Picture[]): Float32Array[] | undefined {
  const layers = choices.map((choice) => [choice.pixels, boxMean(choice, 1), boxMean(choice, 3)] as const);
  let [least, best] = [Number.POSITIVE_INFINITY, undefined as Float64Array | undefined];
  for (const each of layers) {
    const fitted = fitLayers(shown, each);
    if (fitted !== undefined && fitted.rest < least) [least, best] = [fitted.rest, fitted.factors];
  }
  if (best === undefined) return undefined;
  const [own, near, far, offset] = best;
  return layers.map(([pixels, small, large]) =>
    Float32Array.from(pixels, (pixel, at) => own! * pixel + near! * small[at]! + far! * large[at]! + offset!),
  );
}

/** Least squares. @returns The factors and the mean square of what is left. */
function fitLayers({ pixels }: Picture, layers: readonly [Float32Array, Float32Array, Float32Array]) {
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const row = new Float64Array(UNKNOWNS);
  row[3] = 1;
  let [count, square] = [0, 0];
  for (let at = 0; at < pixels.length; at += 2) {
    const value = pixels[at]!;
    if (value < 0) continue;
    count++;
    square += value * value;
    for (let layer = 0; layer < 3; layer++) row[layer] = layers[layer]![at]!;
    for (let i = 0; i < UNKNOWNS; i++) {
      right[i]! += row[i]! * value;
      for (let j = 0; j <= i; j++) matrix[i * UNKNOWNS + j]! += row[i]! * row[j]!;
    }
  }
  if (count < 500) return undefined;
  for (let i = 0; i < UNKNOWNS; i++) matrix[i * UNKNOWNS + i]! += 1e-3 * count;
  const factors = right.slice();
  if (!solve(matrix, factors, UNKNOWNS)) return undefined;
  const gain = factors[0]! + factors[1]! + factors[2]!;
  const explained = factors.reduce((sum, factor, at) => sum + factor * right[at]!, 0);
  return gain > 0.1 ? { factors, rest: (square - explained) / count } : undefined;
}

/** How a copy lies between two choices, over all frames that were weighed. */
export interface PairReading {
  /** 1 where the copy shows the first choice, -1 where it shows the second. */
  readonly ratio: number;
  /** Standard deviation of it, by the difference laid over the same frames at other places and moments. */
  readonly noise: number;
  /** Share of the difference, by blocks of frames, by its sign and by frames, that leans as the whole does; the least of these. */
  readonly agreement: number;
  /** Share of the difference in blocks of frames where the copy shows something else than the choice to which it leans. */
  readonly elsewise: number;
  /** Energy of what is left beside that choice where both differ, as a share of the difference's. */
  readonly rest: number;
  /** What coding, blur and registration leave of such edges in this copy, as a share of the difference's energy; 0 where that is not known. */
  readonly usualRest: number;
  /** Share of the difference that lies in the copy's picture. */
  readonly shown: number;
  /** Frames that were weighed. */
  readonly frames: number;
}

/** Lowest noise: registration, blur and moment are never known exactly. */
const LEAST_NOISE = 0.15;

/** What is read where the copy's picture ends before the difference. */
const NOTHING_SHOWN: Omit<PairReading, 'frames'> = {
  ratio: 0,
  noise: LEAST_NOISE,
  agreement: 0,
  elsewise: 1,
  rest: 1,
  usualRest: 0,
  shown: 0,
};

/** Pixels whose mean is taken from difference and rest: light may fall unevenly. */
const REACH = 12;

/** Where the difference is laid to measure the noise, in fractions of the picture. */
const SHIFTS = [
  [1 / 2, 0],
  [0, 1 / 2],
  [1 / 2, 1 / 2],
  [1 / 4, 1 / 3],
  [3 / 4, 1 / 3],
  [1 / 4, 2 / 3],
  [3 / 4, 2 / 3],
  [1 / 3, 1 / 5],
] as const;

/** Correlates a copy with the difference of two choices, frame by frame. */
export class PairSums {
  #frames = 0;
  #sum = 0;
  #energy = 0;
  #shown = 0;
  #hidden = 0;
  /** Energy of the difference in all blocks, in those that lean to the first choice, and in those that show neither the first nor the second. */
  readonly #blocks = { all: 0, first: 0, elsewise: [0, 0], rests: [0, 0] };
  /** Pixels where the choices differ, and the energy of their edges there. */
  #pixels = 0;
  #edges = 0;
  readonly #bySign = [
    { sum: 0, energy: 0 },
    { sum: 0, energy: 0 },
  ];
  readonly #ofFrames: { readonly sum: number; readonly energy: number }[] = [];
  readonly #decoys = new Float64Array(SHIFTS.length);
  #earlier: Float32Array | undefined;

  /**
   * Adds a frame.
   * @param shown - The copy's luma in the place of the choices; below 0 where it shows nothing.
   * @param mask - Where the choices differ.
   */
  add(shown: Picture, one: Float32Array, other: Float32Array, mask: Uint8Array): void {
    const { width, height, pixels } = shown;
    const known = Float32Array.from(pixels, (value) => (value < 0 ? 0 : 1));
    const shares = boxMean({ width, height, pixels: known }, REACH);
    const flat = (values: Float32Array) => {
      const means = boxMean({ width, height, pixels: values }, REACH);
      return values.map((value, at) => (known[at] === 0 ? 0 : value - means[at]! / shares[at]!));
    };
    const difference = flat(one.map((value, at) => (known[at] === 0 || mask[at] === 0 ? 0 : value - other[at]!)));
    const beside = flat(one.map((value, at) => (known[at] === 0 ? 0 : pixels[at]! - (value + other[at]!) / 2)));
    let [sum, energy] = [0, 0];
    const columns = Math.ceil(width / BLOCK);
    const blocks = Array.from({ length: columns * Math.ceil(height / BLOCK) }, () => ({ sum: 0, energy: 0, beside: 0 }));
    for (let y = 0, at = 0; y < height; y++) {
      const row = Math.floor(y / BLOCK) * columns;
      for (let x = 0; x < width; x++, at++) {
        const own = difference[at]!;
        if (mask[at] === 1) {
          if (known[at] === 0) this.#hidden += (one[at]! - other[at]!) ** 2;
          else this.#shown += (one[at]! - other[at]!) ** 2;
          const block = blocks[row + Math.floor(x / BLOCK)]!;
          block.sum += own * beside[at]!;
          block.energy += own * own;
          block.beside += beside[at]! ** 2;
        }
        if (own === 0) continue;
        const [product, square] = [own * beside[at]!, own * own];
        const ofSign = this.#bySign[own > 0 ? 1 : 0]!;
        ofSign.sum += product;
        ofSign.energy += square;
        sum += product;
        energy += square;
      }
    }
    for (const { sum, energy, beside } of blocks) {
      this.#blocks.all += energy;
      if (sum > 0) this.#blocks.first += energy;
      // What is left beside the first choice is beside − d / 2, beside the second beside + d / 2.
      for (const [at, sign] of [1, -1].entries()) {
        const rest = beside + energy / 4 - sign * sum;
        this.#blocks.rests[at]! += rest;
        if (rest > energy / 2) this.#blocks.elsewise[at]! += energy;
      }
    }
    const mean = { width, height, pixels: one.map((value, at) => (value + other[at]!) / 2) };
    this.#edges += edgesOf(mean, (at) => mask[at] === 1 && known[at] === 1);
    for (let at = 0; at < mask.length; at++) if (mask[at] === 1 && known[at] === 1) this.#pixels++;
    this.#frames++;
    this.#sum += sum;
    this.#energy += energy;
    this.#ofFrames.push({ sum, energy });
    if (energy === 0) return;
    const rest = beside.map((value, at) => value - (sum / energy) * difference[at]!);
    for (const [at, [right, down]] of SHIFTS.entries()) {
      // Every second one is of an earlier moment, too.
      const laid = at % 2 === 0 ? difference : (this.#earlier ?? difference);
      this.#decoys[at]! += shiftedProduct(rest, laid, width, height, right, down);
    }
    if (this.#frames % 8 === 1) this.#earlier = difference;
  }

  /** Energy of the difference in a frame, on average; 0 where the choices are alike. */
  get energyOfFrame(): number {
    return this.#frames === 0 ? 0 : this.#blocks.all / this.#frames;
  }

  /**
   * What the frames tell; undefined where the choices are alike in all of them.
   * @param besides - What is left of the copy beside a film that it shows, on each side of the canary.
   */
  read(besides: readonly UsualRest[] = []): PairReading | undefined {
    const { all, first, elsewise, rests } = this.#blocks;
    if (!(all > 0)) return this.#hidden > 0 ? { ...NOTHING_SHOWN, frames: this.#frames } : undefined;
    const ratio = (2 * this.#sum) / this.#energy;
    const square = this.#decoys.reduce((all, decoy) => all + ((2 * decoy) / this.#energy) ** 2, 0) / this.#decoys.length;
    const agreeing = (sums: readonly { readonly sum: number; readonly energy: number }[]) =>
      sums.reduce((all, { sum, energy }) => all + (sum * ratio > 0 ? energy : 0), 0) / this.#energy;
    return {
      ratio,
      noise: Math.max(LEAST_NOISE, Math.sqrt(square)),
      agreement: Math.min((ratio > 0 ? first : all - first) / all, agreeing(this.#bySign), agreeing(this.#ofFrames)),
      elsewise: elsewise[ratio > 0 ? 0 : 1]! / all,
      rest: rests[ratio > 0 ? 0 : 1]! / all,
      usualRest: usualRestOf(besides, this.#edges, this.#pixels) / all,
      shown: this.#shown / (this.#shown + this.#hidden),
      frames: this.#frames,
    };
  }
}

/** Energy that is left of a copy beside a film that it shows. */
export interface UsualRest {
  /** For each energy of the film's edges: blur and registration. */
  readonly ofEdges: number;
  /** For each pixel: noise. */
  readonly ofPixels: number;
}

/** Where a side shows something else in the copy, more is left there: the side where less is counts. */
function usualRestOf(besides: readonly UsualRest[], edges: number, pixels: number): number {
  if (besides.length === 0) return 0;
  return Math.min(...besides.map(({ ofEdges, ofPixels }) => Math.max(ofEdges * edges, ofPixels * pixels)));
}

/** Adds up what is left of a copy beside a film that it shows. */
export class RestSums {
  #rest = 0;
  #edges = 0;
  #pixels = 0;

  /** Adds a frame. @param film - What the film would look like in the copy. */
  add({ width, height, pixels }: Picture, film: Float32Array): void {
    const known = Float32Array.from(pixels, (value) => (value < 0 ? 0 : 1));
    const left = film.map((value, at) => (known[at] === 0 ? 0 : pixels[at]! - value));
    const [means, shares] = [boxMean({ width, height, pixels: left }, REACH), boxMean({ width, height, pixels: known }, REACH)];
    for (const [at, value] of left.entries()) {
      if (known[at] === 0) continue;
      this.#rest += (value - means[at]! / shares[at]!) ** 2;
      this.#pixels++;
    }
    this.#edges += edgesOf({ width, height, pixels: film }, (at) => known[at] === 1);
  }

  /** Energy that is left, beyond what the copy leaves where it shows the film. @param besides - That, on each side of the canary. */
  beyond(besides: readonly UsualRest[]): number {
    return this.#rest - usualRestOf(besides, this.#edges, this.#pixels);
  }

  /** Undefined where nothing was added. */
  read(): UsualRest | undefined {
    return this.#edges > 0 ? { ofEdges: this.#rest / this.#edges, ofPixels: this.#rest / this.#pixels } : undefined;
  }
}

/** Σ of the squared differences of neighbouring pixels where a pixel counts. */
function edgesOf({ width, height, pixels }: Picture, counts: (at: number) => boolean): number {
  let sum = 0;
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0, at = y * width; x < width - 1; x++, at++) {
      if (!counts(at)) continue;
      sum += (pixels[at + 1]! - pixels[at]!) ** 2 + (pixels[at + width]! - pixels[at]!) ** 2;
    }
  }
  return sum;
}

/** Σ of a picture times another that is shifted around its borders. */
function shiftedProduct(own: Float32Array, other: Float32Array, width: number, height: number, right: number, down: number): number {
  const [dx, dy] = [Math.round(right * width), Math.round(down * height)];
  let sum = 0;
  for (let y = 0; y < height; y++) {
    const line = ((y + dy) % height) * width;
    const at = y * width;
    for (let x = 0; x < width - dx; x++) sum += own[at + x]! * other[line + x + dx]!;
    for (let x = width - dx; x < width; x++) sum += own[at + x]! * other[line + x + dx - width]!;
  }
  return sum;
}
