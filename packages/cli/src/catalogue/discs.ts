import type { DiscId } from '@streetdate/disc';
import type { Database } from './database.ts';

/** A disc as the catalogue keeps it. */
export interface StoredDisc {
  readonly id: string;
  /** The title of its film. */
  readonly titleId: string;
  readonly kind: string;
  /** Real path and stamp of the folder or image that it was read from. */
  readonly path: string;
  readonly stamp: string;
  /** Name of its volume. */
  readonly label?: string;
  /** The edition, as its distributor names it. */
  readonly edition?: string;
  /** The variant or batch that is kept apart from others of its edition. */
  readonly variant?: string;
  /** Where it is sold. */
  readonly territory?: string;
  readonly distributor?: string;
  /** When it may be sold, as it was given. */
  readonly streetDate?: string;
  readonly ids: readonly DiscId[];
  readonly features: readonly StoredFeature[];
  /** ISO 8601, UTC. */
  readonly enrolledAt: string;
}

/** Which reference a feature of a disc is. */
export interface StoredFeature {
  /** The disc's title or playlist, with its angle from the second on: `1`, `00800.angle2`. */
  readonly feature: string;
  readonly role: 'film' | 'extra';
  readonly referenceId: string;
}

/** What became of a clip: the digest of its fingerprint, or why it has none. */
export type StoredClip = { readonly fingerprintSha256: string } | { readonly reason: string };

/** The disc of an id, or undefined. */
export async function findDisc(database: Database, id: string): Promise<StoredDisc | undefined> {
  const row = await database.selectFrom('disc').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const features = await database.selectFrom('disc_feature').selectAll().where('disc_id', '=', id).orderBy('feature').execute();
  return {
    id: row.id,
    titleId: row.title_id,
    kind: row.kind,
    path: row.path,
    stamp: row.stamp,
    ...(row.label !== null && { label: row.label }),
    ...(row.edition !== null && { edition: row.edition }),
    ...(row.variant !== null && { variant: row.variant }),
    ...(row.territory !== null && { territory: row.territory }),
    ...(row.distributor !== null && { distributor: row.distributor }),
    ...(row.street_date !== null && { streetDate: row.street_date }),
    ids: JSON.parse(row.ids) as DiscId[],
    features: features.map(({ feature, role, reference_id }) => ({
      feature,
      role: role === 'film' ? 'film' : 'extra',
      referenceId: reference_id,
    })),
    enrolledAt: row.enrolled_at,
  };
}

/** The ids of the discs that were read from a place, whatever state it had; and of all discs. */
export async function listDiscIds(database: Database, path?: string): Promise<string[]> {
  const query = database.selectFrom('disc').select('id').orderBy('id');
  return (await (path === undefined ? query : query.where('path', '=', path)).execute()).map(({ id }) => id);
}

/** Adds a disc, or replaces the one of its id, with its features. Call it inside a transaction. */
export async function putDisc(database: Database, disc: StoredDisc): Promise<void> {
  const row = {
    id: disc.id,
    title_id: disc.titleId,
    kind: disc.kind,
    path: disc.path,
    stamp: disc.stamp,
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

/** The clips of a disc in one state that were decoded before, by their ids. */
export async function readClips(database: Database, path: string, stamp: string): Promise<Map<string, StoredClip>> {
  const rows = await database.selectFrom('disc_clip').selectAll().where('path', '=', path).where('stamp', '=', stamp).execute();
  return new Map(
    rows.map((row) => [
      row.clip,
      row.fingerprint_sha256 === null ? { reason: row.reason ?? '' } : { fingerprintSha256: row.fingerprint_sha256 },
    ]),
  );
}

/** Keeps what became of a clip. */
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
