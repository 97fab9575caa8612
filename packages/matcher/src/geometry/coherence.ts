import { FourierTransform } from './fourier.ts';
import type { Plane } from './planes.ts';

/** Bands of equal width, from {@link LOWEST} to the highest frequency of a plane. */
const BANDS = 16;
/** Lowest frequency used, as a share of the highest. Below it all renditions are equal. */
const LOWEST = 1 / 16;
/**
 * Share of the frequencies of a picture's own pixels that is used. Above it a plane shows traces of the pixel grid, which two pictures of
 * one size share.
 */
const RESOLVED = 0.9;
/**
 * The window makes neighbouring frequencies dependent: on each axis one and a half of them count as one (Harris, "On the use of windows",
 * 1978).
 */
const ALIKE = 1.5 ** 2;

/** The spectrum of a plane. */
export interface PictureSpectrum {
  /** Pixels in a row of the plane. */
  readonly side: number;
  /** Complex numbers, row after row. */
  readonly values: Float64Array;
}

/** One frequency band of two pictures, from low to high. */
export interface Band {
  /** Correlation of the two pictures in the band, -1 to 1; 0 if one of them is empty there. */
  readonly correlation: number;
  /** Power of each picture in the band: the mean square of its transform, without unit. */
  readonly powers: readonly [number, number];
  /** Number of independent values in the band. */
  readonly values: number;
}

/** The Fourier transform of a plane without its mean, under a Hann window. @param plane - Its side is a power of two. */
export function spectrumOf({ side, pixels }: Plane): PictureSpectrum {
  const transform = new FourierTransform(side);
  const window = Float64Array.from({ length: side }, (_, at) => Math.sin((Math.PI * (at + 0.5)) / side) ** 2);
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  const values = new Float64Array(2 * side * side);
  const map = new Float64Array(2 * side);
  for (let row = 0; row < side; row++) {
    map.fill(0);
    for (let column = 0; column < side; column++) map[2 * column] = (pixels[row * side + column]! - mean) * window[row]! * window[column]!;
    transform.transform(values.subarray(2 * row * side, 2 * (row + 1) * side), map);
  }
  const columns = new Float64Array(2 * side);
  for (let column = 0; column < side; column++) {
    for (let row = 0; row < side; row++) {
      map[2 * row] = values[2 * (row * side + column)]!;
      map[2 * row + 1] = values[2 * (row * side + column) + 1]!;
    }
    transform.transform(columns, map);
    for (let row = 0; row < side; row++) {
      values[2 * (row * side + column)] = columns[2 * row]!;
      values[2 * (row * side + column) + 1] = columns[2 * row + 1]!;
    }
  }
  return { side, values };
}

/**
 * Correlates two registered pictures in each frequency band. Linear filters do not change the result: a blurred copy has the same
 * correlation as long as it has any power left.
 * @param resolved - Columns and rows of a picture before it was resampled to a plane. Higher frequencies are skipped.
 */
export function bandsOf(
  one: PictureSpectrum,
  other: PictureSpectrum,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Band[] {
  const { side } = one;
  const [both, ownOne, ownOther, counts] = Array.from({ length: 4 }, () => new Float64Array(BANDS)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; row < side; row++) {
    const down = Math.min(row, side - row) / (side / 2);
    if (down * side > RESOLVED * rows) continue;
    for (let column = 0; column < side; column++) {
      const across = Math.min(column, side - column) / (side / 2);
      const band = Math.floor(((Math.hypot(across, down) - LOWEST) / (1 - LOWEST)) * BANDS);
      if (across * side > RESOLVED * columns || !(band >= 0 && band < BANDS)) continue;
      const at = 2 * (row * side + column);
      const [a, b, c, d] = [one.values[at]!, one.values[at + 1]!, other.values[at]!, other.values[at + 1]!];
      both[band]! += a * c + b * d;
      ownOne[band]! += a * a + b * b;
      ownOther[band]! += c * c + d * d;
      counts[band]!++;
    }
  }
  return Array.from(counts, (count, band) => ({
    correlation: both[band]! / Math.sqrt(ownOne[band]! * ownOther[band]! || Number.POSITIVE_INFINITY),
    powers: [ownOne[band]! / Math.max(1, count), ownOther[band]! / Math.max(1, count)],
    values: count / ALIKE,
  }));
}
