/**
 * Chance that a standard normal variable is above `z`, as a decimal logarithm, at most 0; 0 for z of 0 and less.
 * Bounded as in Abramowitz and Stegun 7.1.13: right within 0.1 for every z above 0.
 */
export function logUpperTail(z: number): number {
  if (!(z > 0)) return 0;
  return -(z * z) / 2 / Math.LN10 + Math.log10(Math.SQRT2 / Math.sqrt(Math.PI)) - Math.log10(z + Math.sqrt(z * z + 8 / Math.PI));
}
