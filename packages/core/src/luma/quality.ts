import { lowFrequencies, SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE } from './low-frequencies.ts';
import type { LumaFrame } from './luma-frame.ts';

/** Quality below which a picture says nothing about its film: black, flat, or nearly so. The pipeline drops such frames. */
export const MIN_QUALITY = 25;

/** Size of a coefficient that counts as picture and not as noise of coding, in grey levels. */
const NOISE = 4;

const spectrum = new Float64Array(SPECTRUM_SIZE * SPECTRUM_SIZE);

/**
 * Measures how much there is in a picture to tell it from others: the share of its low frequencies that stand out of the noise of coding.
 * A hash takes one bit from each of these frequencies, so this is about the share of its bits that a re-encode leaves alone.
 * @param picture - A 64 × 64 picture, as hashers get it.
 * @returns 0 (black, flat) to 100, whole.
 * @throws RangeError when the picture is not 64 × 64.
 */
export function measureQuality(picture: LumaFrame): number {
  if (picture.width !== SPECTRUM_PICTURE_SIZE || picture.height !== SPECTRUM_PICTURE_SIZE) {
    throw new RangeError(`picture must be 64 × 64, got ${picture.width} × ${picture.height}`);
  }
  lowFrequencies(picture.pixels, spectrum);
  let standing = 0;
  for (let i = 0; i < spectrum.length; i++) {
    if (Math.abs(spectrum[i]!) >= NOISE) standing++;
  }
  return Math.round((100 * standing) / spectrum.length);
}
