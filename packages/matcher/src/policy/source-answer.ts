import type { Source, SourceEvidence } from '../provenance/source-evidence.ts';
import { weighSources } from './source-odds.ts';
import { SOURCE_ODDS_NEEDED } from './verdict.ts';

/**
 * Odds from which evidence is said to tell a source, though a verdict asks for {@link SOURCE_ODDS_NEEDED}: of answers at 10 to 1 one in eleven misleads if
 * all sources were equally likely before. The calibration counts what is said from here on as decided, and as sure what a verdict goes by.
 */
export const SOURCE_ODDS_TELLING = 10;

/** What a copy was made from, as far as evidence tells. */
export interface SourceAnswer {
  /** `sure` where a verdict may go by it, `likely` where a person is told and a verdict does not, and `undecided`, a normal answer. */
  readonly certainty: 'sure' | 'likely' | 'undecided';
  /** The source that explains the evidence best, the first of equal ones: says nothing where undecided. */
  readonly source: Source;
  /** The one that explains it next best; undefined where nothing else is possible. */
  readonly next: Source | undefined;
  /** How much better the best explains the evidence than the next, 1 or more. */
  readonly odds: number;
}

/**
 * Names the source that explains the evidence best, and how much better than the next.
 * @param possible - What the copy may be of: the enrolled sources of its title and, as anyone may film a screen, a camera.
 * @throws TypeError or RangeError that names the entry of `evidence`; RangeError when nothing is possible.
 */
export function answerSource(evidence: readonly SourceEvidence[], possible: readonly Source[]): SourceAnswer {
  const weights = weighSources(evidence);
  const [source, next] = [...new Set(possible)].toSorted((one, other) => weights[other] - weights[one]);
  if (source === undefined) throw new RangeError('possible must name one source at least, got none');
  // Rounded: a product of ratios misses the whole number that it stands for by its last digit.
  const odds = next === undefined ? 1 : Number((weights[source] / weights[next]).toPrecision(6));
  return { certainty: odds >= SOURCE_ODDS_NEEDED ? 'sure' : odds >= SOURCE_ODDS_TELLING ? 'likely' : 'undecided', source, next, odds };
}
