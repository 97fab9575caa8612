import { StreetdateError } from '@streetdate/core/portable';
import type { CatalogueDatabase, Database } from './database.ts';
import { begin } from './transaction.ts';

/** Each entry migrates the tables from its index to the next version. A released entry never changes. */
const MIGRATIONS: readonly ((database: Database) => Promise<void>)[] = [
  createFirstTables,
  createDiscTables,
  addSourceReadings,
  addLookToScans,
  createLedgerTable,
  createServerTables,
  addIscc,
  addManifests,
  createSightingTable,
  createUnscannedTable,
  addPromos,
  addAccountToSightings,
  createAllowedSourceTable,
  createHeldBackTables,
  createDisputeTable,
  orderWindows,
  orderReferences,
  addImages,
  createServerImageTable,
  createServerPackedTable,
];

/** The version of the tables that this program uses. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Migrates the tables in one transaction. Concurrent processes wait for the first one and find its work done.
 * @param to - Tests stop at an older version. @defaultValue {@link SCHEMA_VERSION}
 * @returns The version that was there before, 0 for an empty place.
 * @throws StreetdateError `bad-library` if a newer program wrote the catalogue.
 */
export async function migrate(database: Database, place: CatalogueDatabase, to = SCHEMA_VERSION): Promise<number> {
  const version = await schemaVersion(database, place);
  if (version > SCHEMA_VERSION) {
    const reason = `it was written by a newer version of Streetdate (tables ${version}, known up to ${SCHEMA_VERSION})`;
    throw new StreetdateError('bad-library', `${place.place}: ${reason}; update this one`, { path: place.place });
  }
  if (version >= to) return version;
  if (place.beginMigration === undefined) await createLibraryTable(database);
  return begin(database, place, async (transaction) => {
    await place.beginMigration?.(transaction);
    if (place.beginMigration !== undefined) await createLibraryTable(transaction);
    const found = await lockedVersion(transaction);
    for (const bring of MIGRATIONS.slice(found, to)) await bring(transaction);
    if (found < to) await transaction.updateTable('library').set({ schema_version: to }).execute();
    return found;
  });
}

/**
 * Reads the version of the tables under the write lock: the row is written before it is read. A transaction that begins with a read would
 * fail at once, instead of waiting, if another process commits before its first write.
 */
async function lockedVersion(transaction: Database): Promise<number> {
  await transaction
    .insertInto('library')
    .values({ id: 1, schema_version: 0, revision: 0 })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ id: 1 }))
    .execute();
  const { schema_version } = await transaction.selectFrom('library').select('schema_version').executeTakeFirstOrThrow();
  return schema_version;
}

/** The version of the tables, 0 where there are none. */
export async function schemaVersion(database: Database, { tableNames }: CatalogueDatabase): Promise<number> {
  if (!(await tableNames(database)).includes('library')) return 0;
  const row = await database.selectFrom('library').select('schema_version').executeTakeFirst();
  return row?.schema_version ?? 0;
}

