import { AsyncLocalStorage } from 'node:async_hooks';

/** Which rows the running work may touch. It lives as long as the work, and each database reads it for itself. */
const scope = new AsyncLocalStorage<string>();

/** Stands for all organisations. */
export const ALL_ORGANISATIONS = '*';

/**
 * Does work that may touch the rows of one organisation only. Queries filter by `organisation_id` in any case. In PostgreSQL this is the second
 * wall: a query that forgot to filter finds nothing of others. SQLite has no such wall.
 *
 * A transaction keeps the scope that it began with.
 */
export function asOrganisation<T>(organisationId: string, work: () => T): T {
  if (organisationId === '' || organisationId === ALL_ORGANISATIONS) {
    throw new RangeError(`organisationId must be an organisation's id, got ${JSON.stringify(organisationId)}`);
  }
  return scope.run(organisationId, work);
}

/** Does work for the service as a whole inside the work of an organisation, such as counting all jobs. */
export function asService<T>(work: () => T): T {
  return scope.run(ALL_ORGANISATIONS, work);
}

/** The organisation whose work is running, or `*`: workers that look for jobs, migrations, and asking who somebody is, concern all. */
export function currentScope(): string {
  return scope.getStore() ?? ALL_ORGANISATIONS;
}
