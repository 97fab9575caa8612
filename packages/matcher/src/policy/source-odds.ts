import { checkList, checkObject, checkOneOf, shown } from '@streetdate/core/internal';
import { SOURCES, type Source, type SourceEvidence } from '../provenance/source-evidence.ts';

/** For each source the product of its likelihood ratios: 1 without evidence. */
export type SourceWeights = Readonly<Record<Source, number>>;

/** Checks evidence about a source, by {@link weighSources}. `name` is that of the list. */
export function checkSourceEvidence(name: string, evidence: unknown): void {
  checkList(name, evidence, checkObject);
  weighSources(evidence as readonly SourceEvidence[]);
}

/**
 * Multiplies the likelihood ratios of each source. Entries must be independent: the caller passes one entry for
 * observations that rest on one trait.
 * @throws TypeError or RangeError that names the entry.
 */
export function weighSources(evidence: readonly SourceEvidence[]): SourceWeights {
  checkList('sourceEvidence', evidence, checkObject);
  const weights: Record<Source, number> = { disc: 1, digital: 1, broadcast: 1, camera: 1, screener: 1 };
  // Sorted, so that the order of the list cannot change the product's last digit.
  const ascending = [...evidence].sort((one, other) => one.likelihoodRatio - other.likelihoodRatio);
  for (const { source, likelihoodRatio } of ascending) {
    checkOneOf('sourceEvidence.source', source, SOURCES);
    if (typeof likelihoodRatio !== 'number' || !(likelihoodRatio > 0 && likelihoodRatio < Infinity)) {
      throw new RangeError(`sourceEvidence.likelihoodRatio (${source}) must be a finite number above 0, got ${shown(likelihoodRatio)}`);
    }
    weights[source] *= likelihoodRatio;
  }
  return weights;
}

/**
 * Likelihood ratio of the best of `sources` against the best of its rivals. It assumes no prior, as an expert witness
 * does.
 * @param rivals - Other possible sources; those in `sources` are ignored.
 * @returns Odds above 0; 1 if the evidence does not tell them apart.
 */
export function oddsFor(weights: SourceWeights, sources: readonly Source[], rivals: readonly Source[] = SOURCES): number {
  const best = (among: readonly Source[]) => Math.max(...among.map((source) => weights[source]));
  return best(sources) / best(rivals.filter((source) => !sources.includes(source)));
}
