import type { BlobStore, CatalogueReader, StoredReference } from '@streetdate/engine';
import { loadStored } from '@streetdate/engine/internal';
import { segmentBytes } from '@streetdate/index/store';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type LibraryPlan, type PlanGroup, readPlan, readRevision } from './plan.ts';
import { SEGMENT_GRACE_MS } from './segment-upkeep.ts';

/** Sizes of groups and segments. */
export interface IndexSizes {
  /**
   * Hours of film in a group, from which on the next one is begun. A process holds a group in about 3 MB of memory an hour. @defaultValue 1000
   */
  readonly groupHours?: number | undefined;
  /** Hours of film in a segment. Smaller ones are merged. @defaultValue 50 */
  readonly segmentHours?: number | undefined;
  /** The current time, by which replaced segments are removed later. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
}

/** A library whose references are searched: its rows and bytes. */
export interface SearchedLibrary {
  readonly catalogue: CatalogueReader;
  readonly blobs: BlobStore;
}

/** Small segments of a group from which on they are merged. Each reference that is enrolled alone makes one. */
const MOST_SMALL = 8;

/** References that are taken in at once. A process that is killed has lost as much work. */
const MOST_ADDED = 1000;

/** A segment that is written and not in the plan yet. */
interface WrittenSegment {
  readonly group: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly references: readonly StoredReference[];
}

/**
 * Brings the segments of a library up to its catalogue: new references get segments, and small segments are merged. Any number of processes
 * may call it at once.
 * @param library - The organisation's library.
 * @returns The plan, which holds at least the catalogue's references of now.
 * @throws StreetdateError `bad-library` if a fingerprint is missing or damaged.
 */
export async function indexLibrary(
  database: ServiceDatabase,
  library: SearchedLibrary,
  organisationId: string,
  sizes: IndexSizes = {},
): Promise<LibraryPlan> {
  for (let mostAdded = MOST_ADDED; ; ) {
    const libraryRevision = await library.catalogue.revision();
    const known = await readRevision(database, organisationId);
    if (known !== undefined && known.library_revision >= libraryRevision && libraryRevision > 0)
      return (await readPlan(database, organisationId))!;
    const wasInTime = await takeIn(database, library, organisationId, { libraryRevision, mostAdded, ...sizes });
    if (!wasInTime) mostAdded = Math.ceil(mostAdded / 2);
  }
}

/** What is taken in at once. */
interface Portion extends IndexSizes {
  /** The revision of the catalogue that is reached. */
  readonly libraryRevision: number;
  /** Most new references. */
  readonly mostAdded: number;
}

/**
 * Takes in what changed until a revision of the catalogue, unless another process was faster.
 * @returns false if it took so long that what was written may be removed as something that nobody needs.
 */
async function takeIn(
  database: ServiceDatabase,
  library: SearchedLibrary,
  organisationId: string,
  { libraryRevision, mostAdded, groupHours = 1000, segmentHours = 50, now = () => new Date() }: Portion,
): Promise<boolean> {
  const plan = await readPlan(database, organisationId);
  const rows = await database
    .selectFrom('search_reference')
    .select(['id', 'reference_id', 'fingerprint_sha256', 'segment_id', 'duration_ms'])
    .where('organisation_id', '=', organisationId)
    .where('removed', '=', 0)
    .execute();
  const wanted = new Map((await library.catalogue.references()).map((reference) => [reference.id, reference]));
  const isThere = (row: (typeof rows)[number]) => wanted.get(row.reference_id)?.fingerprintSha256 === row.fingerprint_sha256;
  const gone = rows.filter((row) => !isThere(row));
  const there = new Set(rows.filter(isThere).map(({ reference_id }) => reference_id));
  const missing = [...wanted.values()].filter(({ id }) => !there.has(id));
  const added = missing.slice(0, mostAdded);
  const reached = added.length === missing.length ? libraryRevision : (plan?.libraryRevision ?? 0);
  const [segmentMs, groupMs] = [3_600_000 * segmentHours, 3_600_000 * groupHours];
  const merged = smallSegments(plan?.groups.at(-1), added.length, rows, segmentMs);
  const rewritten = rows.filter(({ segment_id, reference_id }) => merged.has(segment_id) && there.has(reference_id));
  const again = rewritten.map(({ reference_id }) => wanted.get(reference_id)!);
  const written: WrittenSegment[] = [];
  const began = now().getTime();
  for (const { group, references } of divide(plan, merged, rewritten, [...again, ...added], { segmentMs, groupMs })) {
    const bytes = segmentBytes(
      await Promise.all(
        references.map(async ({ id, fingerprintSha256 }) => [id, await loadStored(library.blobs, fingerprintSha256)] as const),
      ),
    );
    written.push({ group, references, bytes: bytes.length, sha256: await library.blobs.put('segment', bytes) });
  }
  if (now().getTime() - began > SEGMENT_GRACE_MS / 2) return false;
  await database.transaction().execute(async (transaction) => {
    if (!(await raiseRevision(transaction, organisationId, plan?.revision, reached))) return;
    for (const { id } of gone) await transaction.updateTable('search_reference').set({ removed: 1 }).where('id', '=', id).execute();
    for (const id of merged) await transaction.deleteFrom('search_reference').where('segment_id', '=', id).execute();
    for (const { id, sha256 } of plan?.groups.at(-1)?.segments.filter((each) => merged.has(each.id)) ?? []) {
      await transaction.deleteFrom('search_segment').where('id', '=', id).execute();
      const retired = { id: newId(), organisation_id: organisationId, sha256, retired_at: now().toISOString() };
      await transaction.insertInto('search_retired_segment').values(retired).execute();
    }
    for (const segment of written) await insertSegment(transaction, organisationId, segment);
  });
  return true;
}

/** The small segments of the last group, once they are many. */
function smallSegments(
  last: PlanGroup | undefined,
  added: number,
  rows: readonly { readonly segment_id: string; readonly duration_ms: number }[],
  segmentMs: number,
): ReadonlySet<string> {
  if (last === undefined || added === 0) return new Set();
  const lengthOf = (id: string) => rows.reduce((sum, row) => sum + (row.segment_id === id ? row.duration_ms : 0), 0);
  const small = last.segments.filter(({ id }) => lengthOf(id) < segmentMs / 2);
  return small.length < MOST_SMALL ? new Set() : new Set(small.map(({ id }) => id));
}

/** Divides references into segments: the last group is filled first, and then further ones. */
function divide(
  plan: LibraryPlan | undefined,
  merged: ReadonlySet<string>,
  rewritten: readonly { readonly duration_ms: number }[],
  references: readonly StoredReference[],
  { segmentMs, groupMs }: { readonly segmentMs: number; readonly groupMs: number },
): { readonly group: number; readonly references: StoredReference[] }[] {
  const last = plan?.groups.at(-1);
  let group = last?.number ?? 0;
  let inGroup = (last?.durationMs ?? 0) - (merged.size === 0 ? 0 : rewritten.reduce((sum, { duration_ms }) => sum + duration_ms, 0));
  let inSegment = 0;
  const segments: { group: number; references: StoredReference[] }[] = [];
  for (const reference of references) {
    const ms = lengthMs(reference);
    const isFull = inGroup > 0 && inGroup + ms > groupMs;
    if (isFull) [group, inGroup] = [group + 1, 0];
    const open = segments.at(-1);
    if (open === undefined || isFull || inSegment + ms > segmentMs) {
      segments.push({ group, references: [reference] });
      inSegment = 0;
    } else open.references.push(reference);
    inSegment += ms;
    inGroup += ms;
  }
  return segments;
}

/** Length of a reference as a segment keeps it. */
function lengthMs({ duration }: StoredReference): number {
  return Math.round(1000 * duration);
}

/** @returns Whether nobody else has changed the plan since it was read. */
async function raiseRevision(
  database: ServiceDatabase,
  organisationId: string,
  revision: number | undefined,
  libraryRevision: number,
): Promise<boolean> {
  if (revision === undefined) {
    const row = { organisation_id: organisationId, revision: 1, library_revision: libraryRevision };
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('search_library')
      .values(row)
      .onConflict((conflict) => conflict.column('organisation_id').doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await database
    .updateTable('search_library')
    .set({ revision: revision + 1, library_revision: libraryRevision })
    .where('organisation_id', '=', organisationId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Most rows in one statement: SQLite and PostgreSQL limit the values of one. */
const ROWS_AT_ONCE = 500;

async function insertSegment(database: ServiceDatabase, organisationId: string, written: WrittenSegment): Promise<void> {
  const { group, sha256, bytes, references } = written;
  const id = newId();
  await database.insertInto('search_segment').values({ id, organisation_id: organisationId, group_number: group, sha256, bytes }).execute();
  const rows = references.map((reference) => ({
    id: newId(),
    organisation_id: organisationId,
    reference_id: reference.id,
    fingerprint_sha256: reference.fingerprintSha256,
    segment_id: id,
    duration_ms: lengthMs(reference),
    removed: 0,
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await database
      .insertInto('search_reference')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}
