import { availableParallelism, freemem } from 'node:os';
import { type Fingerprint, findTrack, StreetdateError, type TimeSpan } from '@streetdate/core';
import { type Match, type MatchOptions, type ReferenceIndex, RenamedIndex, SearchSession } from '@streetdate/matcher';
import { SearchPool } from '@streetdate/matcher/pool';
import type { OpenReferences } from './stored-references.ts';

/** Files for each thread from which on threads are started: the first search of each, which loads the code and derives what it needs, takes as long as two or three later ones. */
const FILES_A_THREAD = 4;
/** Bytes that a thread takes at first. */
const THREAD_BYTES = 60e6;
/** Bytes that a thread derives from each second of the references: 0.7 MB of sound an hour, and 33 KB of cuts. */
const DERIVED_BYTES = 0.75e6 / 3600;

/**
 * How many threads are worth starting to search for files.
 * @param files - Files that have to be searched for.
 * @param seconds - Length of all references.
 * @param most - Threads at most. @defaultValue as many as the machine runs at once
 * @returns 1 where this thread does as well, or where more would take over half of the free memory.
 */
export function searchThreadsFor(files: number, seconds: number, most = availableParallelism()): number {
  const affordable = freemem() / 2 / (THREAD_BYTES + DERIVED_BYTES * seconds);
  return Math.max(1, Math.floor(Math.min(most, files / FILES_A_THREAD, affordable)));
}

/** Searches the references of a library, on this thread or on several, with the same results. */
export class LibrarySearch {
  /** The references. */
  readonly index: ReferenceIndex;
  readonly #references: OpenReferences;
  readonly #options: MatchOptions;
  readonly #pool: SearchPool | undefined;
  readonly #session: SearchSession;

  /**
   * @param references - What to search; closed with {@link close}.
   * @param options - What the catalogue says of the references.
   * @param threads - Threads that search; 1 for this one. References without a stored index are searched on this one alone.
   */
  constructor(references: OpenReferences, options: MatchOptions, threads: number) {
    const { index } = references;
    this.index = index;
    this.#references = references;
    this.#options = options;
    this.#session = new SearchSession(index, options);
    this.#pool = threads > 1 && index instanceof RenamedIndex ? new SearchPool(index, { threads }) : undefined;
  }

  /**
   * Finds what a fingerprint shows of the references.
   * @throws StreetdateError `unknown-algorithm` when it has no track that the index can compare; as {@link SearchPool.findMatches}.
   */
  async findMatches(path: string, fingerprint: Fingerprint, signal?: AbortSignal): Promise<readonly Match[]> {
    const { algorithm } = this.index;
    if (!findTrack(fingerprint, algorithm)) {
      const tracks = fingerprint.tracks.map((track) => track.algorithm).join(', ') || 'none';
      throw new StreetdateError('unknown-algorithm', `${path}: it has no ${algorithm} track, only: ${tracks}`, { path });
    }
    return this.#pool?.findMatches(fingerprint, { ...this.#options, signal }) ?? this.#session.matches(fingerprint);
  }

  /** Which stretches of a film have to be looked at more closely. @throws As {@link SearchPool.undecidedIntervals}. */
  async undecided(query: Fingerprint, signal?: AbortSignal): Promise<readonly TimeSpan[]> {
    return this.#pool?.undecidedIntervals(query, { ...this.#options, signal }) ?? this.#session.undecided(query);
  }

  /** Ends the threads and closes the references. */
  async close(): Promise<void> {
    await this.#pool?.close();
    await this.#references.close();
  }
}
