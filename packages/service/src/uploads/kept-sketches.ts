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
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('kept_sketch').select('upload_id').whereRef('kept_sketch.organisation_id', '=', 'organisation.id')),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Removes sketches that were made before a time. */
export async function removeSketches(database: ServiceDatabase, before: Date): Promise<void> {
  await database.deleteFrom('kept_sketch').where('created_at', '<', before.toISOString()).execute();
}
