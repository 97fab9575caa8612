import type { BlobStore, CatalogueReader } from '@streetdate/engine';
import type { ServiceDatabase } from '../store/database.ts';

/**
 * Removes the segments that have a reference which is no longer in the library. The next search makes segments anew of the others in them. What
 * searchers keep of a segment on their disks goes with the next one that they need room for.
 */
export async function forgetReferences(
  database: ServiceDatabase,
  organisationId: string,
  { catalogue, blobs }: { readonly catalogue: CatalogueReader; readonly blobs: BlobStore },
): Promise<void> {
  const there = new Map((await catalogue.references()).map(({ id, fingerprintSha256 }) => [id, fingerprintSha256]));
  const known = await database
    .selectFrom('searched_reference')
    .select('reference_key')
    .where('organisation_id', '=', organisationId)
    .execute();
  for (const { reference_key: key } of known) {
    const [sha256, id] = key.split(/ (.*)/s);
    if (there.get(id ?? '') === sha256) continue;
    await database
      .deleteFrom('searched_reference')
      .where('organisation_id', '=', organisationId)
      .where('reference_key', '=', key)
      .execute();
  }
  const indexed = await database
    .selectFrom('search_reference')
    .select(['segment_id', 'reference_id', 'fingerprint_sha256'])
    .where('organisation_id', '=', organisationId)
    .execute();
  const stale = new Set(
    indexed.filter((row) => there.get(row.reference_id) !== row.fingerprint_sha256).map(({ segment_id }) => segment_id),
  );
  const retired = await database
    .selectFrom('search_retired_segment')
    .select('sha256')
    .where('organisation_id', '=', organisationId)
    .execute();
  const gone = await database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('search_library')
      .set((column) => ({ revision: column('revision', '+', 1), library_revision: 0 }))
      .where('organisation_id', '=', organisationId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return [];
    const removed: string[] = retired.map(({ sha256 }) => sha256);
    for (const id of stale) {
      await transaction.deleteFrom('search_reference').where('segment_id', '=', id).execute();
      const row = await transaction.deleteFrom('search_segment').where('id', '=', id).returning('sha256').executeTakeFirst();
      if (row !== undefined) removed.push(row.sha256);
    }
    await transaction.deleteFrom('search_retired_segment').where('organisation_id', '=', organisationId).execute();
    return removed;
  });
  for (const sha256 of gone) await blobs.remove('segment', sha256);
}
