import { checkFunction, checkObject, checkText } from '@streetdate/core/internal';
import { checkDatabase } from '../store/check-database.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { hasAccounts } from './accounts.ts';
import { addLink } from './links.ts';

/**
 * Makes the link that sets the service up: it is used once, lasts a day, and makes the first account, an admin. Earlier ones end.
 * @returns Its path on the server; undefined once somebody can sign in.
 */
export async function makeSetUpLink(service: {
  readonly database: ServiceDatabase;
  readonly firstOrganisationId: string;
  readonly now: () => Date;
}): Promise<string | undefined> {
  checkObject('service', service);
  const { database, firstOrganisationId: organisationId, now } = service;
  checkDatabase('service.database', database);
  checkText('service.firstOrganisationId', organisationId);
  checkFunction('service.now', now);
  if (await hasAccounts(database)) return undefined;
  const { secret } = await database.transaction().execute((transaction) => addLink(transaction, { organisationId }, now()));
  // After the #, which browsers send nowhere.
  return `/set-up#${secret}`;
}
