import type { AccountLinkTable } from '../store/account-rows.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type Account, AccountConflictError, addAccount, findAccount, hasAdmin, setPassword } from './accounts.ts';
import { type AuditSource, recordAudit } from './audit.ts';
import { hashPassword, passwordFault } from './passwords.ts';
import { newSecret, secretHash } from './secrets.ts';
import { endSessions } from './sessions.ts';

/** How long a link can be used, milliseconds. */
export const LINK_MS = 24 * 3_600_000;

/** A link that was used, has expired or never was; or what was given with it cannot be taken. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  /** `unknown-link` or `bad-password` or `bad-account`. */
  readonly kind: 'unknown-link' | 'bad-password' | 'bad-account';

  constructor(kind: LinkError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Makes a link that is used once: for an account, to set its password; without one, to make the first admin of the organisation. Earlier
 * links for the same end.
 * @returns Its secret, which is nowhere else, and when it ends.
 */
export async function addLink(
  transaction: ServiceDatabase,
  { organisationId, accountId }: { readonly organisationId: string; readonly accountId?: string | undefined },
  now: Date,
): Promise<{ readonly secret: string; readonly expiresAt: string }> {
  const secret = newSecret('sdl_');
  const row: AccountLinkTable = {
    id: newId(),
    organisation_id: organisationId,
    account_id: accountId ?? null,
    secret_hash: secretHash(secret),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + LINK_MS).toISOString(),
    used_at: null,
  };
  const earlier = transaction.deleteFrom('account_link').where('organisation_id', '=', organisationId).where('used_at', 'is', null);
  await (accountId === undefined ? earlier.where('account_id', 'is', null) : earlier.where('account_id', '=', accountId)).execute();
  await transaction.insertInto('account_link').values(row).execute();
  return { secret, expiresAt: row.expires_at };
}

/** What somebody gives with a link. */
export interface LinkUse {
  readonly secret: string;
  readonly password: string;
  /** Where the link makes an account. */
  readonly email?: string | undefined;
  /** Where the link makes an account. @defaultValue the e-mail address */
  readonly name?: string | undefined;
}

/**
 * Uses a link. All sessions of its account end.
 * @returns The account, which is active now.
 * @throws LinkError. A password that is refused leaves the link as it is.
 */
export async function useLink(
  database: ServiceDatabase,
  { secret, password, email, name = email }: LinkUse,
  from: Pick<AuditSource, 'address'>,
  now: Date,
): Promise<Account> {
  const unknown = () => new LinkError('unknown-link', 'this link was used, has expired, or was replaced by a later one');
  const link = await findLink(database, secret, now);
  if (link === undefined) throw unknown();
  const { organisation_id: organisationId, account_id: accountId } = link;
  const known = accountId === null ? undefined : await findAccount(database, organisationId, accountId);
  if (accountId === null && (email === undefined || name === undefined))
    throw new LinkError('bad-account', 'the first account needs an e-mail address');
  const fault = passwordFault(password, [email ?? '', name ?? '', known?.email ?? '', known?.name ?? '']);
  if (fault !== undefined) throw new LinkError('bad-password', fault);
  const hash = await hashPassword(password);
  return database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('account_link')
      .set({ used_at: now.toISOString() })
      .where('id', '=', link.id)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw unknown();
    const id = accountId ?? newId();
    const actor = { kind: 'account' as const, id, name: known?.name ?? name ?? '' };
    const event = { action: accountId === null ? 'set-up' : 'set-password', target: { kind: 'account', id } };
    await recordAudit(transaction, { organisationId, actor, ...from }, event, now);
    if (known !== undefined) {
      if (known.state === 'closed') throw unknown();
      await setPassword(transaction, known.id, hash);
      await endSessions(transaction, organisationId, known.id, 'all');
      return { ...known, state: 'active' };
    }
    if (await hasAdmin(transaction, organisationId)) throw unknown();
    const account = { organisationId, email: email ?? '', name: name ?? '', role: 'admin' as const };
    return addAccount(transaction, account, now, { password: hash, id }).catch((error: unknown) => {
      throw error instanceof AccountConflictError ? new LinkError('bad-account', error.message) : error;
    });
  });
}

async function findLink(database: ServiceDatabase, secret: string, now: Date): Promise<AccountLinkTable | undefined> {
  const query = database.selectFrom('account_link').selectAll().where('secret_hash', '=', secretHash(secret));
  const link = await query.where('used_at', 'is', null).executeTakeFirst();
  return link && link.expires_at > now.toISOString() ? link : undefined;
}
