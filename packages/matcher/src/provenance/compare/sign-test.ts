/**
 * Chance that a fair coin shows heads so many times or more: the one-sided sign test (Arbuthnot 1710; Conover, "Practical Nonparametric
 * Statistics", chapter 3); or the binomial test, of a coin that is not fair.
 * @param wins - Trials that went one way; trials that went neither way are left out before.
 * @param chance - How likely one trial goes that way, above 0 and below 1. @defaultValue 0.5
 * @returns 0 to 1; 1 without trials.
 */
export function signTestChance(wins: number, trials: number, chance = 0.5): number {
  // Binomial coefficients from all heads downwards, each from the last; as logarithms, as thousands of trials leave the range of numbers.
  let term = trials * Math.log(chance);
  const against = Math.log((1 - chance) / chance);
  let sum = 0;
  for (let heads = trials; heads >= wins; heads--) {
    sum += Math.exp(term);
    term += Math.log(heads / (trials - heads + 1)) + against;
  }
  return Math.min(1, sum);
}
