/** Side of the picture that {@link lowFrequencies} takes, in pixels. */
export const SPECTRUM_PICTURE_SIZE = 64;

/** Frequencies kept along each axis: 1 to 16 half waves across the picture. */
export const SPECTRUM_SIZE = 16;

const HALF = SPECTRUM_PICTURE_SIZE / 2;

// Basis of the orthonormal DCT-II, frequency f = 1 to 16 at row f - 1. Only its first half is kept: the second half is the same mirrored,
// with the sign turned for odd frequencies.
const BASIS = new Float64Array(SPECTRUM_SIZE * HALF);
for (let f = 1; f <= SPECTRUM_SIZE; f++) {
  for (let k = 0; k < HALF; k++) {
    BASIS[(f - 1) * HALF + k] = Math.sqrt(2 / SPECTRUM_PICTURE_SIZE) * Math.cos((Math.PI * f * (2 * k + 1)) / (2 * SPECTRUM_PICTURE_SIZE));
  }
}

const folded = new Float64Array(SPECTRUM_PICTURE_SIZE);
const across = new Float64Array(SPECTRUM_PICTURE_SIZE * SPECTRUM_SIZE);

/**
 * The low frequencies of a 64 × 64 picture: coefficients 1 to 16 by 1 to 16 of its orthonormal two-dimensional DCT-II. The mean and
 * everything that varies along one axis only are left out.
 * Hot loop: no checks, no allocation. Noise of one grey level in each pixel is noise of one unit in each coefficient.
 * @param picture - 64 × 64 values, row after row.
 * @param spectrum - Receives 256 values: vertical frequency `i + 1` by horizontal frequency `j + 1` at `16 * i + j`.
 */
export function lowFrequencies(picture: ArrayLike<number>, spectrum: Float64Array): void {
  for (let y = 0; y < SPECTRUM_PICTURE_SIZE; y++) transform(picture, y * SPECTRUM_PICTURE_SIZE, 1, across, y * SPECTRUM_SIZE, 1);
  for (let x = 0; x < SPECTRUM_SIZE; x++) transform(across, x, SPECTRUM_SIZE, spectrum, x, SPECTRUM_SIZE);
}

function transform(input: ArrayLike<number>, at: number, stride: number, output: Float64Array, outAt: number, outStride: number): void {
  for (let k = 0; k < HALF; k++) {
    const near = input[at + k * stride]!;
    const far = input[at + (SPECTRUM_PICTURE_SIZE - 1 - k) * stride]!;
    folded[k] = near - far;
    folded[HALF + k] = near + far;
  }
  for (let f = 0; f < SPECTRUM_SIZE; f++) {
    const row = f * HALF;
    const half = (f & 1) * HALF;
    let sum = 0;
    for (let k = 0; k < HALF; k++) sum += BASIS[row + k]! * folded[half + k]!;
    output[outAt + f * outStride] = sum;
  }
}
