import { checkList, checkObject } from '@streetdate/core/internal';
import { enumerateSources } from './enumerate-sources.ts';
import { type LeakModel, priorOf } from './leak-model.ts';
import { sampleSources } from './sample-sources.ts';
import { supportInWords } from './verbal-scale.ts';

/** A source in a ranking. */
export interface RankedSource {
  /** The recipient, or `warehouse NAME`. */
  readonly source: string;
  /** Chance, 0 to 1, that it passed copies on, given the deliveries, the sightings and the assumptions. */
  readonly probability: number;
  /** 95 % interval of that chance, as far as the sampler knows it; both ends equal it where it was computed exactly. */
  readonly interval: readonly [low: number, high: number];
  /** Variants that were seen and that it held in time. */
  readonly seenHeld: number;
  /**
   * How much likelier what was seen is if the source passed copies on than if it did not: odds after to odds before. A sampler cannot count
   * what it met never or always: the ratio is then a bound.
   */
  readonly likelihoodRatio: number;
  /** The same in words of {@link ENFSI_SCALE}. */
  readonly support: string;
}

/** A ranking of the sources by how well they explain what was seen. */
export interface Ranking {
  /** Likeliest first. */
  readonly sources: readonly RankedSource[];
  /** Chance that none of them passed anything on: all was someone else. */
  readonly someoneElse: number;
  /** Whether every possibility was computed, or a sampler ran. */
  readonly method: 'exact' | 'sampled';
  /** Chance that nobody on the list passed anything on, before anything was seen: an assumption. */
  readonly noneChance: number;
  /** What the ranking says, and what it does not. */
  readonly meaning: string;
  /** What the intervals are. */
  readonly intervalMeaning: string;
  /** The sampler's largest ratio of variances between and within its chains: above 1.05 it has not converged. 1 where exact. */
  readonly convergence: number;
}

/** Options for {@link rankRecipients}. */
export interface RankOptions {
  /** Seed of the sampler: equal seeds give equal rankings. @defaultValue 1 */
  readonly seed?: number;
  /** Sweeps of each of the four chains, half of them to settle. @defaultValue 2000 */
  readonly sweeps?: number;
  /** Up to so many sources, every possibility is computed. @defaultValue 12 */
  readonly exactUpTo?: number;
}

/**
 * Ranks recipients by how well they explain which variants were seen too early. The answer is a chance under stated assumptions: a copy was
 * issued to a recipient, and what was seen is consistent with it. It accuses nobody.
 * @throws RangeError for an option out of its range.
 */
export function rankRecipients(model: LeakModel, options: RankOptions = {}): Ranking {
  checkObject('model', model);
  checkList('model.sources', model.sources);
  checkList('model.held', model.held);
  checkObject('options', options);
  const { seed = 1, sweeps = 2000, exactUpTo = 12 } = options;
  if (!Number.isInteger(sweeps) || sweeps < 100) throw new RangeError(`sweeps must be a whole number of at least 100, got ${sweeps}`);
  if (!Number.isInteger(exactUpTo) || exactUpTo < 0 || exactUpTo > 16)
    throw new RangeError(`exactUpTo must be from 0 to 16, got ${exactUpTo}`);
  const isExact = model.sources.length <= exactUpTo;
  const { probabilities, intervals, none, convergence, samples } = isExact
    ? enumerateSources(model)
    : sampleSources(model, { seed, sweeps });
  const sources = model.sources.map((source, at) => ({
    source,
    probability: probabilities[at]!,
    interval: intervals[at]!,
    seenHeld: model.seen.filter((seen, variant) => seen && model.held[at]![variant] === 1).length,
    ...weightOf(probabilities[at]!, model.prior, samples),
  }));
  sources.sort((a, b) => b.probability - a.probability || b.seenHeld - a.seenHeld || (a.source < b.source ? -1 : 1));
  return {
    ...{ sources, someoneElse: none, method: isExact ? 'exact' : 'sampled', convergence, meaning: MEANING },
    noneChance: (1 - model.prior) ** Math.max(1, model.sources.length),
    intervalMeaning: isExact ? EXACT_INTERVAL : SAMPLED_INTERVAL,
  };
}

/** What every output says. */
const MEANING =
  'This ranks deliveries by how well they explain what was seen, not persons by guilt. A copy was issued to a recipient; who passed it on, and whether it was stolen, is not known from it.';
const EXACT_INTERVAL =
  'Every possibility was computed, so there is no interval of a sampler. How far the chances are from the truth depends on the assumptions and the list, and no interval shows that.';
const SAMPLED_INTERVAL =
  'The interval is where four chains of the sampler place the chance, at 95 %. It is no interval of the estimate: how far that is from the truth depends on the assumptions and the list.';

/** The chances beforehand that nobody on the list is the source, at which a ranking is shown. */
export const NONE_CHANCES = [0.5, 0.9, 0.99, 0.999] as const;

/** A ranking under another assumption. */
export interface RankingAtPrior {
  /** Chance that nobody on the list passed anything on, before anything was seen. */
  readonly noneChance: number;
  /** The same chance after what was seen. */
  readonly someoneElse: number;
  /** The chance of each source, likeliest first. */
  readonly sources: readonly Pick<RankedSource, 'source' | 'probability'>[];
}

/**
 * How a ranking depends on the chance that nobody on the list is the source: the same at each of {@link NONE_CHANCES}. A sole recipient of three
 * variants that were all seen is near certain at 0.5, and much less so at 0.999.
 * @throws RangeError for an option out of its range.
 */
export function rankAtPriors(model: LeakModel, options: RankOptions = {}): readonly RankingAtPrior[] {
  checkObject('model', model);
  checkList('model.sources', model.sources);
  return NONE_CHANCES.map((noneChance) => {
    const { sources, someoneElse } = rankRecipients({ ...model, prior: priorOf(noneChance, model.sources.length) }, options);
    return { noneChance, someoneElse, sources: sources.map(({ source, probability }) => ({ source, probability })) };
  });
}

/** The weight of what was seen for one source. */
function weightOf(probability: number, prior: number, samples: number): Pick<RankedSource, 'likelihoodRatio' | 'support'> {
  // Half a sample more or less: what was met never, or always, is no certainty.
  const [least, most] = Number.isFinite(samples) ? [0.5 / samples, 1 - 0.5 / samples] : [Number.MIN_VALUE, 1 - Number.EPSILON];
  const chance = Math.min(most, Math.max(least, probability));
  const likelihoodRatio = ((chance / (1 - chance)) * (1 - prior)) / prior;
  return { likelihoodRatio, support: supportInWords(likelihoodRatio, 'copies from this delivery', 'copies from elsewhere') };
}
