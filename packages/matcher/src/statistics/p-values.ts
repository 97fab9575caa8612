/**
 * Chance that a standard normal variable is above `z`, as a decimal logarithm, at most 0; 0 for z of 0 and less.
 * Bounded as in Abramowitz and Stegun 7.1.13: right within 0.1 for every z above 0.
 */
export function logUpperTail(z: number): number {
  if (!(z > 0)) return 0;
  return -(z * z) / 2 / Math.LN10 + Math.log10(Math.SQRT2 / Math.sqrt(Math.PI)) - Math.log10(z + Math.sqrt(z * z + 8 / Math.PI));
}

/**
 * Chance that unrelated films correlate by more than `correlation`, as a decimal logarithm, at most 0: of means known to be zero and so many independent pairs of values,
 * the square of a correlation is Beta(½, (pairs − 1) / 2). A normal variable of the same spread is thousands of times as often beyond 0.9, which no correlation can be far beyond.
 * An upper bound, above the chance by less than 0.1 from three standard deviations on.
 * @param correlation - From -1 to 1.
 * @param independent - Independent pairs, above 1: one over the square of the spread of unrelated films.
 */
export function logCorrelationTail(correlation: number, independent: number): number {
  if (!(correlation > 0) || !(independent > 1)) return 0;
  const tail = ((independent - 1) / 2) * Math.log10(Math.max(0, 1 - correlation ** 2));
  return Math.min(0, tail - Math.log10(correlation * Math.sqrt(2 * Math.PI * (independent - 1))));
}
