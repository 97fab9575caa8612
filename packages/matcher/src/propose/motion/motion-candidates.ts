import type { TimeSpan } from '@streetdate/core/portable';

/** A place where a reference moves like an interval of the query. It is compared further; it is no match. */
export interface MotionCandidate {
  /** The reference, as it was added to the index. */
  readonly referenceId: string;
  /** Whether it appears mirrored left to right in the query. */
  readonly mirrored: boolean;
  /** Reference time minus query time, seconds: right within 0.125 s at the middle of the interval. */
  readonly offset: number;
  /** The interval, seconds of the query. */
  readonly interval: TimeSpan;
  /** Decimal logarithm of the expected number of equally good places that a query of unrelated films would propose. */
  readonly logExpectedFalse: number;
}

/** Options of the searches by motion. */
export interface MotionOptions {
  /** Restricts the search to these references. @defaultValue every one */
  readonly only?: ReadonlySet<string> | undefined;
  /** Share of the library that the index holds, 0 to 1. @defaultValue 1 */
  readonly share?: number;
}

/** Most places that a query may propose, the most certain first, and the least certainty. */
const MOST_FOUND = 12;
const MOST_EXPECTED_FALSE = 1;

/** The best place of one window in one reference, and the decimal logarithm of its p-value among unrelated films. */
export type BestPlace = Omit<MotionCandidate, 'logExpectedFalse'> & { readonly logChance: number };

/**
 * The places that deserve further comparison, most certain first.
 * @param places - Total number of compared places.
 * @param share - Share of the library that was searched, 0 to 1. All shares together may propose as many wrong places as one search.
 */
export function surestCandidates(found: readonly BestPlace[], places: number, share: number): MotionCandidate[] {
  return found
    .map(({ logChance, ...finding }) => ({ ...finding, logExpectedFalse: logChance + Math.log10(places) }))
    .filter(({ logExpectedFalse }) => logExpectedFalse <= Math.log10(MOST_EXPECTED_FALSE * share))
    .sort((one, other) => one.logExpectedFalse - other.logExpectedFalse)
    .slice(0, MOST_FOUND);
}
