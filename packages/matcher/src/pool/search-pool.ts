import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkInteger, type Fingerprint, inFlight, type TimeSpan } from '@streetdate/core/portable';
import { type Outcome, resultOf, WorkerThreads } from '@streetdate/core/threads';
import type { MatchOptions } from '../match/find-matches.ts';
import type { Match } from '../match/match.ts';
import { RenamedIndex } from '../reference-index/renamed-index.ts';
import { SegmentedIndex } from '../reference-index/segment/segmented-index.ts';
import type { SearchOrder, SearchResults, SearchThreadData } from './search-order.ts';
import { type HeldIndex, IndexSharer } from './shared-index.ts';

/** What a thread loads. */
const WORKER = fileURLToPath(new URL('./search-worker.js', import.meta.url));

/** Options of {@link SearchPool}. */
export interface SearchPoolOptions {
  /** Threads that search, 1 to 1024. @defaultValue as many as the machine runs at once */
  readonly threads?: number;
}

/** Options of a search on another thread. */
export interface PoolSearchOptions extends MatchOptions {
  /** Stops it, whether it has begun or waits; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link SearchPool.findMatchesOfAll}. */
export interface PoolStreamOptions extends PoolSearchOptions {
  /** Queries that are taken and whose matches are not fetched yet, from 1. @defaultValue twice the threads: as many wait as are searched for */
  readonly most?: number;
}

/**
 * Searches an index on several threads, one query on each. Segments lie in memory that all threads share and are never copied, nor are the fingerprints
 * of what was sealed; the head, which is small, each thread has for itself, and so it has what is derived from the references: an index of their
 * sound, 0.7 MB an hour, and one of their cuts, where queries ask for them. So an index that was added to should be sealed, or flushed, before many queries.
 *
 * A query is searched for in the index as it is at the call: what is added or taken out is seen by the next one. Results are those of the functions of
 * the same names on this thread, to the last digit. Threads start with the first query, and end with {@link close}; while they have nothing to do they do
 * not keep the process alive.
 */
export class SearchPool {
  /** Threads that search. */
  readonly threads: number;
  readonly #sharer: IndexSharer;
  readonly #data: SearchThreadData;
  #running: WorkerThreads<SearchOrder, Outcome<SearchResults[keyof SearchResults]>> | undefined;
  #closed = false;

  /**
   * @param index - The index to search, or one that shows it under other names. It stays the caller's, who closes a `StoredIndex` after the pool.
   * @throws TypeError for any other index, which has no segments to share.
   */
  constructor(index: SegmentedIndex | RenamedIndex, options: SearchPoolOptions = {}) {
    const { threads = availableParallelism() } = options;
    const held = index instanceof RenamedIndex ? index.index : index;
    if (!(held instanceof SegmentedIndex)) {
      throw new TypeError(`index must be a SegmentedIndex, got a ${(held as object).constructor.name}`);
    }
    checkInteger('threads', threads, 1, 1024);
    this.threads = threads;
    this.#sharer = new IndexSharer(held);
    this.#data = { names: index instanceof RenamedIndex ? index.names : undefined };
  }

  /**
   * Finds what a query shows of the references, on another thread.
   * @returns The matches, strongest first; empty when nothing is found.
   * @throws What `findMatches` throws; the signal's reason; StreetdateError `thread-failed` or `out-of-memory` when the thread ended meanwhile: another
   * one takes its place, and other queries go on.
   */
  findMatches(query: Fingerprint, options: PoolSearchOptions = {}): Promise<Match[]> {
    return this.#search('findMatches', query, options);
  }

  /**
   * Which stretches of a film have to be looked at more closely, on another thread.
   * @throws As {@link findMatches}.
   */
  undecidedStretches(query: Fingerprint, options: PoolSearchOptions = {}): Promise<TimeSpan[]> {
    return this.#search('undecidedStretches', query, options);
  }

  /**
   * Finds what many queries show, all threads at work, and yields the matches of each in the order of the queries. A slow source is waited for, and from a
   * fast one no more is taken than is fetched: memory holds `most` queries and results, however many there are.
   * @param queries - The queries; may be endless.
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

  /** Ends the threads, also those that search, and lets go of the index's files. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running?.close();
    this.#sharer.close();
  }

  async #search<Search extends keyof SearchResults>(
    search: Search,
    query: Fingerprint,
    { signal, ...options }: PoolSearchOptions,
  ): Promise<SearchResults[Search]> {
    if (this.#closed) throw new TypeError('pool must be open, got a closed one');
    signal?.throwIfAborted();
    this.#running ??= new WorkerThreads(WORKER, this.threads, this.#data);
    const index: HeldIndex = this.#sharer.now();
    const letGo = index.hold();
    try {
      const outcome = await this.#running.run({ search, index: index.shared, query, options }, { signal });
      return resultOf(outcome as Outcome<SearchResults[Search]>);
    } finally {
      letGo();
    }
  }
}
