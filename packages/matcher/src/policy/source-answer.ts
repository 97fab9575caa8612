import type { Source, SourceEvidence } from '../provenance/source-evidence.ts';
import { weighSources } from './source-odds.ts';
import { SOURCE_ODDS_NEEDED } from './verdict.ts';

/**
 * Odds from which a person is told the likely source. A verdict needs {@link SOURCE_ODDS_NEEDED}. At 10 : 1 one answer
 * in eleven is wrong if all sources were equally likely before. The calibration counts answers from here on as decided.
 */
export const SOURCE_ODDS_TELLING = 10;

/** The source that evidence favours. */
export interface SourceAnswer {
  /** `sure`: a verdict may rely on it. `likely`: people are told, and no verdict relies on it. `undecided`: the usual answer. */
  readonly certainty: 'sure' | 'likely' | 'undecided';
  /** The likeliest source, the first of equal ones. It means nothing if undecided. */
  readonly source: Source;
  /** The next likeliest source; undefined if nothing else is possible. */
  readonly next: Source | undefined;
  /** Likelihood ratio of the likeliest source against the next, 1 or more. */
  readonly odds: number;
}

/**
 * Finds the source that explains the evidence best.
 * @param possible - Sources to consider: those enrolled for the title, and a camera, since anyone may record a screen.
 * @throws TypeError or RangeError that names the entry of `evidence`; RangeError if `possible` is empty.
 */
export function answerSource(evidence: readonly SourceEvidence[], possible: readonly Source[]): SourceAnswer {
  const weights = weighSources(evidence);
  const [source, next] = [...new Set(possible)].toSorted((one, other) => weights[other] - weights[one]);
  if (source === undefined) throw new RangeError('possible must name one source at least, got none');
  // Rounded, since a product of ratios misses a whole number by its last digit.
  const odds = next === undefined ? 1 : Number((weights[source] / weights[next]).toPrecision(6));
  return { certainty: odds >= SOURCE_ODDS_NEEDED ? 'sure' : odds >= SOURCE_ODDS_TELLING ? 'likely' : 'undecided', source, next, odds };
}
