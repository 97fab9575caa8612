import type { ServiceDatabase } from './database.ts';
import type { TableArea } from './table-area.ts';

/** What people decided about verdicts. */
export const DECISION_TABLES: TableArea = { name: 'decisions', migrations: [createTables, noteOnUploads] };

async function createTables({ schema }: ServiceDatabase): Promise<void> {
  let decision = schema.createTable('decision').addColumn('id', 'text', (column) => column.primaryKey());
  decision = decision.addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'));
  decision = decision.addColumn('upload_id', 'text', (column) => column.notNull().references('upload.id'));
  decision = decision.addColumn('verdict_id', 'text', (column) => column.notNull().references('verdict.id'));
  for (const name of ['verdict_kind', 'decision', 'reason', 'by_kind', 'by_id', 'by_name', 'created_at'])
    decision = decision.addColumn(name, 'text', (column) => column.notNull());
  await decision.execute();
  await schema.createIndex('decision_of_upload').on('decision').columns(['upload_id', 'id']).execute();
  await schema.createIndex('decision_of_verdict').on('decision').columns(['verdict_id', 'id']).execute();
  await schema.createIndex('decision_of_organisation').on('decision').columns(['organisation_id', 'id']).execute();
  await schema
    .createTable('decided_verdict')
    .addColumn('verdict_id', 'text', (column) => column.primaryKey().references('verdict.id'))
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('upload_id', 'text', (column) => column.notNull().references('upload.id'))
    .addColumn('verdict_kind', 'text', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('power', 'integer')
    .addColumn('is_strong', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('decided_of_upload').on('decided_verdict').column('upload_id').execute();
  // All that is counted stands in it.
  const counted = ['organisation_id', 'verdict_kind', 'decision', 'power', 'is_strong'];
  await schema.createIndex('decided_of_organisation').on('decided_verdict').columns(counted).execute();
  await schema
    .createTable('review_policy')
    .addColumn('organisation_id', 'text', (column) => column.primaryKey().references('organisation.id'))
    .addColumn('people', 'integer', (column) => column.notNull())
    .execute();
}

/** What the current verdict of an upload was decided to be, so that a list of what is undecided reads no other table. */
async function noteOnUploads({ schema }: ServiceDatabase): Promise<void> {
  await schema.alterTable('upload').addColumn('decided', 'text').execute();
  // Of a long history nearly all needs no decision, and most of what does has one.
  await schema.createIndex('upload_decided').on('upload').columns(['organisation_id', 'verdict', 'decided', 'id']).execute();
}
