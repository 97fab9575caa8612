import type { ApiKeyTable } from '../store/account-rows.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Actor } from './actor.ts';
import type { Action } from './permissions.ts';
import type { Role } from './roles.ts';
import { newSecret, secretHash } from './secrets.ts';

/** An API key, without its secret. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The actions that it is narrowed to. */
  readonly actions?: readonly Action[];
  /** The first characters of its secret. */
  readonly hint: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** To the minute. */
  readonly usedAt?: string;
}

/** A key to be made. */
export interface NewApiKey {
  readonly organisationId: string;
  readonly name: string;
  readonly role: Role;
  readonly actions?: readonly Action[] | undefined;
  /** @defaultValue it does not expire */
  readonly expiresAt?: Date | undefined;
  /** Name of who makes it. */
  readonly createdBy: string;
}

/** Uses within this time of each other are noted once, milliseconds. */
export const NOTED_EVERY_MS = 60_000;

/** Makes a key. @returns The key, and its secret, which is nowhere else. */
export async function addKey(
  database: ServiceDatabase,
  { organisationId, name, role, actions, expiresAt, createdBy }: NewApiKey,
  now: Date,
  id = newId(),
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const secret = newSecret('sd_');
  const row: ApiKeyTable = {
    id,
    organisation_id: organisationId,
    name,
    role,
    actions: actions === undefined ? null : JSON.stringify(actions),
    secret_hash: secretHash(secret),
    hint: secret.slice(0, 7),
    created_by: createdBy,
    created_at: now.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    revoked_at: null,
    used_at: null,
  };
  await database.insertInto('api_key').values(row).execute();
  return { key: keyOf(row), secret };
}

/** Keys of an organisation, latest first. */
export async function listKeys(database: ServiceDatabase, organisationId: string): Promise<ApiKey[]> {
  const query = database.selectFrom('api_key').selectAll().where('organisation_id', '=', organisationId);
  return (await query.orderBy('id', 'desc').execute()).map(keyOf);
}

/** Ends a key. @returns The key; undefined if the organisation has none with that id. */
export async function revokeKey(database: ServiceDatabase, organisationId: string, id: string, now: Date): Promise<ApiKey | undefined> {
  const row = await database
    .updateTable('api_key')
    .set(({ fn, ref, val }) => ({ revoked_at: fn.coalesce(ref('revoked_at'), val(now.toISOString())) }))
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && keyOf(row);
}

/** Who a secret belongs to; undefined if there is no such key, or it has ended. Its use is noted. */
export async function actorOfKey(
  database: ServiceDatabase,
  secret: string,
  now: Date,
): Promise<Omit<Actor, 'isOfFirstOrganisation'> | undefined> {
  const row = await database.selectFrom('api_key').selectAll().where('secret_hash', '=', secretHash(secret)).executeTakeFirst();
  const time = now.toISOString();
  if (row === undefined || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= time)) return undefined;
  if (row.used_at === null || now.getTime() - Date.parse(row.used_at) > NOTED_EVERY_MS) {
    await database.updateTable('api_key').set({ used_at: time }).where('id', '=', row.id).execute();
  }
  const { role, actions } = keyOf(row);
  return { kind: 'key', id: row.id, organisationId: row.organisation_id, name: row.name, role, ...(actions && { actions }) };
}

function keyOf(row: ApiKeyTable): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    ...(row.actions !== null && { actions: JSON.parse(row.actions) as Action[] }),
    hint: row.hint,
    createdBy: row.created_by,
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.used_at !== null && { usedAt: row.used_at }),
  };
}
