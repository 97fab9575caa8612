/**
 * The direction of a vector, to 0.0003 of a radian: a polynomial, which every engine computes to the same bits, and in a fifth of the time.
 * @returns Radians from −π to π, clockwise from the right in a picture whose rows go down.
 */
export function directionOf(across: number, down: number): number {
  const x = Math.abs(across);
  const y = Math.abs(down);
  const longer = Math.max(x, y);
  if (longer === 0) return 0;
  const slope = Math.min(x, y) / longer;
  const square = slope * slope;
  let angle = ((-0.0464964749 * square + 0.15931422) * square - 0.327622764) * square * slope + slope;
  if (y > x) angle = Math.PI / 2 - angle;
  if (across < 0) angle = Math.PI - angle;
  return down < 0 ? -angle : angle;
}

/** Entries of the table for each unit of the exponent. */
const STEPS = 64;
const FALL = Float32Array.from({ length: 8 * STEPS }, (_, at) => Math.exp(-(at + 0.5) / STEPS));

/** A Gaussian weight, e to the power of minus a number from 0 on: from a table, to a hundredth. */
export function fallAt(exponent: number): number {
  return FALL[Math.floor(exponent * STEPS)] ?? 0;
}
