import type { TimeMap } from '../align/time-map.ts';

/**
 * A reference whose timeline matches an interval of the query, with the time map of that interval: right within 0.25 s, at one of
 * {@link TIMELINE_SPEEDS}. It is prioritised; it is no match.
 */
export interface TimelineCandidate extends TimeMap {
  /** The reference, as it was added to the index. */
  readonly referenceId: string;
  /** Start of the interval, seconds of the query. */
  readonly queryStart: number;
  /** End of the interval, seconds of the query. */
  readonly queryEnd: number;
  /** Expected number of equally good references that a query of unrelated films would propose. */
  readonly expectedFalse: number;
}

/** Expected wrong references that a query may propose. Comparing a film of two hours takes about a second. */
export const MOST_EXPECTED_FALSE = 0.125;
/** Most references that a query may propose, the most certain first: more than a film has editions. */
const MOST_FOUND = 16;

/**
 * Calibrates scores by decoys. A reversed film has the same rhythm and is in no library, so its matches are chance. Target and decoy
 * search, as in Elias and Gygi, "Target-decoy search strategy for increased confidence in large-scale protein identifications by mass
 * spectrometry", 2007.
 */
export class DecoyScores {
  /** Expected score of the best unrelated film. */
  readonly #chance: number;
  /** Spread of the scores of unrelated films relative to random timelines, whose scores are natural logarithms of a likelihood. */
  readonly #spread: number;
  readonly #mostExpectedFalse: number;

  /**
   * @param decoy - The best score of the reversed query.
   * @param independent - Number of independent places scored, at least 1.
   * @param share - Share of the library that was searched, 0 to 1. All shares together may propose as many wrong references as one search.
   */
  constructor(decoy: number, independent: number, share: number) {
    this.#mostExpectedFalse = MOST_EXPECTED_FALSE * share;
    const expected = Math.max(1, Math.log(independent));
    this.#chance = Math.max(expected, decoy);
    // For films with a steady rhythm, chance gives higher scores than random timelines, with a proportionally wider spread.
    this.#spread = this.#chance / expected;
  }

  /** Expected number of references with at least this score that a query of unrelated films would propose. */
  expectedFalse(score: number): number {
    return Math.exp((this.#chance - score) / this.#spread);
  }

  /** The least score that prioritises a reference. */
  get least(): number {
    return this.#chance - this.#spread * Math.log(this.#mostExpectedFalse);
  }
}

/** The most certain findings, one for each reference, most certain first. */
export function surest<T extends TimelineCandidate>(findings: readonly T[]): T[] {
  const best = new Map<string, T>();
  for (const finding of [...findings].sort((one, other) => one.expectedFalse - other.expectedFalse)) {
    if (!best.has(finding.referenceId)) best.set(finding.referenceId, finding);
  }
  return [...best.values()].slice(0, MOST_FOUND);
}
