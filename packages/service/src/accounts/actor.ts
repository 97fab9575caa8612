import { checkObject, checkOneOf } from '@streetdate/core/internal';
import { type Action, PERMISSIONS, type Permission } from './permissions.ts';
import { mayAct, type Role } from './roles.ts';

/** Who asks. */
export interface Actor {
  /** The organisation whose rows it sees. */
  readonly organisationId: string;
  /** What it may do there. */
  readonly role: Role;
  /** Its name in the audit log: an account's or a key's. */
  readonly name: string;
  /** How it is known: by a session of an account, by an API key, or by the token of the server's machine, as long as there is no account. */
  readonly kind: 'account' | 'key' | 'local';
  /** The account's or key's id; none for the local operator. */
  readonly id?: string;
  /** The session that it came with. */
  readonly sessionId?: string;
  /** A key may be narrowed to some of its role's actions. @defaultValue all of them */
  readonly actions?: readonly Action[];
  /** Whether its organisation is the one that runs the service. */
  readonly isOfFirstOrganisation: boolean;
}

/** Whether somebody may do something. */
export function mayDo(actor: Actor, action: Action): boolean {
  checkObject('actor', actor);
  checkOneOf('action', action, Object.keys(PERMISSIONS));
  const { role, actions, isOfFirstOrganisation } = actor;
  const { least, concernsService }: Permission = PERMISSIONS[action];
  if (concernsService === true && !isOfFirstOrganisation) return false;
  return mayAct(role, least) && (actions === undefined || actions.includes(action));
}
