import { type ServiceDatabase, sql } from './database.ts';
import type { TableArea } from './table-area.ts';

/** Organisations, their uploads with verdicts, and the jobs. */
export const FIRST_TABLES: TableArea = { name: 'service', migrations: [createTables, addPlaces] };

async function createTables({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .createTable('organisation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('upload')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('progress', 'double precision', (column) => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('seen_at', 'text')
    .addColumn('territory', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .execute();
  await schema.createIndex('upload_of_organisation').on('upload').columns(['organisation_id', 'id']).execute();
  await schema.createIndex('upload_content').on('upload').columns(['organisation_id', 'sha256']).execute();
  await schema
    .createTable('verdict')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('upload_id', 'text', (column) => column.notNull().references('upload.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('library_revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('superseded_by', 'text')
    .execute();
  // An upload has one current verdict, however often its job ran.
  await schema
    .createIndex('current_verdict')
    .unique()
    .on('verdict')
    .column('upload_id')
    .where(sql.ref('superseded_by'), 'is', null)
    .execute();
  await schema
    .createTable('job')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('losses', 'integer', (column) => column.notNull())
    .addColumn('takes', 'integer', (column) => column.notNull())
    .addColumn('run_at', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('delivered_at', 'text')
    .addColumn('held_until', 'text')
    .addColumn('error', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .execute();
  await schema.createIndex('job_order').on('job').columns(['state', 'lane', 'due_at']).execute();
  await schema.createIndex('job_of_organisation').on('job').columns(['organisation_id', 'state', 'id']).execute();
}

/** Where uploads were seen. Those of before have neither link nor host. */
async function addPlaces({ schema }: ServiceDatabase): Promise<void> {
  await schema.alterTable('upload').addColumn('link', 'text').execute();
  await schema.alterTable('upload').addColumn('host', 'text').execute();
}
