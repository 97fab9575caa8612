import type { Disc, DiscId } from '@streetdate/disc';
import type { Database } from './database.ts';

/** A disc as the catalogue keeps it. */
export interface StoredDisc {
  readonly id: string;
  /** The title of its film. */
  readonly titleId: string;
  readonly kind: Disc['kind'];
  /** Real path and stamp of the folder or image that it was read from; absent when it came from another library. */
  readonly path?: string;
  readonly stamp?: string;
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
  return (await listDiscs(database)).find((disc) => disc.id === id);
}

/** All discs, by id, each with its features in order. */
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

/** A feature of a disc, for those who ask by its reference. */
export interface DiscOfReference
  extends Pick<StoredDisc, 'id' | 'kind' | 'edition' | 'variant' | 'territory' | 'distributor' | 'streetDate'>,
    Pick<StoredFeature, 'feature' | 'role'> {}

/** The discs that each reference is on, by its id. */
export async function listDiscsByReference(database: Database): Promise<Map<string, DiscOfReference[]>> {
  const byReference = new Map<string, DiscOfReference[]>();
  for (const { path: _, stamp: __, titleId: ___, label: ____, ids: _____, enrolledAt: ______, features, ...disc } of await listDiscs(
    database,
  )) {
    for (const { referenceId, ...feature } of features) {
      const discs = byReference.get(referenceId) ?? [];
      byReference.set(referenceId, discs);
      discs.push({ ...disc, ...feature });
    }
  }
  return byReference;
}

/** The path of a disc that was never read here. */
const NOWHERE = '';

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
