import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkInteger, inFlight } from '@streetdate/core/internal';
import { type Outcome, resultOf, WorkerThreads } from '@streetdate/core/internal/threads';
import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { RenamedIndex } from '@streetdate/index';
import { SegmentedIndexReader } from '@streetdate/index/internal';
import { type HeldIndex, IndexSharer } from '@streetdate/index/internal/threads';
import type { GroupAnswer, GroupQuestion } from '../groups/group-questions.ts';
import type { GroupFindings } from '../groups/search-group.ts';
import type { Match } from '../match.ts';
import type { MatchOptions } from '../search.ts';
import type { PassResult } from '../search-session.ts';
import { type SearchedPass, settledBy } from '../settled-intervals.ts';
import type { OrderResult, QuestionOrder, SearchOrder, SearchResults, SearchThreadData } from './search-order.ts';

/** The file that a worker thread runs. */
const WORKER = fileURLToPath(new URL('./search-worker.js', import.meta.url));

/** Options of {@link SearchPool}. */
export interface SearchPoolOptions {
  /** Number of worker threads, 1 to 1024. @defaultValue as many as the machine runs at once */
  readonly threads?: number;
}

/** Options of a search on a worker thread. */
export interface PoolSearchOptions extends MatchOptions {
  /** Stops the search, also one that waits for a thread. It then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link SearchPool.searchPass}. */
export interface PoolPassOptions extends PoolSearchOptions {
  /** Passes before, latest first, in the present state of the index. Those of other films are ignored. @defaultValue none */
  readonly earlier?: readonly SearchedPass[];
}

/** Options of {@link SearchPool.findMatchesOfAll}. */
export interface PoolStreamOptions extends PoolSearchOptions {
  /** Most queries that are taken and not yielded yet, from 1. @defaultValue twice the threads: half of them wait */
  readonly most?: number;
}

/**
 * Searches an index on several threads, one query on each. All threads share the memory of the segments. Each thread has a copy of the
 * memtable, and of what is derived from the references, such as the sound index (0.7 MB an hour of film). So seal or flush an index
 * with many new references before many queries.
 *
 * A query searches the index as it is at the call. Changes are seen by the next query. Results equal those of the functions of the same
 * names on this thread, to the last digit. Threads start with the first query and end with {@link close}. Idle threads do not keep the
 * process alive.
 */
export class SearchPool {
  /** Number of worker threads. */
  readonly threads: number;
  readonly #algorithm: string;
  readonly #sharer: IndexSharer;
  readonly #data: SearchThreadData;
  #running: WorkerThreads<SearchOrder | QuestionOrder, Outcome<OrderResult>> | undefined;
  #closed = false;

  /**
   * @param index - The index to search, or a {@link RenamedIndex} of it. The caller closes a stored index after the pool.
   * @throws TypeError for an index without segments, which has nothing to share.
   */
  constructor(index: SegmentedIndexReader | RenamedIndex, options: SearchPoolOptions = {}) {
    const { threads = availableParallelism() } = options;
    const held = index instanceof RenamedIndex ? index.index : index;
    if (!(held instanceof SegmentedIndexReader)) {
      throw new TypeError(`index must be a SegmentedIndex, got a ${(held as object).constructor.name}`);
    }
    checkInteger('threads', threads, 1, 1024);
    this.threads = threads;
    this.#algorithm = held.algorithm;
    this.#sharer = new IndexSharer(held);
    this.#data = { names: index instanceof RenamedIndex ? index.names : undefined };
  }

  /**
   * Finds the references that a query contains, on a worker thread.
   * @returns The matches, strongest first; empty when there are none.
   * @throws What `findMatches` throws; the signal's reason; StreetdateError `thread-failed` or `out-of-memory` when the thread ended. A new
   * thread then takes its place, and other queries go on.
   */
  findMatches(query: Fingerprint, options: PoolSearchOptions = {}): Promise<Match[]> {
    return this.#search('findMatches', query, options);
  }

  /**
   * Finds the intervals of a film that have to be decoded in full, on a worker thread.
   * @throws As {@link findMatches}.
   */
  undecidedIntervals(query: Fingerprint, options: PoolSearchOptions = {}): Promise<TimeSpan[]> {
    return this.#search('undecidedIntervals', query, options);
  }

  /**
   * Finds both the intervals of a film that have to be decoded in full and the matches, in one search on a worker thread. Intervals that an
   * earlier pass has settled are not searched again.
   * @throws As {@link findMatches}.
   */
  searchPass(query: Fingerprint, options: PoolPassOptions = {}): Promise<PassResult> {
    const { earlier = [], ...others } = options;
    return this.#search('searchPass', query, others, settledBy(earlier, query, this.#algorithm));
  }

  /**
   * Searches the index as one group of a library. The groups' findings are merged elsewhere.
   * @param settled - Intervals that an earlier pass has settled, seconds.
   * @throws As {@link findMatches}.
   * @internal
   */
  searchGroup(query: Fingerprint, options: PoolSearchOptions, settled: readonly TimeSpan[]): Promise<GroupFindings> {
    return this.#search('searchGroup', query, options, settled);
  }

  /**
   * Answers questions about the references of the index, as one group of a library.
   * @param fingerprints - Those of the references that the questions are about, as far as the index lacks them.
   * @throws As {@link findMatches}.
   * @internal
   */
  answer(
    questions: readonly GroupQuestion[],
    fingerprints: ReadonlyMap<string, Fingerprint>,
    signal?: AbortSignal,
  ): Promise<GroupAnswer[]> {
    return this.#run((index): QuestionOrder => ({ index, questions, fingerprints }), signal);
  }

  /**
   * Finds the references that each of many queries contains, on all threads. Yields the matches in the order of the queries. It takes a
   * query only when a result has been fetched, so memory holds at most `most` queries and results.
   * @param queries - The queries. They may be endless.
   * @throws As {@link findMatches}, for the first query that fails; what `queries` throws.
   */
  async *findMatchesOfAll(
    queries: Iterable<Fingerprint> | AsyncIterable<Fingerprint>,
    options: PoolStreamOptions = {},
  ): AsyncGenerator<Match[]> {
    const { most = 2 * this.threads, signal, ...match } = options;
    checkInteger('most', most, 1, 1_000_000);
    yield* inFlight(queries, { most, inOrder: true, signal }, (query, stopping) => this.findMatches(query, { ...match, signal: stopping }));
  }

  /** Ends all threads, also those that are searching, and lets go of the index's files. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running?.close();
    this.#sharer.close();
  }

  async #search<Search extends keyof SearchResults>(
    search: Search,
    query: Fingerprint,
    { signal, ...options }: PoolSearchOptions,
    settled: readonly TimeSpan[] = [],
  ): Promise<SearchResults[Search]> {
    return this.#run((index): SearchOrder => ({ search, index, query, options, settled }), signal);
  }

  async #run<Result>(
    orderFor: (index: HeldIndex['shared']) => SearchOrder | QuestionOrder,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    if (this.#closed) throw new TypeError('pool must be open, got a closed one');
    signal?.throwIfAborted();
    this.#running ??= new WorkerThreads(WORKER, this.threads, this.#data);
    const index: HeldIndex = this.#sharer.now();
    const letGo = index.hold();
    try {
      const outcome = await this.#running.run(orderFor(index.shared), { signal });
      return resultOf(outcome as Outcome<Result>);
    } finally {
      letGo();
    }
  }
}
