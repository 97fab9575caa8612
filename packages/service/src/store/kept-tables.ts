import { isPostgres, type ServiceDatabase } from './database.ts';
import type { TableArea } from './table-area.ts';

/** What is kept of uploads, to search them again. */
export const KEPT_TABLES: TableArea = { name: 'kept', migrations: [createTables, orderByAge] };

async function createTables(database: ServiceDatabase): Promise<void> {
  await database.schema
    .createTable('kept_sketch')
    .addColumn('upload_id', 'text', (column) => column.primaryKey().references('upload.id'))
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('library_revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('bytes', isPostgres(database) ? 'bytea' : 'blob', (column) => column.notNull())
    .execute();
  await database.schema.createIndex('kept_sketch_of_organisation').on('kept_sketch').columns(['organisation_id', 'upload_id']).execute();
  await database.schema
    .createTable('searched_reference')
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('reference_key', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('searched_reference_key', ['organisation_id', 'reference_key'])
    .execute();
}

/** Old sketches are removed. */
async function orderByAge({ schema }: ServiceDatabase): Promise<void> {
  await schema.createIndex('kept_sketch_age').on('kept_sketch').column('created_at').execute();
}