function createLibraryTable({ schema }: Database): Promise<void> {
  return schema
    .createTable('library')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('schema_version', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
}

async function createFirstTables(database: Database): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('title')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('year', 'integer')
    .addColumn('eidr', 'text')
    .addColumn('isan', 'text')
    .execute();
  await schema
    .createTable('release_window')
    .addColumn('title_id', 'text', (column) => column.notNull().references('title.id'))
    .addColumn('territory', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('opens_at', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text')
    .addPrimaryKeyConstraint('release_window_key', ['title_id', 'territory', 'channel'])
    .execute();
  await schema
    .createTable('reference')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title_id', 'text', (column) => column.notNull().references('title.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('edition', 'text')
    .addColumn('territory', 'text')
    .addColumn('duration', 'double precision', (column) => column.notNull())
    .addColumn('fingerprint_sha256', 'text', (column) => column.notNull().unique())
    .addColumn('damage', 'text')
    .addColumn('media_path', 'text')
    .addColumn('media_stamp', 'text')
    .addColumn('enrolled_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('scan')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('library_revision', 'integer', (column) => column.notNull())
    .addColumn('program_version', 'text', (column) => column.notNull())
    .addColumn('fingerprint_sha256', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('duration', 'double precision', (column) => column.notNull())
    .addColumn('damage', 'text')
    .addColumn('matches', 'text', (column) => column.notNull())
    .addColumn('scanned_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text')
    .addColumn('seen_at_basis', 'text', (column) => column.notNull())
    .addColumn('territory', 'text')
    .addUniqueConstraint('scan_key', ['path', 'stamp'])
    .execute();
}

async function createDiscTables(database: Database): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('disc')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title_id', 'text', (column) => column.notNull().references('title.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('edition', 'text')
    .addColumn('variant', 'text')
    .addColumn('territory', 'text')
    .addColumn('distributor', 'text')
    .addColumn('street_date', 'text')
    .addColumn('ids', 'text', (column) => column.notNull())
    .addColumn('enrolled_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('disc_feature')
    .addColumn('disc_id', 'text', (column) => column.notNull().references('disc.id'))
    .addColumn('feature', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('reference_id', 'text', (column) => column.notNull().references('reference.id'))
    .addPrimaryKeyConstraint('disc_feature_key', ['disc_id', 'feature'])
    .execute();
  await schema
    .createTable('disc_clip')
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('clip', 'text', (column) => column.notNull())
    .addColumn('fingerprint_sha256', 'text')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('disc_clip_key', ['path', 'stamp', 'clip'])
    .execute();
}

/** Provenance of scanned files. Earlier scans have none until they are matched again. */
async function addSourceReadings(database: Database): Promise<void> {
  await database.schema.alterTable('scan').addColumn('sources', 'text').execute();
}

/** How much of a film was decoded. Earlier scans decoded every frame. */
async function addLookToScans({ schema }: Database): Promise<void> {
  await schema.alterTable('scan').addColumn('look', 'text').execute();
}

/** What was scanned, found and decided, entry by entry. Libraries of before begin with an empty ledger. */
async function createLedgerTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('ledger_entry')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('leaf_hash', 'text', (column) => column.notNull())
    .execute();
}

/** The servers of a case. Libraries of before have none. */
async function createServerTables({ schema }: Database): Promise<void> {
  await schema
    .createTable('server')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('custodian', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text')
    .addColumn('added_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('server_file')
    .addColumn('server_id', 'text', (column) => column.notNull().references('server.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('modified_ms', 'bigint')
    .addColumn('digest', 'text')
    .addColumn('packed_in', 'text')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('server_file_key', ['server_id', 'path'])
    .execute();
  // With server and time, so that questions about shared contents are answered from the index alone.
  await schema.createIndex('server_file_digest').on('server_file').columns(['digest', 'server_id', 'modified_ms', 'bytes']).execute();
  await schema
    .createTable('content')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('traces', 'text')
    .addColumn('scan_id', 'text')
    .addColumn('scan_revision', 'integer')
    .addColumn('problem', 'text')
    .execute();
  await schema
    .createTable('server_problem')
    .addColumn('server_id', 'text', (column) => column.notNull().references('server.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('server_problem_key', ['server_id', 'path'])
    .execute();
}

/** ISCC units. References of before have none until their files are enrolled again, scans until their files are scanned again. */
async function addIscc({ schema }: Database): Promise<void> {
  await schema.alterTable('reference').addColumn('iscc', 'text').execute();
  await schema.alterTable('scan').addColumn('iscc', 'text').execute();
}

/** C2PA manifests of references. Those of before have none until their files are enrolled again. */
async function addManifests({ schema }: Database): Promise<void> {
  await schema.alterTable('reference').addColumn('manifest_sha256', 'text').execute();
}

/** Where scanned files were seen. Scans of before keep the time and territory of one sighting, without link and host. */
async function createSightingTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('sighting')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('scan_id', 'text', (column) => column.notNull().references('scan.id'))
    .addColumn('link', 'text')
    .addColumn('host', 'text')
    .addColumn('territory', 'text')
    .addColumn('seen_at', 'text')
    .addColumn('seen_at_basis', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('sighting_of_scan').on('sighting').column('scan_id').execute();
}

/** Files that were not looked at. Libraries of before have noted none. */
async function createUnscannedTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('unscanned_file')
    .addColumn('path', 'text', (column) => column.primaryKey())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('noted_at', 'text', (column) => column.notNull())
    .execute();
}

/** Promos, and where their footage lies in the films. Titles of before do not state which promos are enrolled. */
async function addPromos({ schema }: Database): Promise<void> {
  await schema.alterTable('title').addColumn('promos', 'text').execute();
  await schema.alterTable('reference').addColumn('promo', 'text').execute();
  await schema
    .createTable('published_footage')
    .addColumn('promo_id', 'text', (column) => column.notNull().references('reference.id'))
    .addColumn('film_id', 'text', (column) => column.notNull().references('reference.id'))
    .addColumn('compared', 'text', (column) => column.notNull())
    .addColumn('footage', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('published_footage_key', ['promo_id', 'film_id'])
    .execute();
}

/** The account that a file was seen at. Sightings of before state none. */
async function addAccountToSightings({ schema }: Database): Promise<void> {
  await schema.alterTable('sighting').addColumn('account', 'text').execute();
}

/** Places where copies are allowed. Libraries of before allow none. */
async function createAllowedSourceTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('allowed_source')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('host', 'text', (column) => column.notNull())
    .addColumn('account', 'text')
    .addColumn('title_id', 'text', (column) => column.references('title.id'))
    .addColumn('allowed_from', 'text')
    .addColumn('from_time_zone', 'text')
    .addColumn('allowed_until', 'text')
    .addColumn('until_time_zone', 'text')
    .addColumn('whole_host', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('added_at', 'text', (column) => column.notNull())
    .execute();
}

/** Intervals of references that prove nothing, and footage that references of two titles share. Libraries of before have none. */
async function createHeldBackTables({ schema }: Database): Promise<void> {
  await schema
    .createTable('exclusion')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('reference_id', 'text', (column) => column.notNull().references('reference.id'))
    .addColumn('starts_at', 'double precision', (column) => column.notNull())
    .addColumn('ends_at', 'double precision', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('added_at', 'text', (column) => column.notNull())
    .addColumn('carried_from', 'text')
    .execute();
  await schema.createIndex('exclusion_of_reference').on('exclusion').column('reference_id').execute();
  await schema
    .createTable('conflict')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('reference_id', 'text', (column) => column.notNull().references('reference.id'))
    .addColumn('other_reference_id', 'text', (column) => column.notNull().references('reference.id'))
    .addColumn('starts_at', 'double precision', (column) => column.notNull())
    .addColumn('ends_at', 'double precision', (column) => column.notNull())
    .addColumn('other_starts_at', 'double precision', (column) => column.notNull())
    .addColumn('other_ends_at', 'double precision', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('reason', 'text')
    .execute();
  await schema.createIndex('conflict_of_reference').on('conflict').column('reference_id').execute();
  await schema.createIndex('conflict_of_other').on('conflict').column('other_reference_id').execute();
}

/** Counter-notices about scans. Libraries of before have none. */
async function createDisputeTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('dispute')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('scan_id', 'text', (column) => column.notNull().references('scan.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('fingerprint_sha256', 'text', (column) => column.notNull())
    .addColumn('disputed_by', 'text', (column) => column.notNull())
    .addColumn('ground', 'text', (column) => column.notNull())
    .addColumn('notice', 'text')
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('deadline', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('outcome_reason', 'text')
    .addColumn('ended_at', 'text')
    .execute();
  await schema.createIndex('dispute_of_scan').on('dispute').column('scan_id').execute();
}

/** Windows by their time: whether something opens soon is asked for each file, and titles are looked up by name. */
async function orderWindows({ schema }: Database): Promise<void> {
  await schema.createIndex('release_window_opening').on('release_window').column('opens_at').execute();
}

/** The references of a title are listed with it. */
async function orderReferences({ schema }: Database): Promise<void> {
  await schema.createIndex('reference_of_title').on('reference').columns(['title_id', 'id']).execute();
}

/** The images that servers were read from. */
async function addImages({ schema }: Database): Promise<void> {
  await schema.alterTable('server').addColumn('image', 'text').execute();
}

/** The images among the files of servers. Libraries of before read none of them. */
async function createServerImageTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('server_image')
    .addColumn('server_id', 'text', (column) => column.notNull().references('server.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('image', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('server_image_key', ['server_id', 'path'])
    .execute();
}

/** The archives and images that were read to their end. Those that libraries of before have are read once more. */
async function createServerPackedTable({ schema }: Database): Promise<void> {
  await schema
    .createTable('server_packed')
    .addColumn('server_id', 'text', (column) => column.notNull().references('server.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('server_packed_key', ['server_id', 'path'])
    .execute();
}
