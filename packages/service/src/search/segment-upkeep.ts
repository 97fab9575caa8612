import { StreetdateError } from '@streetdate/core/portable';
import type { BlobEntry, MaintainedBlobStore } from '@streetdate/engine';
import type { BadBlob } from '@streetdate/engine/internal';
import type { ServiceDatabase } from '../store/database.ts';

/**
 * How long a segment stays after a merge has replaced it, milliseconds. A search asks for the segments of the plan that it began with, for some
 * minutes at most.
 */
export const SEGMENT_GRACE_MS = 3_600_000;

/** A library whose segments are looked after. */
export interface SegmentPlace {
  /** The service's tables, which name the segments. */
  readonly database: ServiceDatabase;
  /** Whose library it is. */
  readonly organisationId: string;
  /** The library's bytes. */
  readonly blobs: MaintainedBlobStore;
}

/** Options for {@link removeOldSegments} and {@link checkSegments}. */
export interface SegmentUpkeepOptions {
  /** The current time. */
  readonly now: () => Date;
  /** @defaultValue an hour */
  readonly graceMs?: number | undefined;
  /** Stops the work; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a check of a library's segments found. */
export interface SegmentCheck {
  /** How many segments the rows name, each read and compared with its SHA-256. */
  readonly segments: number;
  /** Those that are missing or damaged. Their references are not searched. */
  readonly badSegments: readonly BadBlob[];
  /** Segments that no row names: replaced by a merge, or left by a killed process. */
  readonly unreferenced: number;
  /** Their bytes. */
  readonly unreferencedBytes: number;
  /** How many of those were removed. */
  readonly removed: number;
}

/**
 * Removes the segments that no row names: what merges have replaced and killed processes have left, once the grace time is over.
 * @returns How many.
 * @throws StreetdateError as the stores.
 */
export async function removeOldSegments(place: SegmentPlace, options: SegmentUpkeepOptions): Promise<number> {
  const { database, organisationId, blobs } = place;
  const { now, graceMs = SEGMENT_GRACE_MS, signal } = options;
  const before = new Date(now().getTime() - graceMs);
  let removed = 0;
  for (const { sha256, storedMs } of await looseSegments(place)) {
    signal?.throwIfAborted();
    if (storedMs >= before.getTime()) continue;
    const isGone = await database.transaction().execute(async (transaction) => {
      // The lock of the plan: whoever is about to name the segment has put it since, or does so after this.
      await lockPlan(transaction, organisationId);
      const named = await transaction
        .selectFrom('search_segment')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      const retired = await transaction
        .selectFrom('search_retired_segment')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .where('sha256', '=', sha256)
        .where('retired_at', '>=', before.toISOString())
        .executeTakeFirst();
      return named === undefined && retired === undefined && (await blobs.removeOld('segment', sha256, before.getTime()));
    });
    if (isGone) removed++;
  }
  await database
    .deleteFrom('search_retired_segment')
    .where('organisation_id', '=', organisationId)
    .where('retired_at', '<', before.toISOString())
    .execute();
  return removed;
}

/**
 * Checks that each segment that a row names is there and intact. With `repair`, what no row names is removed as by {@link removeOldSegments}, and
 * the next search makes segments anew that are missing or damaged.
 * @throws StreetdateError as the stores.
 */
export async function checkSegments(
  place: SegmentPlace,
  { repair = false, ...options }: SegmentUpkeepOptions & { readonly repair?: boolean | undefined },
): Promise<SegmentCheck> {
  const { database, organisationId, blobs } = place;
  const loose = await looseSegments(place);
  const named = await namedSegments(place);
  const badSegments: BadBlob[] = [];
  for (const sha256 of named) {
    options.signal?.throwIfAborted();
    const fault = await blobs.get('segment', sha256).then(() => undefined, faultOf);
    // A merge may have replaced it meanwhile.
    if (fault && (await namedSegments(place)).has(sha256)) badSegments.push({ kind: 'segment', sha256, fault });
  }
  if (repair && badSegments.length > 0) {
    await database.transaction().execute(async (transaction) => {
      await lockPlan(transaction, organisationId);
      for (const { sha256 } of badSegments) await forgetSegment(transaction, organisationId, sha256);
      await transaction
        .updateTable('search_library')
        .set((column) => ({ revision: column('revision', '+', 1), library_revision: 0 }))
        .where('organisation_id', '=', organisationId)
        .execute();
    });
  }
  return {
    segments: named.size,
    badSegments,
    unreferenced: loose.length,
    unreferencedBytes: loose.reduce((sum, { bytes }) => sum + bytes, 0),
    removed: repair ? await removeOldSegments(place, options) : 0,
  };
}

/** The segments in the store that no row names. */
async function looseSegments(place: SegmentPlace): Promise<BlobEntry[]> {
  // Listed before the rows are read, so that a segment which comes meanwhile is not taken for one without a row.
  const listed: BlobEntry[] = [];
  for await (const entry of place.blobs.entries('segment')) listed.push(entry);
  const named = await namedSegments(place);
  return listed.filter(({ sha256 }) => !named.has(sha256));
}

async function namedSegments({ database, organisationId }: SegmentPlace): Promise<ReadonlySet<string>> {
  const rows = await database.selectFrom('search_segment').select('sha256').where('organisation_id', '=', organisationId).execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Waits for whoever changes the plan of a library, and makes others wait until the transaction ends. */
async function lockPlan(transaction: ServiceDatabase, organisationId: string): Promise<void> {
  await transaction
    .updateTable('search_library')
    .set(({ ref }) => ({ revision: ref('revision') }))
    .where('organisation_id', '=', organisationId)
    .execute();
}

/** Lets the references of a segment count as not indexed. */
async function forgetSegment(transaction: ServiceDatabase, organisationId: string, sha256: string): Promise<void> {
  const rows = await transaction
    .selectFrom('search_segment')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('sha256', '=', sha256)
    .execute();
  for (const { id } of rows) {
    await transaction.deleteFrom('search_reference').where('segment_id', '=', id).execute();
    await transaction.deleteFrom('search_segment').where('id', '=', id).execute();
  }
}

function faultOf(error: unknown): BadBlob['fault'] {
  if (error instanceof StreetdateError && error.code === 'file-not-found') return 'missing';
  if (error instanceof StreetdateError && error.code === 'bad-library') return 'damaged';
  throw error;
}
