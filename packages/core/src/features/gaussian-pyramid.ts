import { plainScaleSpace } from '../kernels/scale-space/plain-scale-space.ts';
import type { OctavePictures, ScaleSpaceKernel } from '../kernels/scale-space/scale-space-kernel.ts';
import { createWasmScaleSpace } from '../kernels/scale-space/wasm-scale-space.ts';

/**
 * One octave of a scale space: pictures of one size, each blurred more than the one before, and their differences. `INTERVALS + 3` are blurred.
 * They are valid until the next scale space is made.
 */
export interface Octave extends OctavePictures {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Pixels of the decoded picture in one of this octave: 1, 2, 4, …; a half in an octave of the doubled picture. */
  readonly step: number;
}

/** Steps from one octave to the next (Lowe 2004). */
export const INTERVALS = 3;
/** Blur of an octave's first picture, in its pixels (Lowe 2004). */
export const FIRST_SIGMA = 1.6;
/** Blur that a decoded picture is taken to have, in its pixels. */
const NATIVE_SIGMA = 0.5;
/** Pixels of the shorter side of the smallest octave. */
const SMALLEST_SIDE = 16;

/** Sigma by which each picture of an octave is blurred more than the one before. */
const FURTHER_SIGMAS = Array.from({ length: INTERVALS + 2 }, (_, at) => {
  const before = FIRST_SIGMA * 2 ** (at / INTERVALS);
  const after = FIRST_SIGMA * 2 ** ((at + 1) / INTERVALS);
  return Math.sqrt(after * after - before * before);
});

/**
 * The scale space of a picture: differences of Gaussians, octave after octave (Lowe, "Distinctive image features from scale-invariant
 * keypoints", IJCV 2004).
 * @param pixels - `width * height` luma values, 0 to 255.
 * @param isFine - Whether the first octave has two pixels for each one of the picture, along both axes. Most keypoints are there, those of a
 * picture that is shown small, and three quarters of the work. @defaultValue false
 */
export function gaussianPyramid(pixels: ArrayLike<number>, width: number, height: number, isFine = false): Octave[] {
  const octaves: Octave[] = [];
  const first = isFine ? 0.5 : 1;
  let base: Float32Array = new Float32Array(pixels);
  if (isFine) {
    base = doubled(base, width, height);
    width *= 2;
    height *= 2;
  }
  const kernel = scaleSpaceKernel();
  kernel.start();
  base = kernel.blur(base, width, height, gaussianWeights(Math.sqrt(FIRST_SIGMA ** 2 - (NATIVE_SIGMA / first) ** 2)));
  for (let step = first; Math.min(width, height) >= SMALLEST_SIDE; step *= 2) {
    const pictures = kernel.octave(base, width, height, FURTHER_SIGMAS.map(gaussianWeights));
    octaves.push({ width, height, step, ...pictures });
    base = halved(pictures.blurred[INTERVALS]!, width, height);
    width >>= 1;
    height >>= 1;
  }
  return octaves;
}

/** Every pixel of a picture at even places, and the mean of its neighbours between them. */
function doubled(picture: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(4 * picture.length);
  for (let y = 0; y < 2 * height; y++) {
    const above = (y >> 1) * width;
    const below = Math.min(height - 1, (y + 1) >> 1) * width;
    for (let x = 0, at = 2 * y * width; x < 2 * width; x++, at++) {
      const left = x >> 1;
      const right = Math.min(width - 1, (x + 1) >> 1);
      result[at] = (picture[above + left]! + picture[above + right]! + picture[below + left]! + picture[below + right]!) / 4;
    }
  }
  return result;
}

function halved(picture: Float32Array, width: number, height: number): Float32Array {
  const [columns, rows] = [width >> 1, height >> 1];
  const result = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) result[y * columns + x] = picture[2 * y * width + 2 * x]!;
  return result;
}

/** This thread's kernel, after the first picture. */
let kernel: ScaleSpaceKernel | undefined;

/** The kernel that made this thread's octaves. */
export function scaleSpaceKernel(): ScaleSpaceKernel {
  kernel ??= createWasmScaleSpace() ?? plainScaleSpace;
  return kernel;
}

const WEIGHTS = new Map<number, Float32Array>();

/** The weights of a Gaussian, from its middle on. */
function gaussianWeights(sigma: number): Float32Array {
  const known = WEIGHTS.get(sigma);
  if (known !== undefined) return known;
  const weights = Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, at) => Math.exp(-(at * at) / (2 * sigma * sigma)));
  const sum = weights.reduce((total, weight, at) => total + (at === 0 ? weight : 2 * weight), 0);
  const made = Float32Array.from(weights, (weight) => weight / sum);
  WEIGHTS.set(sigma, made);
  return made;
}
