import { availableParallelism, freemem } from 'node:os';
import { type Fingerprint, findTrack, StreetdateError, type TimeSpan } from '@streetdate/core';
import type { ReferenceIndex } from '@streetdate/index';
import { type Match, type MatchOptions, SearchSession } from '@streetdate/matcher';
import { isEqual } from '@streetdate/matcher/internal';
import type { PassResult, SearchPool } from '@streetdate/matcher/pool';
import type { MissingReferences } from '../reference-search.ts';
import type { OpenSearch } from './open-search.ts';

/**
 * Files for each thread that justify starting threads. A thread's first search loads the code and derives data, and takes as long as two or
 * three later ones.
 */
const FILES_A_THREAD = 4;
/** Initial memory of a thread, bytes. */
const THREAD_BYTES = 60e6;
/** Derived bytes for each second of the references in each thread: 0.7 MB of sound and 33 KB of cuts an hour. */
const DERIVED_BYTES = 0.75e6 / 3600;

/**
 * The useful number of threads for searches.
 * @param files - Files to search for.
 * @param seconds - Length of all references.
 * @param most - Most threads. @defaultValue the number of processors
 * @returns 1 if other threads would not help, or would take over half of the free memory.
 */
export function searchThreadsFor(files: number, seconds: number, most = availableParallelism()): number {
  const affordable = freemem() / 2 / (THREAD_BYTES + DERIVED_BYTES * seconds);
  return Math.max(1, Math.floor(Math.min(most, files / FILES_A_THREAD, affordable)));
}

/** A pass that a thread has searched, in one state of the index. */
interface KeptPass {
  readonly revision: number;
  readonly query: Fingerprint;
  readonly result: PassResult;
}

/** What was found of a file, and the references that it was found in. */
export interface FoundInReferences {
  readonly matches: readonly Match[];
  /** At least the references of the titles that were found. */
  readonly index: ReferenceIndex;
  /** What could not be searched. */
  readonly missing: readonly MissingReferences[];
}

/** Searches the references of a library, on one thread or several, with equal results. */
export class LibrarySearch {
  /** The references. */
  readonly index: ReferenceIndex;
  readonly #opened: OpenSearch;
  readonly #options: MatchOptions;
  readonly #pool: SearchPool | undefined;
  readonly #session: SearchSession;
  /** What the threads found in the last passes, latest first: those of the films that are scanned side by side. */
  #passes: readonly KeptPass[] = [];

  /**
   * @param opened - The references to search, and the threads that do it; {@link close} closes them.
   * @param options - The catalogue's facts about the references.
   */
  constructor(opened: OpenSearch, options: MatchOptions) {
    const { index, pool } = opened;
    this.index = index;
    this.#opened = opened;
    this.#options = options;
    this.#session = new SearchSession(index, options);
    this.#pool = pool;
  }

  /**
   * Finds the matches of a fingerprint.
   * @throws StreetdateError `unknown-algorithm` if the index can compare none of its tracks; as {@link SearchPool.findMatches}.
   */
  async findMatches(path: string, fingerprint: Fingerprint, signal?: AbortSignal): Promise<FoundInReferences> {
    const { index } = this;
    const { algorithm } = index;
    if (!findTrack(fingerprint, algorithm)) {
      const tracks = fingerprint.tracks.map((track) => track.algorithm).join(', ') || 'none';
      throw new StreetdateError('unknown-algorithm', `${path}: it has no ${algorithm} track, only: ${tracks}`, { path });
    }
    const matches =
      this.#pool === undefined ? this.#session.matches(fingerprint) : (await this.#passOf(fingerprint, this.#pool, signal)).matches;
    return { matches, index, missing: [] };
  }

  /** The intervals of a film that need closer decoding. @throws As {@link SearchPool.undecidedIntervals}. */
  async undecided(query: Fingerprint, signal?: AbortSignal): Promise<readonly TimeSpan[]> {
    return this.#pool === undefined ? this.#session.undecided(query) : (await this.#passOf(query, this.#pool, signal)).undecided;
  }

  /** The search of a pass. A pass that was searched before is known: a film without undecided intervals would be searched twice. */
  async #passOf(query: Fingerprint, pool: SearchPool, signal: AbortSignal | undefined): Promise<PassResult> {
    const { revision } = this.index;
    const known = this.#passes.find((pass) => pass.revision === revision && isEqual(pass.query, query));
    if (known !== undefined) return known.result;
    const earlier = this.#passes
      .filter((pass) => pass.revision === revision)
      .map((pass) => ({ query: pass.query, evidence: pass.result.evidence }));
    const result = await pool.searchPass(query, { ...this.#options, earlier, signal });
    this.#passes = [{ revision, query, result }, ...this.#passes].slice(0, 2 * pool.threads);
    return result;
  }

  /** Ends the threads and closes the references. */
  async close(): Promise<void> {
    await this.#opened.close();
  }
}
