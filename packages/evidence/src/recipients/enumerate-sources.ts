import { ELSE_RATES, type LeakModel, logLikelihood, missOf, RATES } from './leak-model.ts';

/** What is known of the sources, by their places in the model. */
export interface SourceChances {
  readonly probabilities: readonly number[];
  readonly intervals: readonly (readonly [low: number, high: number])[];
  /** Chance that no source passed anything on. */
  readonly none: number;
  readonly convergence: number;
  /** How many samples the chances were counted in; infinitely many where they were computed. */
  readonly samples: number;
}

/** Computes every set of sources with every pair of rates. Exact, and the oracle that the sampler is tested against. */
export function enumerateSources({ sources, seen, held, prior, logRatios }: LeakModel): SourceChances {
  const weights: { readonly set: number; readonly log: number }[] = [];
  for (let set = 0; set < 2 ** sources.length; set++) {
    const members = sources.flatMap((_, at) => ((set >>> at) & 1 ? [at] : []));
    const ratios = members.reduce((sum, member) => sum + (logRatios?.[member] ?? 0), 0);
    const logPrior = members.length * Math.log(prior) + (sources.length - members.length) * Math.log1p(-prior) + ratios;
    for (const rate of RATES) {
      const misses = new Float64Array(seen.length);
      for (const member of members) for (let at = 0; at < seen.length; at++) misses[at]! += missOf(held[member]![at]!, rate);
      for (const elseRate of ELSE_RATES) weights.push({ set, log: logPrior + logLikelihood(seen, misses, elseRate) });
    }
  }
  const highest = weights.reduce((most, { log }) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  const probabilities = new Array<number>(sources.length).fill(0);
  let [total, none] = [0, 0];
  for (const { set, log } of weights) {
    const weight = Math.exp(log - highest);
    total += weight;
    if (set === 0) none += weight;
    for (let at = 0; at < sources.length; at++) if ((set >>> at) & 1) probabilities[at]! += weight;
  }
  const normal = probabilities.map((weight) => weight / total);
  return {
    probabilities: normal,
    intervals: normal.map((chance) => [chance, chance]),
    none: none / total,
    convergence: 1,
    samples: Infinity,
  };
}
