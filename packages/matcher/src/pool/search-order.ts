import { workerData } from 'node:worker_threads';
import { type Outcome, outcomeOf } from '@streetdate/core/internal/threads';
import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { type ReferenceIndex, RenamedIndex } from '@streetdate/index';
import { MirroredIndex, type SharedIndex } from '@streetdate/index/internal/threads';
import { findMatches } from '../find-matches.ts';
import { answerInGroup, type GroupAnswer, type GroupQuestion } from '../groups/group-questions.ts';
import { type GroupFindings, searchGroup } from '../groups/search-group.ts';
import type { Match } from '../match.ts';
import type { MatchOptions } from '../search.ts';
import { type PassResult, searchPass, undecidedIntervals } from '../search-session.ts';

/** The searches that a thread can do. */
const SEARCHES = { findMatches, undecidedIntervals, searchPass, searchGroup } as const;

/** The result of each search. */
export interface SearchResults {
  readonly findMatches: Match[];
  readonly undecidedIntervals: TimeSpan[];
  readonly searchPass: PassResult;
  readonly searchGroup: GroupFindings;
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

/** Questions about the references of the index, for a thread. */
export interface QuestionOrder {
  readonly index: SharedIndex;
  readonly questions: readonly GroupQuestion[];
  /** The fingerprints of the references that the questions are about, as far as the index lacks them. */
  readonly fingerprints: ReadonlyMap<string, Fingerprint>;
}

/** What a thread gives back. */
export type OrderResult = SearchResults[keyof SearchResults] | readonly GroupAnswer[];

/** What every thread of a pool gets when it starts. */
export interface SearchThreadData {
  /** The names of a {@link RenamedIndex}; undefined when the index is searched under its own ids. */
  readonly names: ReadonlyMap<string, string> | undefined;
}

/** This thread's view of the index, and the index that is searched. A thread works for one pool. */
let mirror: { readonly index: MirroredIndex; readonly searched: ReferenceIndex } | undefined;

/** Runs an order on this thread. */
export function carryOut(order: SearchOrder | QuestionOrder): Promise<Outcome<OrderResult>> {
  return outcomeOf((): OrderResult => {
    mirror ??= mirrorOf(order.index, workerData);
    mirror.index.follow(order.index);
    const { searched } = mirror;
    if ('questions' in order) {
      return order.questions.map((question) => answerInGroup(question, searched, (id) => order.fingerprints.get(id)));
    }
    return SEARCHES[order.search](order.query, searched, order.options, order.settled);
  });
}

function mirrorOf({ algorithm, view }: SharedIndex, { names }: SearchThreadData): NonNullable<typeof mirror> {
  const index = new MirroredIndex(algorithm, view);
  return { index, searched: names === undefined ? index : new RenamedIndex(index, names) };
}
