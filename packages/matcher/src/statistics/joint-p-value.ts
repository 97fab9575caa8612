/**
 * Decimal logarithm of the joint p-value of two evidence channels, at most 0. For independent channels it is Fisher's product of both
 * p-values; for fully dependent ones it is no smaller than one of them. As in Brown, "A method for combining non-independent, one-sided
 * tests of significance", 1975, with the covariance of Kost and McDermott, "Combining dependent P-values", 2002.
 * @param one - Decimal logarithm of one channel's p-value, at most 0.
 * @param other - The other channel's.
 * @param dependence - Their correlation among unrelated films, 0 to 1, from {@link dependenceOf}.
 */
export function logJointPValue(one: number, other: number, dependence: number): number {
  const covariance = (3.263 + (0.71 + 0.027 * dependence) * dependence) * dependence;
  // Minus twice the natural logarithm of the product is distributed as a multiple of chi-square. `shape` is half its degrees of freedom, 1
  // to 2.
  const shape = 8 / (4 + covariance);
  const scaled = (-(one + other) * Math.LN10 * shape) / 2;
  if (!(scaled > 0)) return 0;
  // Upper incomplete gamma function for a shape from 1 to 2, exact at both ends: one step of its recursion, which bounds the rest. The
  // gamma function is 0.886 to 1 there.
  const tail = (shape - 1) * Math.log(scaled) - scaled + Math.log1p((shape - 1) / scaled) - Math.log(LEAST_GAMMA);
  return Math.min(0, tail / Math.LN10);
}

/** The minimum of the gamma function. */
const LEAST_GAMMA = 0.8856;

/** The evidence of two channels on some null samples; zero for none at all. */
export type NullPairs = readonly (readonly [one: number, other: number])[];

/** Fewest null samples for a dependence. */
const FEWEST_SAMPLES = 12;

/**
 * The dependence of two channels among unrelated films, 0 to 1: the correlation around zero of their evidence on the same null samples.
 * @param kinds - Several kinds of null samples. The kind with the highest dependence counts.
 * @returns 1 if there are too few of each kind.
 */
export function dependenceOf(kinds: readonly NullPairs[]): number {
  const known = kinds
    .map((pairs) => pairs.filter(([one, other]) => one !== 0 && other !== 0))
    .filter(({ length }) => length >= FEWEST_SAMPLES);
  return known.length === 0 ? 1 : Math.max(0, ...known.map(correlationAroundZero));
}

function correlationAroundZero(pairs: NullPairs): number {
  const sumOf = (value: (one: number, other: number) => number) => pairs.reduce((sum, [one, other]) => sum + value(one, other), 0);
  return sumOf((one, other) => one * other) / Math.sqrt(sumOf((one) => one ** 2) * sumOf((_, other) => other ** 2));
}
