import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type Account, AccountConflictError, addAccount, changeAccount, findAccount, findAccountByEmail } from './accounts.ts';
import { recordAudit } from './audit.ts';
import type { Identity } from './identity-provider.ts';
import { beginSession, organisationNamed, type SignedIn, type SignInPlace } from './sign-in.ts';

/** Who may sign in by a provider. */
export interface IdentityRules {
  /** Name of the organisation. @defaultValue the first one */
  readonly organisation?: string | undefined;
  /** Whether the provider says the role. Then it also makes accounts. */
  readonly takesRoles: boolean;
}

/**
 * Signs in whom a provider has identified. The account is the one with the provider's subject, or else the one with the verified e-mail
 * address, which keeps the subject from then on.
 * @returns undefined if there is no account, it is closed or another person's, or the provider gives no role.
 */
export async function signInByIdentity(
  database: ServiceDatabase,
  firstOrganisationId: string,
  identity: Identity,
  { organisation, takesRoles }: IdentityRules,
  place: SignInPlace,
  now: Date,
): Promise<SignedIn | undefined> {
  const organisationId = await organisationNamed(database, organisation, firstOrganisationId);
  if (organisationId === undefined) return undefined;
  const source = { organisationId, actor: 'anonymous' as const, address: place.address };
  return database.transaction().execute(async (transaction) => {
    const detail = { by: 'identity-provider' };
    // A write comes first, as the lock that another sign-in waits for.
    await transaction
      .updateTable('organisation')
      .set(({ ref }) => ({ name: ref('name') }))
      .where('id', '=', organisationId)
      .execute();
    const mayEnter = !takesRoles || identity.role !== undefined;
    const found = mayEnter ? await accountFor(transaction, organisationId, identity) : undefined;
    const account = found ?? (mayEnter && takesRoles ? await newAccount(transaction, organisationId, identity, now) : undefined);
    if (account === undefined) {
      await recordAudit(transaction, source, { action: 'sign-in', outcome: 'refused', detail }, now);
      return undefined;
    }
    await transaction
      .updateTable('account')
      .set({ oidc_issuer: identity.issuer, oidc_subject: identity.subject, state: 'active' })
      .where('id', '=', account.id)
      .execute();
    const session = await beginSession(transaction, { ...account, state: 'active' }, place, 'identity-provider', now);
    if (!takesRoles || identity.role === undefined || identity.role === account.role) return session;
    const event = { action: 'accounts.write', target: { kind: 'account', id: account.id }, detail: { ...detail, role: identity.role } };
    await recordAudit(transaction, source, event, now);
    const changed = await changeAccount(transaction, organisationId, account.id, { role: identity.role });
    return { ...session, account: changed ?? session.account };
  });
}

async function accountFor(transaction: ServiceDatabase, organisationId: string, identity: Identity): Promise<Account | undefined> {
  const linked = await transaction
    .selectFrom('account')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('oidc_issuer', '=', identity.issuer)
    .where('oidc_subject', '=', identity.subject)
    .executeTakeFirst();
  if (linked !== undefined) return findAccount(transaction, organisationId, linked.id);
  if (identity.email === undefined) return undefined;
  const named = await findAccountByEmail(transaction, organisationId, identity.email);
  if (named === undefined || named.state === 'closed') return undefined;
  const { oidc_subject } = await transaction
    .selectFrom('account')
    .select('oidc_subject')
    .where('id', '=', named.id)
    .executeTakeFirstOrThrow();
  // An address that was given to somebody else since.
  if (oidc_subject !== null) return undefined;
  const { password, ...account } = named;
  return account;
}

async function newAccount(
  transaction: ServiceDatabase,
  organisationId: string,
  { email, name = email, role }: Identity,
  now: Date,
): Promise<Account | undefined> {
  if (email === undefined || role === undefined) return undefined;
  return addAccount(transaction, { organisationId, email, name: name ?? email, role }, now, { id: newId() }).catch((error: unknown) => {
    // There is one, closed or another person's.
    if (error instanceof AccountConflictError) return undefined;
    throw error;
  });
}
