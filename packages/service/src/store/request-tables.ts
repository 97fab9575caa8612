import type { ServiceDatabase } from './database.ts';
import type { TableArea } from './table-area.ts';

/** Keys of requests. */
export const REQUEST_TABLES: TableArea = { name: 'requests', migrations: [createTables, orderByAge] };

async function createTables({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .createTable('idempotency_key')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('request_sha256', 'text', (column) => column.notNull())
    .addColumn('resource_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('idempotency_key_of_organisation').unique().on('idempotency_key').columns(['organisation_id', 'key']).execute();
}

/** Old keys are dropped with each new one. */
async function orderByAge({ schema }: ServiceDatabase): Promise<void> {
  await schema.createIndex('idempotency_key_age').on('idempotency_key').columns(['organisation_id', 'created_at']).execute();
}
