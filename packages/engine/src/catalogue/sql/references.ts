import type { Damage } from '@streetdate/core/portable';
import type { Reference } from '@streetdate/matcher';
import type { IsccUnits } from '../../iscc/iscc-units.ts';
import type { ReferencePage } from '../catalogue.ts';
import { readJson, tryToRead } from '../read-rows.ts';
import type { StoredPublishedFootage, StoredReference } from '../stored.ts';
import type { Database } from './database.ts';
import type { ReferenceTable } from './tables.ts';

/** All renditions, ordered by id. */
export async function listReferences(database: Database): Promise<StoredReference[]> {
  const rows = await database.selectFrom('reference').selectAll().orderBy('id').execute();
  return rows.map(fromRow);
}

/** Renditions ordered by id, of one title or of all: at most `most`, after the one with an id. */
export async function listReferencePage(database: Database, { after, most, titleId }: ReferencePage): Promise<StoredReference[]> {
  let query = database.selectFrom('reference').selectAll();
  if (after !== undefined) query = query.where('id', '>', after);
  if (titleId !== undefined) query = query.where('title_id', '=', titleId);
  return (await query.orderBy('id').limit(most).execute()).map(fromRow);
}

/** The ids of the renditions of titles, in order, by the id of the title. */
export async function listReferenceIds(database: Database, titleIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = new Map(titleIds.map((titleId): [string, string[]] => [titleId, []]));
  if (titleIds.length === 0) return ids;
  const query = database.selectFrom('reference').select(['id', 'title_id']).where('title_id', 'in', titleIds);
  for (const { id, title_id } of await query.orderBy('id').execute()) ids.get(title_id)?.push(id);
  return ids;
}

/** The rendition with that id, or undefined. */
export async function findReference(database: Database, id: string): Promise<StoredReference | undefined> {
  const row = await database.selectFrom('reference').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** The rendition made from this media in this state, or undefined. */
export async function findReferenceOfMedia(database: Database, path: string, stamp: string): Promise<StoredReference | undefined> {
  const query = database.selectFrom('reference').selectAll().where('media_path', '=', path).where('media_stamp', '=', stamp);
  const row = await query.orderBy('id').executeTakeFirst();
  return row && fromRow(row);
}

/** The rendition with exactly these pictures, under any name, or undefined. */
export async function findReferenceOfContent(database: Database, fingerprintSha256: string): Promise<StoredReference | undefined> {
  const row = await database.selectFrom('reference').selectAll().where('fingerprint_sha256', '=', fingerprintSha256).executeTakeFirst();
  return row && fromRow(row);
}

/** Adds a rendition, or replaces the one with its id, and starts a new revision of the library. Call it inside a transaction. */
export async function putReference(database: Database, reference: StoredReference): Promise<void> {
  await startRevision(database);
  const row = toRow(reference);
  await database
    .insertInto('reference')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Replaces what is said of a promo. The revision stays: nothing has to be matched again. */
export async function putReferencePromo(database: Database, id: string, promo: NonNullable<StoredReference['promo']>): Promise<void> {
  await database
    .updateTable('reference')
    .set({ promo: JSON.stringify(promo) })
    .where('id', '=', id)
    .execute();
}

/** Replaces the ISCC units of a rendition. The revision stays: nothing has to be matched again. */
export async function putReferenceIscc(database: Database, id: string, iscc: IsccUnits): Promise<void> {
  await database
    .updateTable('reference')
    .set({ iscc: JSON.stringify(iscc) })
    .where('id', '=', id)
    .execute();
}

/** Names the C2PA manifest store of a rendition. The revision stays. */
export async function putReferenceManifest(database: Database, id: string, sha256: string): Promise<void> {
  await database.updateTable('reference').set({ manifest_sha256: sha256 }).where('id', '=', id).execute();
}

/** Where the footage of promos lies in films, ordered by their ids. A row that cannot be read is left out: it is found again. */
export async function listPublishedFootage(database: Database): Promise<StoredPublishedFootage[]> {
  const rows = await database.selectFrom('published_footage').selectAll().orderBy('promo_id').orderBy('film_id').execute();
  return rows.flatMap(({ promo_id: promoId, film_id: filmId, compared, footage: text }) => {
    const { value: footage } = tryToRead(() => readJson<StoredPublishedFootage['footage']>('footage', text));
    return footage ? [{ promoId, filmId, compared, footage }] : [];
  });
}

/** Notes where the footage of a promo lies in a film, in place of what was known. */
export async function putPublishedFootage(
  database: Database,
  { promoId, filmId, compared, footage }: StoredPublishedFootage,
): Promise<void> {
  const found = { compared, footage: JSON.stringify(footage) };
  await database
    .insertInto('published_footage')
    .values({ promo_id: promoId, film_id: filmId, ...found })
    .onConflict((conflict) => conflict.columns(['promo_id', 'film_id']).doUpdateSet(found))
    .execute();
}

/** The library's revision. Scans stored at another one must be matched again. */
export async function readRevision(database: Database): Promise<number> {
  return (await database.selectFrom('library').select('revision').executeTakeFirstOrThrow()).revision;
}

/** Starts a new revision of the library. */
export async function startRevision(database: Database): Promise<void> {
  await database
    .updateTable('library')
    .set((column) => ({ revision: column('revision', '+', 1) }))
    .execute();
}

function fromRow(row: ReferenceTable): StoredReference {
  // None accuses anybody: one that cannot be read is left out. A promo whose publication is lost is of an unknown time.
  const { value: damage } = tryToRead(() => readJson<Damage>('damage', row.damage));
  const { value: promo } = tryToRead(() => readJson<NonNullable<Reference['promo']>>('promo', row.promo));
  const { value: iscc } = tryToRead(() => readJson<IsccUnits>('iscc', row.iscc));
  return {
    id: row.id,
    titleId: row.title_id,
    kind: row.kind as Reference['kind'],
    ...(row.edition !== null && { edition: row.edition }),
    ...(row.territory !== null && { territory: row.territory }),
    ...(promo && { promo }),
    duration: row.duration,
    fingerprintSha256: row.fingerprint_sha256,
    ...(damage && { damage }),
    ...(row.media_path !== null && row.media_stamp !== null && { media: { path: row.media_path, stamp: row.media_stamp } }),
    enrolledAt: row.enrolled_at,
    ...(iscc && { iscc }),
    ...(row.manifest_sha256 !== null && { manifestSha256: row.manifest_sha256 }),
  };
}

function toRow(reference: StoredReference): ReferenceTable {
  return {
    id: reference.id,
    title_id: reference.titleId,
    kind: reference.kind,
    edition: reference.edition ?? null,
    territory: reference.territory ?? null,
    duration: reference.duration,
    fingerprint_sha256: reference.fingerprintSha256,
    damage: reference.damage ? JSON.stringify(reference.damage) : null,
    media_path: reference.media?.path ?? null,
    media_stamp: reference.media?.stamp ?? null,
    enrolled_at: reference.enrolledAt,
    iscc: reference.iscc ? JSON.stringify(reference.iscc) : null,
    manifest_sha256: reference.manifestSha256 ?? null,
    promo: reference.promo ? JSON.stringify(reference.promo) : null,
  };
}
