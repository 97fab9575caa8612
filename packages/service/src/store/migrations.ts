import { StreetdateError } from '@streetdate/core/portable';
import { ACCOUNT_TABLES } from './account-tables.ts';
import type { ServiceDatabase } from './database.ts';
import { DECISION_TABLES } from './decision-tables.ts';
import { EVENT_TABLES } from './event-tables.ts';
import { FIRST_TABLES } from './first-tables.ts';
import { KEPT_TABLES } from './kept-tables.ts';
import { LIFE_TABLES } from './life-tables.ts';
import { REQUEST_TABLES } from './request-tables.ts';
import { SEARCH_TABLES } from './search-tables.ts';
import type { TableArea } from './table-area.ts';
import { WEBHOOK_TABLES } from './webhook-tables.ts';

/** In this order, since later areas may refer to the tables of earlier ones. */
export const AREAS: readonly TableArea[] = [
  FIRST_TABLES,
  ACCOUNT_TABLES,
  REQUEST_TABLES,
  SEARCH_TABLES,
  WEBHOOK_TABLES,
  KEPT_TABLES,
  EVENT_TABLES,
  LIFE_TABLES,
  DECISION_TABLES,
];

/**
 * Brings the tables of every area up to date, in one transaction. Other processes wait, and find the work done.
 * @throws StreetdateError `bad-library` if a newer program wrote them.
 */
export async function migrateService(database: ServiceDatabase, place: string): Promise<void> {
  await database.schema
    .createTable('service_schema')
    .ifNotExists()
    .addColumn('area', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await database.transaction().execute(async (transaction) => {
    for (const { name, migrations } of AREAS) {
      // A write comes first: it takes the lock that other processes wait for.
      await transaction
        .insertInto('service_schema')
        .values({ area: name, version: 0 })
        .onConflict((conflict) => conflict.column('area').doUpdateSet({ area: name }))
        .execute();
      const { version } = await transaction
        .selectFrom('service_schema')
        .select('version')
        .where('area', '=', name)
        .executeTakeFirstOrThrow();
      if (version > migrations.length) {
        const reason = `its tables of ${name} were written by a newer version of Streetdate (${version}, known up to ${migrations.length})`;
        throw new StreetdateError('bad-library', `${place}: ${reason}; update this one`, { path: place });
      }
      for (const bring of migrations.slice(version)) await bring(transaction);
      await transaction.updateTable('service_schema').set({ version: migrations.length }).where('area', '=', name).execute();
    }
  });
}
