import { type ServiceDatabase, sql } from './database.ts';
import type { TableArea } from './table-area.ts';
import { createTally } from './tally.ts';

/** Organisations, their uploads with verdicts, and the jobs. */
export const FIRST_TABLES: TableArea = { name: 'service', migrations: [createTables, addPlaces, boundWork, nameOwner] };

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

/** What each request and job has to find, so that none of them reads all that there ever was. */
async function boundWork(database: ServiceDatabase): Promise<void> {
  const { schema } = database;
  await schema.alterTable('upload').addColumn('verdict', 'text').execute();
  await schema.alterTable('upload').addColumn('media', 'text').execute();
  await schema.alterTable('job').addColumn('content', 'text').execute();
  await fillColumns(database);
  await schema.dropIndex('job_order').execute();
  const indexes = [
    ['upload', 'upload_of_verdict', ['organisation_id', 'verdict', 'id']],
    ['upload', 'upload_of_state', ['organisation_id', 'state', 'id']],
    ['upload', 'upload_media', ['media', 'finished_at', 'id']],
    ['upload', 'upload_media_of_content', ['sha256', 'media', 'finished_at']],
    ['verdict', 'verdict_of_upload', ['upload_id', 'id']],
    ['job', 'job_next', ['state', 'lane', 'due_at', 'id']],
    ['job', 'job_list', ['organisation_id', 'id']],
    ['job', 'job_of_content', ['content', 'state']],
    ['job', 'job_content', ['state', 'content']],
    ['job', 'job_finished', ['state', 'finished_at']],
    ['job', 'job_run', ['state', 'run_at']],
    ['job', 'job_added', ['state', 'created_at']],
    ['job', 'job_delivered', ['state', 'delivered_at']],
    ['job', 'job_held', ['state', 'held_until']],
  ] as const;
  for (const [table, name, columns] of indexes)
    await schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  // Corrections are looked for among the verdicts of one kind that no longer hold, which are few.
  await schema
    .createIndex('superseded_verdict')
    .on('verdict')
    .columns(['organisation_id', 'kind', 'upload_id', 'id'])
    .where(sql.ref('superseded_by'), 'is not', null)
    .execute();
  await createTally(database);
}

/** Which organisation owns the library is written down once: an order of ids is that of clocks, and those may be set back. */
async function nameOwner(database: ServiceDatabase): Promise<void> {
  await database.schema.alterTable('organisation').addColumn('is_owner', 'integer').execute();
  await database.schema.createIndex('owner').on('organisation').column('is_owner').unique().execute();
  await database
    .updateTable('organisation')
    .set({ is_owner: 1 })
    .where('id', '=', ({ selectFrom }) => selectFrom('organisation').select('id').orderBy('id').limit(1))
    .execute();
}

/** What the new columns say of the rows of before. */
async function fillColumns(database: ServiceDatabase): Promise<void> {
  await database
    .updateTable('upload')
    .set(({ selectFrom }) => ({
      verdict: selectFrom('verdict').select('kind').whereRef('upload_id', '=', 'upload.id').where('superseded_by', 'is', null),
    }))
    .execute();
  const media = sql<string>`case when state in ('waiting', 'working') then 'pending' when state = 'failed' then 'failed'
    when verdict is null or verdict = 'no-match' then 'unmatched' else 'matched' end`;
  await database.updateTable('upload').set({ media }).execute();
  const jobs = await database.selectFrom('job').select(['id', 'payload']).where('kind', '=', 'enrol').execute();
  for (const { id, payload } of jobs)
    await database
      .updateTable('job')
      .set({ content: (JSON.parse(payload) as { readonly sha256: string }).sha256 })
      .where('id', '=', id)
      .execute();
}
