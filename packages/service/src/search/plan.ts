import type { ServiceDatabase } from '../store/database.ts';

/** A segment, and what of it is no longer in the library. */
export interface PlanSegment {
  readonly id: string;
  /** Names its blob. */
  readonly sha256: string;
  readonly bytes: number;
  /** Ids of references that were removed. */
  readonly removed: readonly string[];
}

/** References that are searched together. */
export interface PlanGroup {
  /** Its place among the groups. */
  readonly number: number;
  /** In the order in which they were made. */
  readonly segments: readonly PlanSegment[];
  /** How many references are searched. */
  readonly references: number;
  /** Their length, milliseconds. */
  readonly durationMs: number;
}

/** How a library is divided into groups of segments. */
export interface LibraryPlan {
  readonly organisationId: string;
  /** Grows with each change of the segments. */
  readonly revision: number;
  /** The revision of the catalogue that the segments hold. */
  readonly libraryRevision: number;
  /** In order of their numbers. */
  readonly groups: readonly PlanGroup[];
}

/** Hours of film in a library. */
export function hoursOfPlan({ groups }: LibraryPlan): number {
  return groups.reduce((sum, { durationMs }) => sum + durationMs, 0) / 3_600_000;
}

/** The plan of a library; undefined before its first segment. */
export async function readPlan(database: ServiceDatabase, organisationId: string): Promise<LibraryPlan | undefined> {
  for (;;) {
    const before = await readRevision(database, organisationId);
    if (before === undefined) return undefined;
    const groups = await readGroups(database, organisationId);
    // Another process may have changed the segments between two reads.
    if ((await readRevision(database, organisationId))?.revision === before.revision) {
      return { organisationId, revision: before.revision, libraryRevision: before.library_revision, groups };
    }
  }
}

/** The revision of a library's segments, and of the catalogue that they hold. */
export function readRevision(database: ServiceDatabase, organisationId: string) {
  return database
    .selectFrom('search_library')
    .select(['revision', 'library_revision'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
}

async function readGroups(database: ServiceDatabase, organisationId: string): Promise<PlanGroup[]> {
  const segments = await database
    .selectFrom('search_segment')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('group_number')
    .orderBy('id')
    .execute();
  const counted = await database
    .selectFrom('search_reference')
    .select(({ fn }) => ['segment_id', fn.countAll<number>().as('references'), fn.sum<number>('duration_ms').as('durationMs')])
    .where('organisation_id', '=', organisationId)
    .where('removed', '=', 0)
    .groupBy('segment_id')
    .execute();
  const removed = await database
    .selectFrom('search_reference')
    .select(['segment_id', 'reference_id'])
    .where('organisation_id', '=', organisationId)
    .where('removed', '=', 1)
    .orderBy('reference_id')
    .execute();
  const counts = new Map(counted.map((count) => [count.segment_id, count]));
  const gone = idsBySegment(removed);
  const groups = new Map<number, { segments: PlanSegment[]; references: number; durationMs: number }>();
  for (const { id, group_number, sha256, bytes } of segments) {
    const group = groups.get(group_number) ?? { segments: [], references: 0, durationMs: 0 };
    groups.set(group_number, group);
    group.segments.push({ id, sha256, bytes, removed: gone.get(id) ?? [] });
    group.references += Number(counts.get(id)?.references ?? 0);
    group.durationMs += Number(counts.get(id)?.durationMs ?? 0);
  }
  return [...groups].map(([number, group]) => ({ number, ...group }));
}

function idsBySegment(rows: readonly { readonly segment_id: string; readonly reference_id: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { segment_id, reference_id } of rows) groups.set(segment_id, [...(groups.get(segment_id) ?? []), reference_id]);
  return groups;
}
