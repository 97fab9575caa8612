import { type HashTrack, StreetdateError } from '@streetdate/core/portable';
import type { Look } from '../bands/looks.ts';
import { momentsOf } from '../bands/moments.ts';
import type { Engine } from '../engine/duckdb.ts';
import type { ListedReference } from '../parquet/parquet-library.ts';
import { holds, type MarkedTrack } from './line-check.ts';
import { readLines } from './proposed-lines.ts';

/** What is left of the proposed lines. */
export interface CheckedLines {
  /** How many were proposed. */
  readonly lines: number;
  /** By the number of the query, the ids of the references with which it has a line that holds. */
  readonly pairs: ReadonlyMap<number, ReadonlySet<string>>;
}

/**
 * Looks at the lines that the join proposed, one reference after the other, so that each is loaded once for all queries.
 * @param queries - The looks of each, by number.
 * @param loadTrack - Loads the track of a reference that the band keys are of.
 * @throws StreetdateError `bad-library` for a line of a reference that the library has not; what `loadTrack` throws.
 */
export async function checkLines(
  engine: Engine,
  references: readonly ListedReference[],
  queries: ReadonlyMap<number, readonly Look[]>,
  loadTrack: (reference: ListedReference) => Promise<HashTrack | undefined>,
  signal: AbortSignal | undefined,
): Promise<CheckedLines> {
  const pairs = new Map<number, Set<string>>();
  let lines = 0;
  let loaded: { readonly reference: number; readonly marked: MarkedTrack | undefined } | undefined;
  for await (const line of readLines(engine)) {
    signal?.throwIfAborted();
    lines++;
    const reference = references[line.reference];
    if (reference === undefined)
      throw new StreetdateError('bad-library', `a line names reference ${line.reference}, which is not in the library`);
    const held = pairs.get(line.query) ?? new Set();
    const query = queries.get(line.query)?.[line.look];
    if (query === undefined || held.has(reference.id)) continue;
    if (line.isOfFrames) {
      if (loaded?.reference !== line.reference) {
        const track = await loadTrack(reference);
        loaded = { reference: line.reference, marked: track && { track, moments: momentsOf(track) } };
      }
      if (loaded.marked === undefined || !holds(line, query.track, loaded.marked)) continue;
    }
    pairs.set(line.query, held.add(reference.id));
  }
  return { lines, pairs };
}
