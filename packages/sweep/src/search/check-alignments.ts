import { type HashTrack, StreetdateError } from '@streetdate/core/portable';
import { momentsOf } from '../bands/moments.ts';
import type { QueryVariant } from '../bands/query-variants.ts';
import type { Engine } from '../engine/duckdb.ts';
import type { ListedReference } from '../parquet/parquet-library.ts';
import { holds, type MarkedTrack } from './alignment-evidence.ts';
import { readAlignments } from './proposed-alignments.ts';

/** The proposed alignments that hold. */
export interface CheckedAlignments {
  /** Number of proposed alignments. */
  readonly proposed: number;
  /** By query number, the ids of the references with an alignment that holds. */
  readonly pairs: ReadonlyMap<number, ReadonlySet<string>>;
}

/**
 * Verifies the proposed alignments, reference by reference, so that each reference is loaded once for all queries.
 * @param queries - The variants of each query, by number.
 * @param loadTrack - Loads the reference track that the band keys were made from.
 * @throws StreetdateError `bad-library` for a reference that the library lacks; errors of `loadTrack`.
 */
export async function checkAlignments(
  engine: Engine,
  references: readonly ListedReference[],
  queries: ReadonlyMap<number, readonly QueryVariant[]>,
  loadTrack: (reference: ListedReference) => Promise<HashTrack | undefined>,
  signal: AbortSignal | undefined,
): Promise<CheckedAlignments> {
  const pairs = new Map<number, Set<string>>();
  let proposed = 0;
  let loaded: { readonly reference: number; readonly marked: MarkedTrack | undefined } | undefined;
  for await (const alignment of readAlignments(engine)) {
    signal?.throwIfAborted();
    proposed++;
    const reference = references[alignment.reference];
    if (reference === undefined)
      throw new StreetdateError('bad-library', `an alignment names reference ${alignment.reference}, which is not in the library`);
    const held = pairs.get(alignment.query) ?? new Set();
    const query = queries.get(alignment.query)?.[alignment.look];
    if (query === undefined || held.has(reference.id)) continue;
    if (alignment.isOfFrames) {
      if (loaded?.reference !== alignment.reference) {
        const track = await loadTrack(reference);
        loaded = { reference: alignment.reference, marked: track && { track, moments: momentsOf(track) } };
      }
      if (loaded.marked === undefined || !holds(alignment, query.track, loaded.marked)) continue;
    }
    pairs.set(alignment.query, held.add(reference.id));
  }
  return { proposed, pairs };
}
