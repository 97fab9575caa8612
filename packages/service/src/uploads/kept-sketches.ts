import type { ServiceDatabase } from '../store/database.ts';
import type { Upload } from './uploads.ts';

/** The sketch of an upload's fingerprint. */
export interface KeptSketch {
  readonly uploadId: string;
  readonly bytes: Uint8Array;
}

/** Keeps the sketch of an upload. It replaces the one that there is. */
export async function keepSketch(
  database: ServiceDatabase,
  { id, organisationId }: Pick<Upload, 'id' | 'organisationId'>,
  { bytes, revision }: { readonly bytes: Uint8Array; readonly revision: number },
  now: Date,
): Promise<void> {
  const row = { upload_id: id, organisation_id: organisationId, library_revision: revision, created_at: now.toISOString(), bytes };
  await database
    .insertInto('kept_sketch')
    .values(row)
    .onConflict((conflict) => conflict.column('upload_id').doUpdateSet({ bytes, library_revision: revision }))
    .execute();
}

/** Sketches read at once: some ten megabytes. */
const PAGE = 200;

/** The sketches of an organisation's uploads that were last searched before a revision of its library, page by page. */
export async function* keptSketches(database: ServiceDatabase, organisationId: string, before: number): AsyncGenerator<KeptSketch[]> {
  for (let last = ''; ; ) {
    const rows = await database
      .selectFrom('kept_sketch')
      .select(['upload_id', 'bytes'])
      .where('organisation_id', '=', organisationId)
      .where('upload_id', '>', last)
      .where('library_revision', '<', before)
      .orderBy('upload_id')
      .limit(PAGE)
      .execute();
    if (rows.length > 0) yield rows.map(({ upload_id, bytes }) => ({ uploadId: upload_id, bytes }));
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.upload_id;
  }
}

/** The organisations that have sketches. */
export async function organisationsWithSketches(database: ServiceDatabase): Promise<string[]> {
  const rows = await database
    .selectFrom('organisation')
    .select('id')
    // One look for each. PostgreSQL may read all sketches where it is asked whether any exists.
    .where(
      ({ selectFrom }) =>
        selectFrom('kept_sketch').select('upload_id').whereRef('kept_sketch.organisation_id', '=', 'organisation.id').limit(1),
      'is not',
      null,
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Removes sketches of an organisation, or of all but some, that were made before a time: at most that many, the oldest first. @returns How many. */
export async function removeSketches(
  database: ServiceDatabase,
  scope: { readonly organisationId: string } | { readonly except: readonly string[] },
  before: Date,
  most: number,
): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('kept_sketch')
    .where('upload_id', 'in', ({ selectFrom }) => {
      let old = selectFrom('kept_sketch').select('upload_id').where('created_at', '<', before.toISOString());
      if ('organisationId' in scope) old = old.where('organisation_id', '=', scope.organisationId);
      else if (scope.except.length > 0) old = old.where('organisation_id', 'not in', scope.except);
      return old.orderBy('created_at').limit(most);
    })
    .executeTakeFirst();
  return Number(numDeletedRows);
}
