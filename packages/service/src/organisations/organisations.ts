import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { OrganisationTable } from '../store/tables.ts';

/** A party with titles, uploads and verdicts of its own, which others can neither see nor infer. */
export interface Organisation {
  /** UUIDv7. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

/** Name of the organisation that is there from the start. It can be renamed. */
const FIRST_NAME = 'This library';

/** The organisation that is there from the start and owns the library; it is added on the first call, and never another one. */
export async function firstOrganisation(database: ServiceDatabase, now: Date): Promise<Organisation> {
  return database.transaction().execute(async (transaction) => {
    // A write comes first, as the lock that another process waits for.
    await transaction.updateTable('service_schema').set({ area: 'service' }).where('area', '=', 'service').execute();
    const known = await transaction.selectFrom('organisation').selectAll().where('is_owner', '=', 1).executeTakeFirst();
    if (known !== undefined) return organisationOf(known);
    const added = { id: newId(), name: FIRST_NAME, created_at: now.toISOString(), is_owner: 1, removed_at: null };
    await transaction.insertInto('organisation').values(added).execute();
    return organisationOf(added);
  });
}

/** The organisation with that id. */
export async function findOrganisation(database: ServiceDatabase, id: string): Promise<Organisation | undefined> {
  const known = database.selectFrom('organisation').selectAll().where('id', '=', id).where('removed_at', 'is', null);
  const row = await known.executeTakeFirst();
  return row && organisationOf(row);
}

/** All organisations, in the order that they were added. */
export async function listOrganisations(database: ServiceDatabase): Promise<Organisation[]> {
  const rows = await database.selectFrom('organisation').selectAll().where('removed_at', 'is', null).orderBy('id').execute();
  return rows.map(organisationOf);
}

/** Adds an organisation. @returns undefined if another one has the name. */
export async function addOrganisation(
  database: ServiceDatabase,
  { id, name }: { readonly id: string; readonly name: string },
  now: Date,
): Promise<Organisation | undefined> {
  const row = await database
    .insertInto('organisation')
    .values({ id, name, created_at: now.toISOString(), is_owner: null, removed_at: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && organisationOf(row);
}

/** Gives an organisation another name. @returns `taken` if another one has the name; undefined if there is no organisation with that id. */
export async function renameOrganisation(
  transaction: ServiceDatabase,
  id: string,
  name: string,
): Promise<Organisation | 'taken' | undefined> {
  const named = await transaction.selectFrom('organisation').select('id').where('name', '=', name).executeTakeFirst();
  if (named !== undefined && named.id !== id) return 'taken';
  const known = transaction.updateTable('organisation').set({ name }).where('id', '=', id).where('removed_at', 'is', null);
  const row = await known.returningAll().executeTakeFirst();
  return row && organisationOf(row);
}

/** Notes that an organisation is no longer there. Its name may be given to another one. */
export async function markRemoved(transaction: ServiceDatabase, id: string, now: Date): Promise<void> {
  const change = { name: `removed ${id}`, removed_at: now.toISOString() };
  await transaction.updateTable('organisation').set(change).where('id', '=', id).execute();
}

function organisationOf({ id, name, created_at }: OrganisationTable): Organisation {
  return { id, name, createdAt: created_at };
}
