import type { BlobName, ScanPlace } from '../catalogue.ts';
import { type Database, sql } from './database.ts';
import { startRevision } from './references.ts';

/** The last character that there is: it ends what begins with a text. */
const LAST = '\u{10ffff}';

/** Ids in one statement: databases limit its values. */
const AT_ONCE = 500;

/** Removes the scans of files at a place, with their sightings and disputes. @returns The fingerprints that they named. */
export async function removeScans(database: Database, place: ScanPlace): Promise<BlobName[]> {
  const scans = database.selectFrom('scan').select(['id', 'fingerprint_sha256']);
  const rows =
    'prefix' in place
      ? await scans.where('path', '>=', place.prefix).where('path', '<', `${place.prefix}${LAST}`).execute()
      : await scans.where(sql<boolean>`path like ${`%${place.part.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`).execute();
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const ids = rows.slice(first, first + AT_ONCE).map(({ id }) => id);
    await database.deleteFrom('sighting').where('scan_id', 'in', ids).execute();
    await database.deleteFrom('dispute').where('scan_id', 'in', ids).execute();
    await database.updateTable('content').set({ scan_id: null, scan_revision: null }).where('scan_id', 'in', ids).execute();
    await database.deleteFrom('scan').where('id', 'in', ids).execute();
  }
  return namesOf(
    'fingerprint',
    rows.map((row) => row.fingerprint_sha256),
  );
}

/**
 * Removes a rendition with all that is said of it, and discs whose last feature it was. The library then has a new revision.
 * @returns The blobs that its rows named; undefined if there is none with the id.
 */
export async function removeReference(database: Database, id: string): Promise<BlobName[] | undefined> {
  const row = await database
    .selectFrom('reference')
    .select(['fingerprint_sha256', 'manifest_sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await database
    .deleteFrom('published_footage')
    .where(({ eb, or }) => or([eb('promo_id', '=', id), eb('film_id', '=', id)]))
    .execute();
  await database.deleteFrom('exclusion').where('reference_id', '=', id).execute();
  await database
    .deleteFrom('conflict')
    .where(({ eb, or }) => or([eb('reference_id', '=', id), eb('other_reference_id', '=', id)]))
    .execute();
  const discs = await database.selectFrom('disc_feature').select('disc_id').distinct().where('reference_id', '=', id).execute();
  await database.deleteFrom('disc_feature').where('reference_id', '=', id).execute();
  const named = [...namesOf('fingerprint', [row.fingerprint_sha256]), ...namesOf('manifest', [row.manifest_sha256])];
  for (const { disc_id } of discs) {
    const left = await database.selectFrom('disc_feature').select('feature').where('disc_id', '=', disc_id).limit(1).executeTakeFirst();
    if (left === undefined) named.push(...(await removeDisc(database, disc_id)));
  }
  await database.deleteFrom('reference').where('id', '=', id).execute();
  await startRevision(database);
  return named;
}

/** Removes a title with its windows, renditions, discs and the places where it is allowed. @returns As {@link removeReference}. */
export async function removeTitle(database: Database, id: string): Promise<BlobName[] | undefined> {
  if ((await database.selectFrom('title').select('id').where('id', '=', id).executeTakeFirst()) === undefined) return undefined;
  const named: BlobName[] = [];
  const references = await database.selectFrom('reference').select('id').where('title_id', '=', id).execute();
  for (const reference of references) named.push(...((await removeReference(database, reference.id)) ?? []));
  const discs = await database.selectFrom('disc').select('id').where('title_id', '=', id).execute();
  for (const disc of discs) named.push(...(await removeDisc(database, disc.id)));
  await database.deleteFrom('allowed_source').where('title_id', '=', id).execute();
  await database.deleteFrom('release_window').where('title_id', '=', id).execute();
  await database.deleteFrom('title').where('id', '=', id).execute();
  return named;
}

/** Removes a disc, and the clips that were decoded of it. @returns The fingerprints of the clips. */
async function removeDisc(database: Database, id: string): Promise<BlobName[]> {
  const disc = await database.selectFrom('disc').select(['path', 'stamp']).where('id', '=', id).executeTakeFirst();
  if (disc === undefined) return [];
  await database.deleteFrom('disc_feature').where('disc_id', '=', id).execute();
  await database.deleteFrom('disc').where('id', '=', id).execute();
  const clips = await database
    .deleteFrom('disc_clip')
    .where('path', '=', disc.path)
    .where('stamp', '=', disc.stamp)
    .returning('fingerprint_sha256')
    .execute();
  return namesOf(
    'fingerprint',
    clips.map((clip) => clip.fingerprint_sha256),
  );
}

function namesOf(kind: BlobName['kind'], sha256s: readonly (string | null)[]): BlobName[] {
  return [...new Set(sha256s)].flatMap((sha256) => (sha256 === null ? [] : [{ kind, sha256 }]));
}
