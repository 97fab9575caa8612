/**
 * p-value of a one-sided sign test (Arbuthnot 1710; Conover, "Practical Nonparametric Statistics", chapter 3), or of a
 * binomial test if `chance` is not a half.
 * @param wins - Trials that favour one side. Leave out trials that favour neither.
 * @param chance - Probability that a trial favours that side, above 0 and below 1. @defaultValue 0.5
 * @returns 0 to 1; 1 without trials.
 */
export function signTestChance(wins: number, trials: number, chance = 0.5): number {
  // Each binomial coefficient comes from the last. Logarithms, since thousands of trials exceed the range of numbers.
  let term = trials * Math.log(chance);
  const against = Math.log((1 - chance) / chance);
  let sum = 0;
  for (let heads = trials; heads >= wins; heads--) {
    sum += Math.exp(term);
    term += Math.log(heads / (trials - heads + 1)) + against;
  }
  return Math.min(1, sum);
}
