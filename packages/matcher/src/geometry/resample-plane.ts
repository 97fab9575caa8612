import type { Plane } from './planes.ts';

/** Parameter of the cubic kernel, after Keys, "Cubic convolution interpolation for digital image processing", 1981. */
const KEYS = -0.5;

/**
 * Resamples a picture of any shape to a square plane, each axis separately: cubic interpolation for too few pixels, smoothing for too many.
 * The plane has no frequencies above those of the picture.
 * @param width - Pixels in a row.
 * @param pixels - Row after row.
 * @param side - Pixels in a row of the plane.
 */
export function resamplePlane(width: number, pixels: ArrayLike<number>, side: number): Plane {
  const height = pixels.length / width;
  const [across, down] = [tapsOf(width, side), tapsOf(height, side)];
  const rows = new Float64Array(side * height);
  for (let y = 0; y < height; y++) {
    for (const [x, { first, weights }] of across.entries()) {
      let sum = 0;
      for (const [tap, weight] of weights.entries()) sum += weight * pixels[y * width + clamp(first + tap, width)]!;
      rows[y * side + x] = sum;
    }
  }
  const plane = new Float64Array(side * side);
  for (const [y, { first, weights }] of down.entries()) {
    for (const [tap, weight] of weights.entries()) {
      const row = clamp(first + tap, height) * side;
      for (let x = 0; x < side; x++) plane[y * side + x]! += weight * rows[row + x]!;
    }
  }
  return { side, pixels: plane };
}

const clamp = (at: number, length: number) => Math.max(0, Math.min(length - 1, at));

/** The source pixels of each resulting pixel, with their weights. */
function tapsOf(from: number, to: number): { readonly first: number; readonly weights: Float64Array }[] {
  const scale = from / to;
  const reach = 2 * Math.max(1, scale);
  return Array.from({ length: to }, (_, at) => {
    const middle = (at + 0.5) * scale - 0.5;
    const first = Math.ceil(middle - reach);
    const weights = new Float64Array(Math.floor(middle + reach) - first + 1).map((_, tap) =>
      cubic(Math.abs(first + tap - middle) / Math.max(1, scale)),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function cubic(distance: number): number {
  if (distance >= 2) return 0;
  if (distance >= 1) return KEYS * (distance ** 3 - 5 * distance ** 2 + 8 * distance - 4);
  return (KEYS + 2) * distance ** 3 - (KEYS + 3) * distance ** 2 + 1;
}
