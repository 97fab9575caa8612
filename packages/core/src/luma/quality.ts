import { lowFrequencies, SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE } from './low-frequencies.ts';
import type { LumaFrame } from './luma-frame.ts';

/**
 * Quality below which the pipeline leaves a frame out. Measured: coded noise on black or grey has 0, a plain gradient 4 to 27, fifteen
 * clips 58 to 99 in lit scenes, and mostly above 30 with their contrast cut to an eighth.
 */
export const MIN_QUALITY = 20;

/** Smallest coefficient that counts as picture, in grey levels. Coded noise on a plain colour stays below. */
const STANDS_OUT = 4;

const spectrum = new Float64Array(SPECTRUM_SIZE * SPECTRUM_SIZE);

/**
 * Measures how much detail tells a picture from others: the share of its low frequencies that stand out of coding noise. A hash takes its
 * bits from these frequencies, so this is about the share of bits that survive another encoding. Blur and low contrast lower it; grain does
 * not raise it.
 * @param picture - A 64 × 64 picture, as hashers get it.
 * @returns 0 (black, flat) to 100, whole.
 * @throws RangeError when the picture is not 64 × 64.
 */
export function measureQuality(picture: LumaFrame): number {
  checkSpectrumPicture(picture);
  lowFrequencies(picture.pixels, spectrum);
  return qualityOf(spectrum);
}

/** The quality of a picture from its {@link lowFrequencies}: see {@link measureQuality}. */
export function qualityOf(spectrum: Float64Array): number {
  let standing = 0;
  for (let i = 0; i < spectrum.length; i++) {
    if (Math.abs(spectrum[i]!) >= STANDS_OUT) standing++;
  }
  return Math.round((100 * standing) / spectrum.length);
}

/** Throws a `RangeError` unless a picture has the size that {@link lowFrequencies} takes. */
export function checkSpectrumPicture({ width, height }: LumaFrame): void {
  if (width !== SPECTRUM_PICTURE_SIZE || height !== SPECTRUM_PICTURE_SIZE) {
    throw new RangeError(`picture must be ${SPECTRUM_PICTURE_SIZE} × ${SPECTRUM_PICTURE_SIZE}, got ${width} × ${height}`);
  }
}
