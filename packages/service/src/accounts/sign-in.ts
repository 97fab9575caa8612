import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type Account, findAccountByEmail, plainEmail } from './accounts.ts';
import { recordAudit } from './audit.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { newSecret, secretHash } from './secrets.ts';
import { openSession } from './sessions.ts';
import { countAttempt, forgiveAttempt, type LimitSubject } from './sign-in-limit.ts';

/** What somebody gives to sign in. */
export interface SignIn {
  /** Name of the organisation. @defaultValue the first one */
  readonly organisation?: string | undefined;
  readonly email: string;
  readonly password: string;
}

/** Where a sign-in comes from. */
export interface SignInPlace {
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
  /** The secret of a known device, from its cookie. */
  readonly device?: string | undefined;
}

/** A session that was begun. Both secrets are nowhere else. */
export interface SignedIn {
  readonly account: Account;
  readonly session: string;
  /** The secret by which this browser is known from now on. */
  readonly device: string;
}

/** How many browsers of an account are known at most. The earliest is forgotten. */
const MOST_DEVICES = 20;

/**
 * Signs in with a password. An unknown organisation, an unknown account, an account without a password and a wrong password give the same
 * answer after the same work.
 * @returns undefined if it is refused.
 * @throws TooManySignInsError, BusyError.
 */
export async function signIn(
  database: ServiceDatabase,
  firstOrganisationId: string,
  { organisation, email, password }: SignIn,
  place: SignInPlace,
  now: Date,
): Promise<SignedIn | undefined> {
  const organisationId = await organisationNamed(database, organisation, firstOrganisationId);
  const account = await findAccountByEmail(database, organisationId ?? '', email);
  const isKnown = place.device !== undefined && (await isKnownDevice(database, account?.id ?? '', place.device));
  const subjects: LimitSubject[] = [
    // Names that nobody has count as one.
    { kind: 'address', address: place.address, organisation: organisationId ?? '' },
    isKnown
      ? { kind: 'device', secret: place.device ?? '' }
      : { kind: 'account', organisation: organisationId ?? organisation ?? '', email: plainEmail(email) },
  ];
  await countAttempt(database, subjects, now);
  const { isRight, isOutdated } = await checkPassword(password, account?.state === 'active' ? account.password : undefined);
  if (!isRight || account === undefined) {
    await noteRefusal(database, organisationId ?? firstOrganisationId, account, place.address, now);
    return undefined;
  }
  const renewed = isOutdated ? await hashPassword(password) : undefined;
  return database.transaction().execute(async (transaction) => {
    await forgiveAttempt(transaction, subjects, now);
    if (renewed !== undefined) await transaction.updateTable('account').set({ password: renewed }).where('id', '=', account.id).execute();
    return beginSession(transaction, account, place, 'password', now);
  });
}

/** Begins a session for somebody who has shown who it is, and notes it. */
export async function beginSession(
  transaction: ServiceDatabase,
  account: Account,
  place: SignInPlace,
  by: 'password' | 'link' | 'identity-provider',
  now: Date,
): Promise<SignedIn> {
  const { id, organisationId, name } = account;
  const source = { organisationId, actor: { kind: 'account' as const, id, name }, address: place.address };
  await recordAudit(transaction, source, { action: 'sign-in', target: { kind: 'account', id }, detail: { by } }, now);
  await transaction.updateTable('account').set({ signed_in_at: now.toISOString() }).where('id', '=', id).execute();
  const session = await openSession(transaction, account, place, now);
  return { account, session, device: await rememberDevice(transaction, account, place.device, now) };
}

/** An unknown account is not named: people type their password into the wrong field. */
async function noteRefusal(database: ServiceDatabase, organisationId: string, account: Account | undefined, address: string, now: Date) {
  const event = { action: 'sign-in', outcome: 'refused' as const, ...(account && { target: { kind: 'account', id: account.id } }) };
  await database
    .transaction()
    .execute((transaction) => recordAudit(transaction, { organisationId, actor: 'anonymous', address }, event, now));
}

/** Id of an organisation by its name; without one, the first organisation's. */
export async function organisationNamed(database: ServiceDatabase, name: string | undefined, first: string): Promise<string | undefined> {
  if (name === undefined) return first;
  return (await database.selectFrom('organisation').select('id').where('name', '=', name).executeTakeFirst())?.id;
}

async function isKnownDevice(database: ServiceDatabase, accountId: string, secret: string): Promise<boolean> {
  const query = database.selectFrom('known_device').select('id').where('secret_hash', '=', secretHash(secret));
  return (await query.where('account_id', '=', accountId).executeTakeFirst()) !== undefined;
}

/** @returns The device's secret: the one that it has, or a new one. */
async function rememberDevice(transaction: ServiceDatabase, account: Account, had: string | undefined, now: Date): Promise<string> {
  if (had !== undefined && (await isKnownDevice(transaction, account.id, had))) return had;
  const secret = newSecret('sdd_');
  const row = { id: newId(), organisation_id: account.organisationId, account_id: account.id, secret_hash: secretHash(secret) };
  await transaction
    .insertInto('known_device')
    .values({ ...row, created_at: now.toISOString() })
    .execute();
  const known = await transaction
    .selectFrom('known_device')
    .select('id')
    .where('account_id', '=', account.id)
    .orderBy('id', 'desc')
    .execute();
  const surplus = known.slice(MOST_DEVICES).map(({ id }) => id);
  if (surplus.length > 0) await transaction.deleteFrom('known_device').where('id', 'in', surplus).execute();
  return secret;
}
