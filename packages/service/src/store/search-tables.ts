import { type ServiceDatabase, sql } from './database.ts';
import type { TableArea } from './table-area.ts';

/** Segments, and who searches them. */
export const SEARCH_TABLES: TableArea = { name: 'search', migrations: [createTables, noteRetiredSegments, orderReferences] };

async function createTables({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .createTable('search_library')
    .addColumn('organisation_id', 'text', (column) => column.primaryKey().references('organisation.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('library_revision', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('search_segment')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('group_number', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('segment_of_group').on('search_segment').columns(['organisation_id', 'group_number', 'id']).execute();
  await schema
    .createTable('search_reference')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('reference_id', 'text', (column) => column.notNull())
    .addColumn('fingerprint_sha256', 'text', (column) => column.notNull())
    .addColumn('segment_id', 'text', (column) => column.notNull().references('search_segment.id'))
    .addColumn('duration_ms', 'bigint', (column) => column.notNull())
    .addColumn('removed', 'integer', (column) => column.notNull())
    .execute();
  // A reference is in one segment, whoever indexes it.
  await schema
    .createIndex('indexed_reference')
    .unique()
    .on('search_reference')
    .columns(['organisation_id', 'reference_id'])
    .where(sql.ref('removed'), '=', 0)
    .execute();
  await schema.createIndex('reference_of_segment').on('search_reference').column('segment_id').execute();
  await schema
    .createTable('searcher')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('beats', 'bigint', (column) => column.notNull())
    .addColumn('held', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
}

async function noteRetiredSegments({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .createTable('search_retired_segment')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('retired_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('retired_segment').on('search_retired_segment').columns(['organisation_id', 'sha256']).execute();
}

/** What of an organisation is indexed, removed references too. */
async function orderReferences({ schema }: ServiceDatabase): Promise<void> {
  await schema.createIndex('reference_of_organisation').on('search_reference').columns(['organisation_id', 'segment_id']).execute();
}
