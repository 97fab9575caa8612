/** Chance that a canary was misread or changed, unless it is stated. */
export const MISREAD = 0.02;

/** What one canary counts for a copy: decimal logarithms of likelihood ratios. */
export interface CanaryWeight {
  /** Where the copy carries what was seen. */
  readonly agrees: number;
  /** Where it carries another choice. */
  readonly differs: number;
}

/**
 * Weighs one canary that was seen, against the shares of its choices among the issued copies with one more of each (Laplace's rule).
 * @param choices - How many choices it has, 2 and more.
 * @param carried - How many issued copies carry what was seen.
 * @param copies - How many copies were issued.
 */
export function weighCanary(choices: number, carried: number, copies: number, misread = MISREAD): CanaryWeight {
  const share = (carried + 1) / (copies + choices);
  const other = misread / (choices - 1);
  const anyway = share * (1 - misread) + (1 - share) * other;
  return { agrees: Math.log10((1 - misread) / anyway), differs: Math.log10(other / anyway) };
}
