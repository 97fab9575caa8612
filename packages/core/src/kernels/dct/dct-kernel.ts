/** Side of the picture that a {@link DctKernel} takes, in pixels. */
export const SPECTRUM_PICTURE_SIZE = 64;

/** Frequencies kept along each axis: 1 to 16 half waves across the picture. */
export const SPECTRUM_SIZE = 16;

/** Pixels of such a picture. */
const PIXELS = SPECTRUM_PICTURE_SIZE ** 2;

/** The standard deviation of pixels from their sum and sum of squares. */
export function spreadOfSums(sum: number, squares: number): number {
  const mean = sum / PIXELS;
  return Math.sqrt(Math.max(0, squares / PIXELS - mean * mean));
}

/** Transforms small pictures. Every kernel does the same operations in the same order on doubles: results are equal to the last bit. */
export interface DctKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * The low frequencies of a 64 × 64 picture: coefficients 1 to 16 by 1 to 16 of its orthonormal two-dimensional DCT-II. The mean and
   * everything that varies along one axis only are left out. Noise of one grey level in each pixel is noise of one unit in each coefficient.
   * Hot loop: no checks, no allocation.
   * @param picture - 64 × 64 values, row after row.
   * @param spectrum - Receives 256 values: vertical frequency `i + 1` by horizontal frequency `j + 1` at `16 * i + j`.
   */
  lowFrequencies(picture: ArrayLike<number>, spectrum: Float64Array): void;
  /** Standard deviation of the pixels of a 64 × 64 picture. Hot loop: no checks, no allocation. */
  spread(picture: Uint8Array): number;
}
