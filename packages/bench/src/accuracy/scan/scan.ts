import type { Fingerprint } from '@streetdate/core';
import { SegmentedIndex } from '@streetdate/index';
import { findMatches, type Match, type MatchOptions } from '@streetdate/matcher';
import { inOrder } from '../in-order.ts';
import type { LibraryEntry } from '../library.ts';
import type { QueryTruth } from '../truth.ts';
import type { FingerprintCache } from './fingerprints.ts';
import { otherFilms } from './other-films.ts';

/** What the matcher said of one query. */
export interface ScannedQuery {
  readonly query: QueryTruth;
  /** Best first. */
  readonly matches: readonly Match[];
  /** Time that matching took, milliseconds. */
  readonly matchMs: number;
}

/** Enrolls the library. References of which nothing can be fingerprinted are left out, as the product would. */
export async function enroll(entries: readonly LibraryEntry[], fingerprints: FingerprintCache): Promise<Map<string, Fingerprint>> {
  const made = await inOrder(entries, 2, async (entry) => [entry.referenceId, await fingerprints.get(entry.path, 'reference')] as const);
  return new Map(made.flatMap(([id, fingerprint]) => (fingerprint === undefined ? [] : [[id, fingerprint] as const])));
}

/** Looks every query up among the references, with the thresholds that the product ships with unless `options` says otherwise. */
export async function scanQueries(
  queries: readonly QueryTruth[],
  references: ReadonlyMap<string, Fingerprint>,
  fingerprints: FingerprintCache,
  options: {
    readonly match?: MatchOptions;
    /** Names the references, where queries are to be looked at as a scan does it: at their key frames first. */
    readonly cascade?: readonly string[] | undefined;
    /** Hours of other films in the library. @defaultValue 0 */
    readonly libraryHours?: number | undefined;
    /** Whether the references are prioritised. @defaultValue false */
    readonly prioritised?: boolean | undefined;
    readonly onProgress?: (done: number, all: number) => void;
  } = {},
): Promise<ScannedQuery[]> {
  const index = indexOf(references);
  fill(index, options.libraryHours ?? 0, [...references.values()]);
  const match = { ...options.match, ...(options.prioritised && { prioritised: new Set(references.keys()) }) };
  let done = 0;
  return inOrder(queries, 2, async (query) => {
    const fingerprint = await (options.cascade
      ? fingerprints.getCascaded(query.path, index, options.cascade)
      : fingerprints.get(query.path, 'query'));
    const start = performance.now();
    const matches = fingerprint === undefined ? [] : findMatches(fingerprint, index, match);
    const matchMs = performance.now() - start;
    options.onProgress?.(++done, queries.length);
    return { query, matches, matchMs };
  });
}

/** An index of all references. */
export function indexOf(references: ReadonlyMap<string, Fingerprint>): SegmentedIndex {
  const index = new SegmentedIndex();
  for (const [id, fingerprint] of references) index.add(id, fingerprint);
  return index;
}

/** Films of an hour that are added before they become a segment. */
const FILMS_A_SEGMENT = 50;

/** Adds so many hours of other films to an index. @param real - Films whose pieces are made strange for every second of them. */
export function fill(index: SegmentedIndex, hours: number, real: readonly Fingerprint[]): void {
  let added = 0;
  for (const [id, film] of otherFilms(hours, real)) {
    index.add(id, film);
    if (++added % FILMS_A_SEGMENT === 0) index.seal();
  }
  if (added > 0) index.seal();
}
