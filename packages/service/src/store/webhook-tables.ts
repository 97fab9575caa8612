import type { ServiceDatabase } from './database.ts';
import type { TableArea } from './table-area.ts';

/** Webhooks and their deliveries. */
export const WEBHOOK_TABLES: TableArea = {
  name: 'webhooks',
  migrations: [createTables, addOldSecrets, orderDeliveries, orderDeliveriesByAge],
};

async function createTables({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .createTable('webhook')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('kinds', 'text', (column) => column.notNull())
    .addColumn('active', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('webhook_of_organisation').on('webhook').columns(['organisation_id', 'id']).execute();
  await schema
    .createTable('webhook_delivery')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('webhook_id', 'text', (column) => column.notNull().references('webhook.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('delivered_at', 'text')
    .execute();
  await schema.createIndex('delivery_of_event').unique().on('webhook_delivery').columns(['webhook_id', 'event_id']).execute();
}

/** Secrets that a webhook had before. Those of before had one. */
async function addOldSecrets({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .alterTable('webhook')
    .addColumn('old_secrets', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
}

/** Deliveries are listed by webhook, and found by what they tell of. */
async function orderDeliveries({ schema }: ServiceDatabase): Promise<void> {
  await schema.createIndex('delivery_of_webhook').on('webhook_delivery').columns(['webhook_id', 'id']).execute();
  await schema.createIndex('delivery_event').on('webhook_delivery').column('event_id').execute();
}

/** Messages that have ended are removed after some time. */
async function orderDeliveriesByAge({ schema }: ServiceDatabase): Promise<void> {
  await schema.createIndex('delivery_age').on('webhook_delivery').columns(['state', 'created_at']).execute();
}
