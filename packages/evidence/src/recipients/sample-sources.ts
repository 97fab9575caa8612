import { MersenneTwister } from '@streetdate/core/internal';
import type { SourceChances } from './enumerate-sources.ts';
import { ELSE_RATES, type LeakModel, missOf, RATES } from './leak-model.ts';

/** Independent chains: that they agree is what shows convergence. */
const CHAINS = 4;

/**
 * Samples sets of sources by Gibbs sampling (Geman and Geman 1984) over each source and both rates, with exchanges of a source for another
 * so that two recipients of the same variants are both tried. Convergence is the potential scale reduction of Gelman and Rubin (1992).
 */
export function sampleSources(model: LeakModel, { seed, sweeps }: { readonly seed: number; readonly sweeps: number }): SourceChances {
  const kept = Math.ceil(sweeps / 2);
  const tables = RATES.map((rate) => tableOf(model, rate));
  const chains = Array.from({ length: CHAINS }, (_, chain) => runChain(model, tables, seed * CHAINS + chain, sweeps, kept));
  const probabilities = model.sources.map((_, at) => chains.reduce((sum, { counts }) => sum + counts[at]!, 0) / (CHAINS * kept));
  const none = chains.reduce((sum, chain) => sum + chain.none, 0) / (CHAINS * kept);
  const intervals = model.sources.map((_, at): [number, number] => {
    const means = chains.map(({ counts }) => counts[at]! / kept);
    // Student's t for the mean of four chains: 97.5 % point at three degrees of freedom.
    const error = (3.182 * deviation(means)) / Math.sqrt(CHAINS);
    return [Math.max(0, probabilities[at]! - error), Math.min(1, probabilities[at]! + error)];
  });
  const convergence = scaleReduction(chains.map(({ likelihoods }) => likelihoods));
  return { probabilities, intervals, none, convergence, samples: CHAINS * kept };
}

/** What the chains look up again and again, for each rate. */
interface RateTable {
  readonly rate: number;
  /** For each source, for each variant that was seen: the chance that the source does not pass it on. */
  readonly misses: readonly Float64Array[];
  /** For each source: the logarithm of the chance that it passes on none of the variants that were not seen. */
  readonly unseen: Float64Array;
}

function tableOf({ seen, held }: LeakModel, rate: number): RateTable {
  const unseen = Float64Array.from(held, (row) => row.reduce((sum, share, at) => (seen[at] ? sum : sum + missOf(share, rate)), 0));
  return { rate, unseen, misses: held.map((row) => row.filter((_, at) => seen[at]!).map((share) => 1 - rate * share)) };
}

interface Chain {
  /** Kept sweeps in which each source was in the set. */
  readonly counts: Float64Array;
  /** Kept sweeps in which the set was empty. */
  readonly none: number;
  /** The logarithm of the likelihood after each kept sweep. */
  readonly likelihoods: readonly number[];
}

function runChain(
  { sources, seen, prior, logRatios }: LeakModel,
  tables: readonly RateTable[],
  seed: number,
  sweeps: number,
  kept: number,
): Chain {
  const twister = new MersenneTwister(seed >>> 0);
  const uniform = () => (twister.below(2 ** 30 - 1) + 0.5) / (2 ** 30 - 1);
  const logOdds = Math.log(prior) - Math.log1p(-prior);
  const seenCount = seen.filter(Boolean).length;
  const unseenCount = seen.length - seenCount;
  const members = new Set<number>();
  let [table, elseRate]: [RateTable, number] = [tables[seed % tables.length]!, ELSE_RATES[seed % ELSE_RATES.length]!];
  let products: Float64Array = new Float64Array(seenCount).fill(1);
  const counts = new Float64Array(sources.length);
  const likelihoods: number[] = [];
  let none = 0;

  /** For each seen variant, the chance that no member passes it on. */
  const productsOf = ({ misses }: RateTable): Float64Array => {
    const result = new Float64Array(seenCount).fill(1);
    for (const member of members) for (let at = 0; at < seenCount; at++) result[at]! *= misses[member]![at]!;
    return result;
  };
  const likelihood = ({ unseen }: RateTable, all: Float64Array, chance: number): number => {
    let sum = unseenCount * Math.log1p(-chance);
    for (const member of members) sum += unseen[member]!;
    for (const product of all) sum += Math.log(1 - product * (1 - chance));
    return sum;
  };
  /** What the logarithm of the likelihood gains where a source comes, or goes. */
  const gainOf = (source: number): number => {
    const row = table.misses[source]!;
    const comes = !members.has(source);
    let ratio = 1;
    for (let at = 0; at < seenCount; at++) {
      const after = comes ? products[at]! * row[at]! : products[at]! / row[at]!;
      ratio *= (1 - after * (1 - elseRate)) / (1 - products[at]! * (1 - elseRate));
    }
    return (comes ? 1 : -1) * (table.unseen[source]! + (logRatios?.[source] ?? 0)) + Math.log(ratio);
  };
  const toggle = (source: number) => {
    if (!members.delete(source)) members.add(source);
    products = productsOf(table);
  };

  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let source = 0; source < sources.length; source++) {
      const gain = gainOf(source) + (members.has(source) ? -logOdds : logOdds);
      if (gain > -30 && uniform() < 1 / (1 + Math.exp(-gain))) toggle(source);
    }
    for (const member of [...members]) {
      const stranger = twister.below(sources.length);
      if (members.has(stranger)) continue;
      const lost = gainOf(member);
      toggle(member);
      const gain = lost + gainOf(stranger);
      toggle(uniform() < Math.exp(Math.min(0, gain)) ? stranger : member);
    }
    table = draw(tables, (each) => likelihood(each, productsOf(each), elseRate), uniform);
    products = productsOf(table);
    elseRate = draw(ELSE_RATES, (each) => likelihood(table, products, each), uniform);
    if (sweep < sweeps - kept) continue;
    for (const member of members) counts[member]!++;
    if (members.size === 0) none++;
    likelihoods.push(likelihood(table, products, elseRate));
  }
  return { counts, none, likelihoods };
}

/** Draws one of a few values by the logarithms of their weights. */
function draw<T>(values: readonly T[], logWeight: (value: T) => number, uniform: () => number): T {
  const logs = values.map(logWeight);
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - highest));
  let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left <= 0) return values[at]!;
  }
  return values[values.length - 1]!;
}

function scaleReduction(chains: readonly (readonly number[])[]): number {
  const length = chains[0]!.length;
  const within = mean(chains.map((chain) => deviation(chain) ** 2));
  const between = deviation(chains.map(mean)) ** 2;
  return within === 0 ? (between === 0 ? 1 : Number.POSITIVE_INFINITY) : Math.sqrt((length - 1) / length + between / within);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1));
}
