import { type DctKernel, SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE, spreadOfSums } from './dct-kernel.ts';

const HALF = SPECTRUM_PICTURE_SIZE / 2;

/** Basis of the orthonormal DCT-II: frequency f at row f - 1. Half a row is enough: the other half is the same mirrored. */
export const BASIS = new Float64Array(SPECTRUM_SIZE * HALF);
for (let f = 1; f <= SPECTRUM_SIZE; f++) {
  for (let k = 0; k < HALF; k++) {
    BASIS[(f - 1) * HALF + k] = Math.sqrt(2 / SPECTRUM_PICTURE_SIZE) * Math.cos((Math.PI * f * (2 * k + 1)) / (2 * SPECTRUM_PICTURE_SIZE));
  }
}

const values = new Float64Array(SPECTRUM_PICTURE_SIZE * SPECTRUM_PICTURE_SIZE);
const across = new Float64Array(SPECTRUM_PICTURE_SIZE * SPECTRUM_SIZE);
const line = new Float64Array(SPECTRUM_PICTURE_SIZE);
const odd = new Float64Array(HALF);

/** The kernel in plain JavaScript. */
export const plainDct: DctKernel = {
  kind: 'plain',
  lowFrequencies(picture, spectrum) {
    // One array type for the loops below: they take twice as long when they get bytes and floats in turn.
    values.set(picture);
    for (let y = 0; y < SPECTRUM_PICTURE_SIZE; y++) transform(values, y * SPECTRUM_PICTURE_SIZE, 1, across, y * SPECTRUM_SIZE, 1);
    for (let x = 0; x < SPECTRUM_SIZE; x++) transform(across, x, SPECTRUM_SIZE, spectrum, x, SPECTRUM_SIZE);
  },
  spread(picture) {
    let sum = 0;
    let squares = 0;
    // By index: an iterator over bytes takes ten times as long.
    for (let at = 0; at < picture.length; at++) {
      const pixel = picture[at]!;
      sum += pixel;
      squares += pixel * pixel;
    }
    return spreadOfSums(sum, squares);
  },
};

/**
 * Frequencies 1 to 16 of one line. An odd frequency is its own negative when mirrored, so it needs only the difference of the line's
 * halves. The even ones need only their sum, which is a line of half the length with half the frequencies, and so on: 342 multiplications
 * instead of 1024.
 */
function transform(input: Float64Array, at: number, stride: number, output: Float64Array, outAt: number, outStride: number): void {
  for (let k = 0; k < SPECTRUM_PICTURE_SIZE; k++) line[k] = input[at + k * stride]!;
  for (let step = 1, half = HALF; step <= SPECTRUM_SIZE; step *= 2, half /= 2) {
    for (let k = 0; k < half; k++) {
      const near = line[k]!;
      const far = line[2 * half - 1 - k]!;
      odd[k] = near - far;
      line[k] = near + far;
    }
    for (let f = step; f <= SPECTRUM_SIZE; f += 2 * step) {
      const row = (f - 1) * HALF;
      let sum = 0;
      for (let k = 0; k < half; k++) sum += BASIS[row + k]! * odd[k]!;
      output[outAt + (f - 1) * outStride] = sum;
    }
  }
}
