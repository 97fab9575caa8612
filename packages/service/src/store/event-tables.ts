import { addCounter, type ServiceDatabase } from './database.ts';
import type { TableArea } from './table-area.ts';

/** What happened to uploads, for those who follow an organisation. */
export const EVENT_TABLES: TableArea = { name: 'events', migrations: [createTables] };

async function createTables(database: ServiceDatabase): Promise<void> {
  await addCounter(database, database.schema.createTable('event'), 'position')
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await database.schema.createIndex('event_of_organisation').on('event').columns(['organisation_id', 'position']).execute();
  await database.schema.createIndex('event_age').on('event').column('created_at').execute();
}
