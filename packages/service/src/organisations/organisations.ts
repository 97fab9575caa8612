import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';

/** A party with titles, uploads and verdicts of its own, which others can neither see nor infer. */
export interface Organisation {
  /** UUIDv7. */
  readonly id: string;
  readonly name: string;
}

/** Name of the organisation that is there from the start. It can be renamed. */
const FIRST_NAME = 'This library';

/** The organisation that is there from the start; it is added on the first call. */
export async function firstOrganisation(database: ServiceDatabase, now: Date): Promise<Organisation> {
  return database.transaction().execute(async (transaction) => {
    const earliest = transaction.selectFrom('organisation').select(['id', 'name']).orderBy('id').limit(1);
    // A write comes first, as the lock that another process waits for.
    await transaction.updateTable('service_schema').set({ area: 'service' }).where('area', '=', 'service').execute();
    const known = await earliest.executeTakeFirst();
    if (known !== undefined) return known;
    const added = { id: newId(), name: FIRST_NAME, created_at: now.toISOString() };
    await transaction.insertInto('organisation').values(added).execute();
    return { id: added.id, name: added.name };
  });
}
