import { lowFrequencies, SPECTRUM_SIZE } from './low-frequencies.ts';
import type { LumaFrame } from './luma-frame.ts';
import { checkSpectrumPicture } from './quality.ts';

/** Growth of the contrast over two samples that counts as a fade: a fade of one second at ten samples a second, in its darker 4/5. */
const GROWTH = 1.25;

/** Cosine between the spectra of two samples of the same picture. Shot cuts and moving cameras stay below. */
const SAME_PICTURE = 0.9;

const COEFFICIENTS = SPECTRUM_SIZE * SPECTRUM_SIZE;
const before = new Float64Array(COEFFICIENTS);
const during = new Float64Array(COEFFICIENTS);
const after = new Float64Array(COEFFICIENTS);

/**
 * Whether a picture is in the middle of a fade from or to a plain colour: the same picture with steadily growing or shrinking contrast.
 * @param previous - The sample before, 64 × 64, at most a quarter of a second earlier.
 * @param current - The sample in question, 64 × 64.
 * @param next - The sample after it, 64 × 64.
 * @throws RangeError when a picture is not 64 × 64.
 */
export function isFading(previous: LumaFrame, current: LumaFrame, next: LumaFrame): boolean {
  for (const picture of [previous, current, next]) checkSpectrumPicture(picture);
  lowFrequencies(previous.pixels, before);
  lowFrequencies(current.pixels, during);
  lowFrequencies(next.pixels, after);
  return isFadingSpectrum(before, during, after);
}

/** As {@link isFading}, from the {@link lowFrequencies} of the pictures. */
export function isFadingSpectrum(before: Float64Array, during: Float64Array, after: Float64Array): boolean {
  const [first, middle, last] = [dot(before, before), dot(during, during), dot(after, after)];
  const steady = (first < middle && middle < last) || (first > middle && middle > last);
  if (!steady || Math.max(first, last) < GROWTH ** 2 * Math.min(first, last)) return false;
  return dot(before, during) > SAME_PICTURE * Math.sqrt(first * middle) && dot(during, after) > SAME_PICTURE * Math.sqrt(middle * last);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < COEFFICIENTS; i++) sum += one[i]! * other[i]!;
  return sum;
}
