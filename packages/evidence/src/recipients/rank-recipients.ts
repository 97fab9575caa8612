import { checkList, checkObject } from '@streetdate/core/internal';
import { enumerateSources } from './enumerate-sources.ts';
import type { LeakModel } from './leak-model.ts';
import { sampleSources } from './sample-sources.ts';

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
}

/** A ranking of the sources by how well they explain what was seen. */
export interface Ranking {
  /** Likeliest first. */
  readonly sources: readonly RankedSource[];
  /** Chance that none of them passed anything on: all was someone else. */
  readonly someoneElse: number;
  /** Whether every possibility was computed, or a sampler ran. */
  readonly method: 'exact' | 'sampled';
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
  const { probabilities, intervals, none, convergence } = isExact ? enumerateSources(model) : sampleSources(model, { seed, sweeps });
  const sources = model.sources.map((source, at) => ({
    source,
    probability: probabilities[at]!,
    interval: intervals[at]!,
    seenHeld: model.seen.filter((seen, variant) => seen && model.held[at]![variant] === 1).length,
  }));
  sources.sort((a, b) => b.probability - a.probability || b.seenHeld - a.seenHeld || (a.source < b.source ? -1 : 1));
  return { sources, someoneElse: none, method: isExact ? 'exact' : 'sampled', convergence };
}
