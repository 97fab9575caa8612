import type { ServiceDatabase } from '../store/database.ts';

/** Something that happened to an upload of an organisation. */
export type UploadEvent =
  | { readonly type: 'upload.added'; readonly uploadId: string; readonly at: string }
  | { readonly type: 'upload.ended'; readonly uploadId: string; readonly state: 'failed' | 'cancelled'; readonly at: string }
  | { readonly type: 'verdict.reached'; readonly uploadId: string; readonly verdictId: string; readonly kind: string; readonly at: string };

/** An event with its place in the order of all events. */
export interface PlacedEvent {
  readonly position: number;
  readonly organisationId: string;
  /** JSON of an {@link UploadEvent}. */
  readonly data: string;
}

/** Adds an event. Call it in the transaction of what happened. */
export async function addEvent(database: ServiceDatabase, organisationId: string, event: UploadEvent): Promise<void> {
  const row = { organisation_id: organisationId, data: JSON.stringify(event), created_at: event.at };
  await database.insertInto('event').values(row).execute();
}

/** Events after a place, in order: of one organisation, or of all. */
export async function eventsAfter(
  database: ServiceDatabase,
  after: number,
  { organisationId, most }: { readonly organisationId?: string | undefined; readonly most: number },
): Promise<PlacedEvent[]> {
  let query = database.selectFrom('event').select(['position', 'organisation_id', 'data']).where('position', '>', after);
  if (organisationId !== undefined) query = query.where('organisation_id', '=', organisationId);
  const rows = await query.orderBy('position').limit(most).execute();
  return rows.map((row) => ({ position: Number(row.position), organisationId: row.organisation_id, data: row.data }));
}

/** The place of the last event; 0 before the first. */
export async function lastPosition(database: ServiceDatabase): Promise<number> {
  const last = await database.selectFrom('event').select('position').orderBy('position', 'desc').limit(1).executeTakeFirst();
  return Number(last?.position ?? 0);
}

/** Removes events of before a time, at most that many, the oldest first. @returns How many. */
export async function removeEvents(database: ServiceDatabase, before: Date, most: number): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('event')
    .where('position', 'in', ({ selectFrom }) =>
      selectFrom('event').select('position').where('created_at', '<', before.toISOString()).orderBy('created_at').limit(most),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
