import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { type Outcome, outcomeOf } from '@streetdate/core/threads';
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

/** This thread's view of the index: a thread works for one pool. */
let mirror: MirroredIndex | undefined;

/** Carries an order out, on a thread of the pool. */
export function carryOut({ search, index, query, options }: SearchOrder): Promise<Outcome<SearchResults[keyof SearchResults]>> {
  return outcomeOf(() => {
    mirror ??= new MirroredIndex(index.algorithm, index.view);
    mirror.follow(index);
    return SEARCHES[search](query, mirror, options);
  });
}
