import { type Fingerprint, StreetdateError, type StreetdateErrorCode, type TimeSpan } from '@streetdate/core/portable';
import { findMatches, type MatchOptions } from '../match/find-matches.ts';
import type { Match } from '../match/match.ts';
import { undecidedStretches } from '../match/undecided-stretches.ts';
import { MirroredIndex } from './mirrored-index.ts';
import type { SharedIndex } from './shared-index.ts';

/** What a thread may be asked to do with a query. */
const SEARCHES = { findMatches, undecidedStretches } as const;

/** What each search gives. */
export interface SearchResults {
  readonly findMatches: Match[];
  readonly undecidedStretches: TimeSpan[];
}

/** One query for a thread, in the index as it was when it was asked. */
export interface SearchOrder {
  readonly search: keyof SearchResults;
  readonly index: SharedIndex;
  readonly query: Fingerprint;
  readonly options: MatchOptions;
}

/** What came of an order. Messages keep the class of the language's own errors alone, so that ours are told field by field. */
export type SearchOutcome<Result> =
  | { readonly result: Result }
  | { readonly fault: { readonly code: StreetdateErrorCode; readonly message: string; readonly path: string | undefined } }
  | { readonly error: unknown };

/** This thread's view of the index: a thread works for one pool. */
let mirror: MirroredIndex | undefined;

/** Carries an order out. Whatever the search throws is an outcome: what fails otherwise is the thread. */
export function carryOut({ search, index, query, options }: SearchOrder): SearchOutcome<SearchResults[keyof SearchResults]> {
  try {
    mirror ??= new MirroredIndex(index.algorithm, index.view);
    mirror.follow(index);
    return { result: SEARCHES[search](query, mirror, options) };
  } catch (error) {
    if (!(error instanceof StreetdateError)) return { error };
    const { code, message, path } = error;
    return { fault: { code, message, path } };
  }
}

/** What came of an order, on the thread that gave it. @throws What the search threw. */
export function resultOf<Result>(outcome: SearchOutcome<Result>): Result {
  if ('result' in outcome) return outcome.result;
  if ('error' in outcome) throw outcome.error;
  const { code, message, path } = outcome.fault;
  throw new StreetdateError(code, message, path === undefined ? {} : { path });
}
