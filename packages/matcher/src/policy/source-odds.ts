import { checkOneOf } from '@streetdate/core/internal';
import { SOURCES, type Source, type SourceEvidence } from '../provenance/source-evidence.ts';

/** How well each source explains the evidence: the product of its likelihood ratios, 1 where nothing was observed. */
export type SourceWeights = Readonly<Record<Source, number>>;

/**
 * Multiplies the likelihood ratios of each source. That takes the observations for independent: two that rest on the same trait of a
 * file are one, and the caller hands in one.
 * @throws TypeError or RangeError that names the entry.
 */
export function weighSources(evidence: readonly SourceEvidence[]): SourceWeights {
  const weights: Record<Source, number> = { disc: 1, digital: 1, broadcast: 1, camera: 1, screener: 1 };
  // In ascending order, so that the order of the list cannot move the product's last digit.
  const ascending = [...evidence].sort((one, other) => one.likelihoodRatio - other.likelihoodRatio);
  for (const { source, likelihoodRatio } of ascending) {
    checkOneOf('sourceEvidence.source', source, SOURCES);
    if (!(likelihoodRatio > 0 && likelihoodRatio < Infinity)) {
      throw new RangeError(`sourceEvidence.likelihoodRatio (${source}) must be a finite number above 0, got ${likelihoodRatio}`);
    }
    weights[source] *= likelihoodRatio;
  }
  return weights;
}

/**
 * How much better the best of `sources` explains the evidence than the best of its rivals. It compares with the strongest rival and
 * assumes no prior, as an expert witness does: what was likely beforehand is for those who decide.
 * @param rivals - What else the copy may have been made from; those of `sources` among them are passed over.
 * @returns Odds above 0; 1 when the evidence does not tell them apart.
 */
export function oddsFor(weights: SourceWeights, sources: readonly Source[], rivals: readonly Source[] = SOURCES): number {
  const best = (among: readonly Source[]) => Math.max(...among.map((source) => weights[source]));
  return best(sources) / best(rivals.filter((source) => !sources.includes(source)));
}
