import type { Disc, DiscId } from '@streetdate/disc';
import type { StoredClip, StoredDisc, StoredFeature } from '../stored.ts';
import type { Database } from './database.ts';

/** All discs, ordered by id, each with its features in order. */
export async function listDiscs(database: Database): Promise<StoredDisc[]> {
  const rows = await database.selectFrom('disc').selectAll().orderBy('id').execute();
  const features = new Map<string, StoredFeature[]>(rows.map(({ id }) => [id, []]));
  for (const { disc_id, feature, role, reference_id } of await database
    .selectFrom('disc_feature')
    .selectAll()
    .orderBy('feature')
    .execute()) {
    features.get(disc_id)?.push({ feature, role: role === 'film' ? 'film' : 'extra', referenceId: reference_id });
  }
  return rows.map((row) => ({
    id: row.id,
    titleId: row.title_id,
    kind: row.kind as Disc['kind'],
    ...(row.path !== NOWHERE && { path: row.path, stamp: row.stamp }),
    ...(row.label !== null && { label: row.label }),
    ...(row.edition !== null && { edition: row.edition }),
    ...(row.variant !== null && { variant: row.variant }),
    ...(row.territory !== null && { territory: row.territory }),
    ...(row.distributor !== null && { distributor: row.distributor }),
    ...(row.street_date !== null && { streetDate: row.street_date }),
    ids: JSON.parse(row.ids) as DiscId[],
    features: features.get(row.id) ?? [],
    enrolledAt: row.enrolled_at,
  }));
}

/** Path of a disc that was imported rather than read. */
const NOWHERE = '';

/** Adds a disc with its features, or replaces the one with its id. Call it inside a transaction. */
export async function putDisc(database: Database, disc: StoredDisc): Promise<void> {
  const row = {
    id: disc.id,
    title_id: disc.titleId,
    kind: disc.kind,
    path: disc.path ?? NOWHERE,
    stamp: disc.stamp ?? NOWHERE,
    label: disc.label ?? null,
    edition: disc.edition ?? null,
    variant: disc.variant ?? null,
    territory: disc.territory ?? null,
    distributor: disc.distributor ?? null,
    street_date: disc.streetDate ?? null,
    ids: JSON.stringify(disc.ids),
    enrolled_at: disc.enrolledAt,
  };
  await database
    .insertInto('disc')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await database.deleteFrom('disc_feature').where('disc_id', '=', disc.id).execute();
  for (const { feature, role, referenceId } of disc.features) {
    await database.insertInto('disc_feature').values({ disc_id: disc.id, feature, role, reference_id: referenceId }).execute();
  }
}

/** The decoded clips of a disc in one state, by id. */
export async function readClips(database: Database, path: string, stamp: string): Promise<Map<string, StoredClip>> {
  const rows = await database.selectFrom('disc_clip').selectAll().where('path', '=', path).where('stamp', '=', stamp).execute();
  return new Map(
    rows.map((row) => [
      row.clip,
      row.fingerprint_sha256 === null ? { reason: row.reason ?? '' } : { fingerprintSha256: row.fingerprint_sha256 },
    ]),
  );
}

/** Stores the result for a clip. */
export async function putClip(database: Database, path: string, stamp: string, clip: string, stored: StoredClip): Promise<void> {
  const row =
    'reason' in stored
      ? { fingerprint_sha256: null, reason: stored.reason }
      : { fingerprint_sha256: stored.fingerprintSha256, reason: null };
  await database
    .insertInto('disc_clip')
    .values({ path, stamp, clip, ...row })
    .onConflict((conflict) => conflict.columns(['path', 'stamp', 'clip']).doUpdateSet(row))
    .execute();
}
