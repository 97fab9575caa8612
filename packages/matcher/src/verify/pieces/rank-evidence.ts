/** Marks a value that could not be measured. */
export const UNKNOWN = -1;

/**
 * Ranks values and adds to each place how much more likely such a rank is at a copy, as a natural logarithm. The share of values that are
 * smaller is equally distributed by chance, and at a copy by `Beta(1 - weight, 1)`: most often among the smallest. Equal values get the mean
 * of the ranks that they share. So the mean likelihood is 1 by chance, and values that are all equal say nothing.
 * @param evidence - Added to, from `from` on.
 * @param values - Whole numbers from 0, smaller ones better, or {@link UNKNOWN}.
 * @param limit - All values are below.
 * @param weight - Independent observations that one value stands for, at most 0.5.
 */
export function addRankEvidence(evidence: Float32Array, values: Int32Array, from: number, limit: number, weight: number): void {
  const counts = new Uint32Array(limit);
  let known = 0;
  for (const value of values) {
    if (value === UNKNOWN) continue;
    counts[value]!++;
    known++;
  }
  const ofValue = new Float64Array(limit);
  // The integral of the density up to a share.
  const likelihood = (rank: number) => (rank / known) ** (1 - weight);
  let below = 0;
  for (let value = 0; value < limit; value++) {
    const count = counts[value]!;
    if (count === 0) continue;
    ofValue[value] = Math.log(((likelihood(below + count) - likelihood(below)) * known) / count);
    below += count;
  }
  for (let at = 0; at < values.length; at++) {
    if (values[at] !== UNKNOWN) evidence[from + at]! += ofValue[values[at]!]!;
  }
}
