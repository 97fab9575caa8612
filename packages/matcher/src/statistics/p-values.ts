/**
 * Decimal logarithm of the upper tail of the standard normal distribution at `z`, at most 0; 0 for z of 0 and less.
 * Bounded as in Abramowitz and Stegun 7.1.13: within 0.1 for every z above 0.
 */
export function logUpperTail(z: number): number {
  if (!(z > 0)) return 0;
  return -(z * z) / 2 / Math.LN10 + Math.log10(Math.SQRT2 / Math.sqrt(Math.PI)) - Math.log10(z + Math.sqrt(z * z + 8 / Math.PI));
}

/**
 * Decimal logarithm of the probability that unrelated films correlate by more than `correlation`, at most 0. With known zero means and so
 * many independent pairs, the square of a correlation is Beta(½, (pairs − 1) / 2). A normal variable with the same standard deviation
 * exceeds 0.9 thousands of times as often.
 * An upper bound, within 0.1 from three standard deviations on.
 * @param correlation - From -1 to 1.
 * @param independent - Number of independent pairs, above 1: the inverse variance of unrelated films' correlations.
 */
export function logCorrelationTail(correlation: number, independent: number): number {
  if (!(correlation > 0) || !(independent > 1)) return 0;
  const tail = ((independent - 1) / 2) * Math.log10(Math.max(0, 1 - correlation ** 2));
  return Math.min(0, tail - Math.log10(correlation * Math.sqrt(2 * Math.PI * (independent - 1))));
}

/**
 * Decimal logarithm of the probability that the sum of so many independent p-values' negative natural logarithms exceeds `sum`, at most 0
 * (Fisher, "Statistical Methods for Research Workers", 4th edition, 1932). Such a sum has an Erlang distribution.
 * @param count - Number of p-values, a whole number of at least 1.
 */
export function logFisherTail(count: number, sum: number): number {
  if (!(sum > 0)) return 0;
  // The terms sum ** k / k! over k below the count, relative to the last one, which is mostly the largest.
  let [terms, term, logLast] = [1, 1, 0];
  for (let k = count - 1; k > 0; k--) {
    term *= k / sum;
    terms += term;
    logLast += Math.log(sum / k);
  }
  return Math.min(0, (logLast + Math.log(terms) - sum) / Math.LN10);
}
