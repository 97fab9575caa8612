/** A reference that goes by the same timeline as an interval of the query. It is worth a closer look, and no match. */
export interface TimelineCandidate {
  /** The reference, as it was added to the index. */
  readonly referenceId: string;
  /** Reference time at query time 0, seconds, on the alignment of the interval: right within a quarter of one. */
  readonly offset: number;
  /** Seconds of reference in one second of query, one of {@link TIMELINE_SPEEDS}. */
  readonly speed: number;
  /** Where the interval begins, seconds of the query. */
  readonly queryStart: number;
  /** Where it ends, seconds of the query. */
  readonly queryEnd: number;
  /** How many references as good as this one a query of unrelated films would be expected to propose. */
  readonly expectedFalse: number;
}

/** Wrong references that a query may be expected to propose: a closer look at a film of two hours takes about a second. */
export const MOST_EXPECTED_FALSE = 0.125;
/** References that a query may propose, the surest ones first: more than a film has editions. */
const MOST_FOUND = 16;

/**
 * How sure scores are, by what chance gives. A film that runs backwards has the same rhythm, and is nowhere: what it is found with is chance. Target and decoy
 * search, as in Elias and Gygi, "Target-decoy search strategy for increased confidence in large-scale protein identifications by mass spectrometry", 2007.
 */
export class DecoyScores {
  /** The score that the best unrelated film is expected to have. */
  readonly #chance: number;
  /** By how much the scores of unrelated films spread beside those of timelines at random, whose scores are natural logarithms of a likelihood. */
  readonly #spread: number;

  /**
   * @param decoy - The best score of the query backwards.
   * @param independent - Independent places that were weighed, at least 1.
   */
  constructor(decoy: number, independent: number) {
    const expected = Math.max(1, Math.log(independent));
    this.#chance = Math.max(expected, decoy);
    // Where films keep a pace, chance gives more than timelines at random would, and spreads as much wider.
    this.#spread = this.#chance / expected;
  }

  /** References with a score as high that a query of unrelated films would be expected to propose. */
  expectedFalse(score: number): number {
    return Math.exp((this.#chance - score) / this.#spread);
  }

  /** The least score that is worth a closer look. */
  get least(): number {
    return this.#chance - this.#spread * Math.log(MOST_EXPECTED_FALSE);
  }
}

/** The surest findings, one for each reference, the surest first. */
export function surest<T extends TimelineCandidate>(findings: readonly T[]): T[] {
  const best = new Map<string, T>();
  for (const finding of [...findings].sort((one, other) => one.expectedFalse - other.expectedFalse)) {
    if (!best.has(finding.referenceId)) best.set(finding.referenceId, finding);
  }
  return [...best.values()].slice(0, MOST_FOUND);
}
