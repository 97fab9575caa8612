/**
 * Chance that unrelated films do as well as two witnesses say together, as a decimal logarithm, at most 0: Fisher's product of both chances where the witnesses are independent, and no more than
 * one of them says where they see the same. As in Brown, "A method for combining non-independent, one-sided tests of significance", 1975, with the covariance of Kost and McDermott,
 * "Combining dependent P-values", 2002.
 * @param one - Decimal logarithm of the chance of one witness, at most 0.
 * @param other - The other's.
 * @param dependence - How much they go together among unrelated films, 0 to 1, as {@link dependenceOf} says.
 */
export function logJointPValue(one: number, other: number, dependence: number): number {
  const covariance = (3.263 + (0.71 + 0.027 * dependence) * dependence) * dependence;
  // Minus twice the natural logarithm of the product is distributed as a multiple of chi-square: `shape` is half its degrees of freedom, 1 to 2.
  const shape = 8 / (4 + covariance);
  const scaled = (-(one + other) * Math.LN10 * shape) / 2;
  if (!(scaled > 0)) return 0;
  // Upper incomplete gamma function of a shape from 1 to 2, exact at both: one step of its recursion, which bounds the rest. That of the shape is 0.886 to 1 there.
  const tail = (shape - 1) * Math.log(scaled) - scaled + Math.log1p((shape - 1) / scaled) - Math.log(LEAST_GAMMA);
  return Math.min(0, tail / Math.LN10);
}

/** The least that the gamma function is. */
const LEAST_GAMMA = 0.8856;

/** What each of two witnesses says of some unrelated films, zero where it says nothing at all. */
export type NullPairs = readonly (readonly [one: number, other: number])[];

/** Strangers that are needed to say how two witnesses go together. */
const FEWEST_SAMPLES = 12;

/**
 * How much two witnesses go together among unrelated films, 0 to 1: the correlation around zero of what they say of the same ones.
 * @param kinds - Strangers of several kinds. The kind of which they go together most counts.
 * @returns 1 where there are too few of each kind to say.
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
