import type { ServiceDatabase } from '../store/database.ts';
import { findAccount, findAccountByEmail, setPassword } from './accounts.ts';
import type { Actor } from './actor.ts';
import { recordAudit } from './audit.ts';
import { LinkError } from './links.ts';
import { checkPassword, hashPassword, passwordFault } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { countAttempt, forgiveAttempt, type LimitSubject } from './sign-in-limit.ts';

/** An account that is signed in. */
export type SignedInActor = Actor & { readonly kind: 'account'; readonly id: string; readonly sessionId: string };

/**
 * Changes one's own password. All other sessions of the account end, and browsers where it was signed in are forgotten.
 * @returns Whether the current password was right; undefined if the account has none, because it signs in elsewhere.
 * @throws LinkError `bad-password` for a new one that is refused; TooManySignInsError; BusyError.
 */
export async function changePassword(
  database: ServiceDatabase,
  actor: SignedInActor,
  { current, password }: { readonly current: string; readonly password: string },
  address: string,
  now: Date,
): Promise<boolean | undefined> {
  const { organisationId, id } = actor;
  const known = await findAccount(database, organisationId, id);
  const account = known && (await findAccountByEmail(database, organisationId, known.email));
  if (account?.password === undefined) return undefined;
  const fault = passwordFault(password, [account.email, account.name]);
  if (fault !== undefined) throw new LinkError('bad-password', fault);
  // Somebody at a browser that was left open can guess as often as a stranger.
  const subjects: LimitSubject[] = [{ kind: 'account', organisation: organisationId, email: `current password of ${id}` }];
  await countAttempt(database, subjects, now);
  const { isRight } = await checkPassword(current, account.password);
  const hash = isRight ? await hashPassword(password) : undefined;
  await database.transaction().execute(async (transaction) => {
    const outcome = isRight ? ('done' as const) : ('refused' as const);
    const event = { action: 'change-password', target: { kind: 'account', id }, outcome };
    await recordAudit(transaction, { organisationId, actor, address }, event, now);
    if (hash === undefined) return;
    await forgiveAttempt(transaction, subjects, now);
    await setPassword(transaction, id, hash);
    await endSessions(transaction, organisationId, id, { except: actor.sessionId });
    await transaction.deleteFrom('known_device').where('account_id', '=', id).execute();
  });
  return isRight;
}
