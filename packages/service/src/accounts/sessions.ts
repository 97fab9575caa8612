import { createHash } from 'node:crypto';
import type { SessionTable } from '../store/account-rows.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Actor } from './actor.ts';
import type { Role } from './roles.ts';
import { newSecret, secretHash } from './secrets.ts';

/** A browser where an account is signed in. */
export interface Session {
  readonly id: string;
  readonly createdAt: string;
  /** To the minute. */
  readonly seenAt: string;
  /** Its end, however much it is used. */
  readonly expiresAt: string;
  /** IP address that it was begun from. */
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
}

/** How long a session lasts, milliseconds. */
export const SESSION_MS = {
  /** Without use. */
  idle: 8 * 3_600_000,
  /** In all. */
  most: 7 * 24 * 3_600_000,
} as const;

/** Uses within this time of each other are noted once, milliseconds. */
const NOTED_EVERY_MS = 60_000;
const MOST_AGENT = 200;

/** Begins a session. @returns Its secret, which is nowhere else. */
export async function openSession(
  database: ServiceDatabase,
  account: { readonly id: string; readonly organisationId: string },
  { address, agent }: { readonly address: string; readonly agent: string },
  now: Date,
): Promise<string> {
  const secret = newSecret('sds_');
  const row: SessionTable = {
    id: newId(),
    organisation_id: account.organisationId,
    account_id: account.id,
    secret_hash: secretHash(secret),
    created_at: now.toISOString(),
    seen_at: now.toISOString(),
    expires_at: new Date(now.getTime() + SESSION_MS.most).toISOString(),
    address,
    agent: agent.slice(0, MOST_AGENT),
  };
  const { idleSince, time } = endsAt(now);
  await database
    .deleteFrom('session')
    .where('account_id', '=', account.id)
    .where(({ eb, or }) => or([eb('expires_at', '<=', time), eb('seen_at', '<=', idleSince)]))
    .execute();
  await database.insertInto('session').values(row).execute();
  return secret;
}

/** Who a session belongs to; undefined if there is no such session, or it is over, or its account is closed. Its use is noted. */
export async function actorOfSession(
  database: ServiceDatabase,
  secret: string,
  now: Date,
): Promise<Omit<Actor, 'isOfFirstOrganisation'> | undefined> {
  const row = await database
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id', 'session.seen_at', 'session.expires_at', 'account.organisation_id', 'account.name', 'account.role'])
    .select(['account.id as account_id', 'account.state'])
    .where('session.secret_hash', '=', secretHash(secret))
    .executeTakeFirst();
  if (row === undefined || row.state !== 'active') return undefined;
  const idleMs = now.getTime() - Date.parse(row.seen_at);
  if (row.expires_at <= now.toISOString() || idleMs >= SESSION_MS.idle) return undefined;
  if (idleMs > NOTED_EVERY_MS) await database.updateTable('session').set({ seen_at: now.toISOString() }).where('id', '=', row.id).execute();
  const { organisation_id: organisationId, name } = row;
  return { kind: 'account', id: row.account_id, sessionId: row.id, organisationId, name, role: row.role as Role };
}

/** Sessions of an account that are not over, latest first. */
export async function listSessions(database: ServiceDatabase, organisationId: string, accountId: string, now: Date): Promise<Session[]> {
  const { idleSince, time } = endsAt(now);
  const rows = await database
    .selectFrom('session')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', time)
    .where('seen_at', '>', idleSince)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    address: row.address,
    agent: row.agent,
  }));
}

/**
 * Ends sessions of an account.
 * @param which - One of them, all but one, or all.
 * @returns How many there were.
 */
export async function endSessions(
  database: ServiceDatabase,
  organisationId: string,
  accountId: string,
  which: { readonly only: string } | { readonly except: string } | 'all',
): Promise<number> {
  let query = database.deleteFrom('session').where('organisation_id', '=', organisationId).where('account_id', '=', accountId);
  if (which !== 'all') query = 'only' in which ? query.where('id', '=', which.only) : query.where('id', '<>', which.except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** What a page sends along with each change, so that a page of another site, which cannot read it, cannot make one. */
export function csrfTokenOf(sessionSecret: string): string {
  return createHash('sha256').update(`csrf ${sessionSecret}`).digest('base64url');
}

/** A session is over that expired by `time`, or was not used since `idleSince`. */
function endsAt(now: Date): { readonly time: string; readonly idleSince: string } {
  return { time: now.toISOString(), idleSince: new Date(now.getTime() - SESSION_MS.idle).toISOString() };
}
