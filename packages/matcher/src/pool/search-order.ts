import { workerData } from 'node:worker_threads';
import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { type Outcome, outcomeOf } from '@streetdate/core/threads';
import { findMatches, type MatchOptions } from '../match/find-matches.ts';
import type { Match } from '../match/match.ts';
import { undecidedStretches } from '../match/undecided-stretches.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { RenamedIndex } from '../reference-index/renamed-index.ts';
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

/** What all threads of a pool are told when they start. */
export interface SearchThreadData {
  /** Under which names the references are shown, as {@link RenamedIndex} has them; undefined where they are shown as they are. */
  readonly names: ReadonlyMap<string, string> | undefined;
}

/** This thread's view of the index, and what of it is searched: a thread works for one pool. */
let mirror: { readonly index: MirroredIndex; readonly searched: ReferenceIndex } | undefined;

/** Carries an order out, on a thread of the pool. */
export function carryOut({ search, index, query, options }: SearchOrder): Promise<Outcome<SearchResults[keyof SearchResults]>> {
  return outcomeOf(() => {
    mirror ??= mirrorOf(index, workerData);
    mirror.index.follow(index);
    return SEARCHES[search](query, mirror.searched, options);
  });
}

function mirrorOf({ algorithm, view }: SharedIndex, { names }: SearchThreadData): NonNullable<typeof mirror> {
  const index = new MirroredIndex(algorithm, view);
  return { index, searched: names === undefined ? index : new RenamedIndex(index, names) };
}
