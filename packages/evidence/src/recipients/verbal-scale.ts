import { checkString } from '@streetdate/core/internal';

/** A step of the verbal scale. */
export interface SupportStep {
  /** The likelihood ratio from which on it applies. */
  readonly from: number;
  /** What a forensic statement calls it. */
  readonly words: string;
}

/**
 * The verbal scale of the European Network of Forensic Science Institutes for likelihood ratios (Guideline for Evaluative Reporting in Forensic
 * Science, 2015, table 3).
 */
export const ENFSI_SCALE: readonly SupportStep[] = [
  { from: 1, words: 'no support' },
  { from: 2, words: 'weak support' },
  { from: 10, words: 'moderate support' },
  { from: 100, words: 'moderately strong support' },
  { from: 1000, words: 'strong support' },
  { from: 10_000, words: 'very strong support' },
  { from: 1_000_000, words: 'extremely strong support' },
];

/**
 * A likelihood ratio in words of {@link ENFSI_SCALE}. Below 1 it supports the other proposition, by the inverse.
 * @param proposition - What it is for, such as `the recipient`.
 * @param alternative - What it is against.
 * @throws RangeError for what is no ratio.
 */
export function supportInWords(likelihoodRatio: number, proposition: string, alternative: string): string {
  checkString('proposition', proposition);
  checkString('alternative', alternative);
  if (!(likelihoodRatio > 0)) throw new RangeError(`likelihoodRatio must be above 0, got ${likelihoodRatio}`);
  const [ratio, side] = likelihoodRatio >= 1 ? [likelihoodRatio, proposition] : [1 / likelihoodRatio, alternative];
  const { words } = ENFSI_SCALE.findLast(({ from }) => ratio >= from)!;
  return words === 'no support' ? 'no support for either' : `${words} for ${side}`;
}
