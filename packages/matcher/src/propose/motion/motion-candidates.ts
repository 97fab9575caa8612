import type { TimeSpan } from '@streetdate/core/portable';

/** Where a reference moves as an interval of the query does. It is worth a closer look, and no match. */
export interface MotionCandidate {
  /** The reference, as it was added to the index. */
  readonly referenceId: string;
  /** Whether the query shows it mirrored left to right. */
  readonly mirrored: boolean;
  /** Reference time less query time, seconds: right within an eighth of one at the middle of the interval. */
  readonly offset: number;
  /** The interval, seconds of the query. */
  readonly stretch: TimeSpan;
  /** Decimal logarithm of how many places as good as this one a query of unrelated films would be expected to propose. */
  readonly logExpectedFalse: number;
}

/** Places that a query may propose, the surest first, and how surely. */
const MOST_FOUND = 12;
const MOST_EXPECTED_FALSE = 1;

/** The best place of one window in one reference, and the decimal logarithm of the chance that an unrelated film's place is as good. */
export type BestPlace = Omit<MotionCandidate, 'logExpectedFalse'> & { readonly logChance: number };

/**
 * The places that are worth a closer look, the surest first.
 * @param places - Places that were compared in all.
 */
export function surestCandidates(found: readonly BestPlace[], places: number): MotionCandidate[] {
  return found
    .map(({ logChance, ...finding }) => ({ ...finding, logExpectedFalse: logChance + Math.log10(places) }))
    .filter(({ logExpectedFalse }) => logExpectedFalse <= Math.log10(MOST_EXPECTED_FALSE))
    .sort((one, other) => one.logExpectedFalse - other.logExpectedFalse)
    .slice(0, MOST_FOUND);
}
