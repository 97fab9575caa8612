import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { MatchOptions } from '@streetdate/matcher';
import type { PassResult } from '@streetdate/matcher/pool';

/** References that a search could not ask. */
export interface MissingReferences {
  /** The group that they lie in. */
  readonly group: number;
  /** How many there are. */
  readonly references: number;
  /** Their length, hours. */
  readonly hours: number;
}

/** What a search elsewhere found. */
export interface ReferenceSearchResult extends PassResult {
  /** What it could not ask; empty for a whole search. */
  readonly missing: readonly MissingReferences[];
}

/** Searches a library's references elsewhere, such as on machines that hold a part of them each. */
export interface ReferenceSearch {
  /**
   * Searches a pass over a film, or a still. It has at least the references that the catalogue has when it is called.
   * @param settled - Intervals that an earlier pass has settled, seconds.
   * @throws StreetdateError, such as `store-unavailable`; the signal's reason.
   */
  search(query: Fingerprint, options: MatchOptions, settled: readonly TimeSpan[], signal?: AbortSignal): Promise<ReferenceSearchResult>;
}
