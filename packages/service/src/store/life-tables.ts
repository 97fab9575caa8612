import { hasScore, isPostgres, type ServiceDatabase, sql } from './database.ts';
import type { TableArea } from './table-area.ts';
import { countKept } from './tally.ts';

/** What keeps rows, what an organisation may keep, and by what uploads are found. */
export const LIFE_TABLES: TableArea = { name: 'life', migrations: [createTables, describeUploads, queueAudit, nameNetworks] };

async function createTables({ schema }: ServiceDatabase): Promise<void> {
  await schema.alterTable('organisation').addColumn('removed_at', 'text').execute();
  await schema
    .createTable('legal_hold')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('hold_of_target').on('legal_hold').columns(['organisation_id', 'kind', 'target_id']).execute();
  await schema.createIndex('hold_of_organisation').on('legal_hold').columns(['organisation_id', 'id']).execute();
  await schema
    .createTable('organisation_limit')
    .addColumn('organisation_id', 'text', (column) => column.primaryKey().references('organisation.id'))
    .addColumn('media', 'text')
    .addColumn('media_days', 'double precision')
    .addColumn('fingerprint_days', 'double precision')
    .addColumn('most_bytes', 'bigint')
    .addColumn('most_uploads', 'bigint')
    .execute();
}

/** What uploads show, as columns, so that a list of some of them reads no others. */
async function describeUploads(database: ServiceDatabase): Promise<void> {
  const { schema } = database;
  for (const name of ['batch', 'shown_title', 'shown_source']) await schema.alterTable('upload').addColumn(name, 'text').execute();
  await schema.alterTable('upload').addColumn('shown_score', 'double precision').execute();
  await fillShown(database);
  const columns = { title: 'shown_title', source: 'shown_source', host: 'host', batch: 'batch' };
  for (const [name, column] of Object.entries(columns))
    await schema
      .createIndex(`upload_of_${name}`)
      .on('upload')
      .columns(['organisation_id', column, 'id'])
      .where(sql.ref(column), 'is not', null)
      .execute();
  await schema
    .createIndex('upload_shown')
    .on('upload')
    .column('organisation_id')
    .expression(sql`(${hasScore()})`)
    .columns(['id', 'shown_score'])
    .execute();
  await schema.createIndex('upload_time').on('upload').columns(['organisation_id', 'created_at', 'id']).execute();
  // Retention of an organisation that has a setting of its own.
  await schema.createIndex('upload_media_of').on('upload').columns(['organisation_id', 'media', 'finished_at', 'id']).execute();
  await schema.createIndex('kept_sketch_age_of').on('kept_sketch').columns(['organisation_id', 'created_at']).execute();
  await countKept(database);
}

/** The first match of each current verdict that has one. */
async function fillShown(database: ServiceDatabase): Promise<void> {
  const at = <T>(path: readonly string[], type: 'text' | 'double precision') =>
    isPostgres(database)
      ? sql<T>`${sql.raw(`(outcome::jsonb #>> '{matches,0,${path.join(',')}}')::${type}`)}`
      : sql<T>`${sql.raw(`json_extract(outcome, '$.matches[0].${path.join('.')}')`)}`;
  await database
    .updateTable('upload')
    .set(({ selectFrom }) => {
      const current = selectFrom('verdict').whereRef('upload_id', '=', 'upload.id').where('superseded_by', 'is', null);
      return {
        shown_title: current.select(at<string>(['titleId'], 'text').as('title')),
        shown_score: current.select(at<number>(['score'], 'double precision').as('score')),
        shown_source: current.select(at<string>(['sources', 'answer', 'source'], 'text').as('source')),
      };
    })
    .where('verdict', 'is not', null)
    .where('verdict', '<>', 'no-match')
    .execute();
}

/** Entries of the audit log that many changes at once have made. */
async function queueAudit({ schema }: ServiceDatabase): Promise<void> {
  await schema
    .createTable('audit_pending')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'))
    .addColumn('entry', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('audit_pending_order').on('audit_pending').columns(['organisation_id', 'id']).execute();
}

/** Where an organisation's webhooks may be. */
async function nameNetworks({ schema }: ServiceDatabase): Promise<void> {
  await schema.alterTable('organisation_limit').addColumn('webhook_networks', 'text').execute();
}
