import type { AccountTable } from '../store/account-rows.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Role } from './roles.ts';

/** A person of an organisation. */
export interface Account {
  readonly id: string;
  readonly organisationId: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** `invited`: it has no password yet. `closed`: it cannot sign in any more. */
  readonly state: 'invited' | 'active' | 'closed';
  readonly createdAt: string;
  readonly signedInAt?: string;
}

/** An account to be made. */
export type NewAccount = Pick<Account, 'organisationId' | 'email' | 'name' | 'role'>;

/** A change that contradicts what is there, such as a second account with one e-mail address. */
export class AccountConflictError extends Error {
  override readonly name = 'AccountConflictError';
}

/** E-mail addresses are compared in this form. */
export function plainEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

/** Whether anybody can sign in. Until then the server is open to whoever sits at its machine, and to nobody else. */
export async function hasAccounts(database: ServiceDatabase): Promise<boolean> {
  return (await database.selectFrom('account').select('id').where('state', '=', 'active').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * Adds an account.
 * @param password - As `hashPassword` wrote it. @defaultValue none: the account is invited
 * @throws AccountConflictError if the organisation has one with this e-mail address.
 */
export async function addAccount(
  database: ServiceDatabase,
  { organisationId, email, name, role }: NewAccount,
  now: Date,
  { password, id = newId() }: { readonly password?: string; readonly id?: string } = {},
): Promise<Account> {
  const row: AccountTable = {
    id,
    organisation_id: organisationId,
    email: plainEmail(email),
    name,
    role,
    state: password === undefined ? 'invited' : 'active',
    password: password ?? null,
    oidc_issuer: null,
    oidc_subject: null,
    created_at: now.toISOString(),
    signed_in_at: null,
  };
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'email']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) throw new AccountConflictError(`there is an account with the e-mail address ${row.email}`);
  return accountOf(row);
}

/** The account of an organisation with that id. Another's is as unknown as one that never was. */
export async function findAccount(database: ServiceDatabase, organisationId: string, id: string): Promise<Account | undefined> {
  const row = await database
    .selectFrom('account')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && accountOf(row);
}

/** The account of an organisation that signs in with an e-mail address, with its password's hash. */
export async function findAccountByEmail(
  database: ServiceDatabase,
  organisationId: string,
  email: string,
): Promise<(Account & { readonly password: string | undefined }) | undefined> {
  const row = await database
    .selectFrom('account')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('email', '=', plainEmail(email))
    .executeTakeFirst();
  return row && { ...accountOf(row), password: row.password ?? undefined };
}

/** Accounts of an organisation, in the order that they were made. */
export async function listAccounts(database: ServiceDatabase, organisationId: string): Promise<Account[]> {
  const query = database.selectFrom('account').selectAll().where('organisation_id', '=', organisationId);
  return (await query.orderBy('id').execute()).map(accountOf);
}

/** What may change in an account. */
export interface AccountChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  /** Ends it for good, with its sessions, links and known devices. Its name stays in the audit log. */
  readonly state?: 'closed' | undefined;
}

/**
 * Changes an account. Call it in a transaction that holds the lock of the organisation's audit log, so that two admins who demote each other
 * do so one after the other.
 * @returns The account; undefined if the organisation has none with that id.
 * @throws AccountConflictError if the organisation were left without an admin, or if the account is closed.
 */
export async function changeAccount(
  transaction: ServiceDatabase,
  organisationId: string,
  id: string,
  { name, role, state }: AccountChange,
): Promise<Account | undefined> {
  const before = await findAccount(transaction, organisationId, id);
  if (before === undefined) return undefined;
  if (before.state === 'closed') throw new AccountConflictError('a closed account cannot be changed');
  const change = { name: name ?? before.name, role: role ?? before.role, state: state ?? before.state };
  const closing = { ...change, password: null, oidc_issuer: null, oidc_subject: null };
  await transaction
    .updateTable('account')
    .set(state === 'closed' ? closing : change)
    .where('id', '=', id)
    .execute();
  if (state === 'closed') await forgetAccess(transaction, id);
  const loses = before.role === 'admin' && before.state === 'active' && (change.role !== 'admin' || state === 'closed');
  if (loses && !(await hasAdmin(transaction, organisationId))) {
    throw new AccountConflictError('this is the only admin: make another one first');
  }
  return { ...before, ...change };
}

/**
 * Removes an account with its ways in. Call it in a transaction that holds the lock of the organisation's audit log.
 * @returns What it was; undefined if the organisation has none with that id.
 * @throws AccountConflictError if the organisation were left without an admin.
 */
export async function removeAccount(transaction: ServiceDatabase, organisationId: string, id: string): Promise<Account | undefined> {
  const before = await findAccount(transaction, organisationId, id);
  if (before === undefined) return undefined;
  await forgetAccess(transaction, id);
  await transaction.deleteFrom('account').where('id', '=', id).execute();
  if (before.role === 'admin' && before.state === 'active' && !(await hasAdmin(transaction, organisationId))) {
    throw new AccountConflictError('this is the only admin: make another one first');
  }
  return before;
}

/** Sets the hash of a password. An invited account becomes active. */
export async function setPassword(database: ServiceDatabase, id: string, password: string): Promise<void> {
  await database.updateTable('account').set({ password, state: 'active' }).where('id', '=', id).where('state', '<>', 'closed').execute();
}

/** Whether an organisation has an admin who can sign in. */
export async function hasAdmin(database: ServiceDatabase, organisationId: string): Promise<boolean> {
  const row = await database
    .selectFrom('account')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function forgetAccess(transaction: ServiceDatabase, accountId: string): Promise<void> {
  for (const table of ['session', 'known_device', 'account_link'] as const) {
    await transaction.deleteFrom(table).where('account_id', '=', accountId).execute();
  }
}

function accountOf(row: AccountTable): Account {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    state: row.state as Account['state'],
    createdAt: row.created_at,
    ...(row.signed_in_at !== null && { signedInAt: row.signed_in_at }),
  };
}
