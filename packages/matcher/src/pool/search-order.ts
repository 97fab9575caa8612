import { workerData } from 'node:worker_threads';
import { type Outcome, outcomeOf } from '@streetdate/core/internal/threads';
import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { Match } from '../match.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { RenamedIndex } from '../reference-index/renamed-index.ts';
import { findMatches, type MatchOptions } from '../search.ts';
import { type PassResult, searchPass, undecidedIntervals } from '../search-session.ts';
import { MirroredIndex } from './mirrored-index.ts';
import type { SharedIndex } from './shared-index.ts';

/** The searches that a thread can do. */
const SEARCHES = { findMatches, undecidedIntervals, searchPass } as const;

/** The result of each search. */
export interface SearchResults {
  readonly findMatches: Match[];
  readonly undecidedIntervals: TimeSpan[];
  readonly searchPass: PassResult;
}

/** One query for a thread, with the state of the index at the call. */
export interface SearchOrder {
  readonly search: keyof SearchResults;
  readonly index: SharedIndex;
  readonly query: Fingerprint;
  readonly options: MatchOptions;
  /** Intervals that an earlier pass over the film has settled, seconds. */
  readonly settled: readonly TimeSpan[];
}

/** What every thread of a pool gets when it starts. */
export interface SearchThreadData {
  /** The names of a {@link RenamedIndex}; undefined when the index is searched under its own ids. */
  readonly names: ReadonlyMap<string, string> | undefined;
}

/** This thread's view of the index, and the index that is searched. A thread works for one pool. */
let mirror: { readonly index: MirroredIndex; readonly searched: ReferenceIndex } | undefined;

/** Runs an order on this thread. */
export function carryOut({ search, index, query, options, settled }: SearchOrder): Promise<Outcome<SearchResults[keyof SearchResults]>> {
  return outcomeOf(() => {
    mirror ??= mirrorOf(index, workerData);
    mirror.index.follow(index);
    return SEARCHES[search](query, mirror.searched, options, settled);
  });
}

function mirrorOf({ algorithm, view }: SharedIndex, { names }: SearchThreadData): NonNullable<typeof mirror> {
  const index = new MirroredIndex(algorithm, view);
  return { index, searched: names === undefined ? index : new RenamedIndex(index, names) };
}
