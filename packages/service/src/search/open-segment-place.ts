import { access } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { MaintainedBlobStore } from '@streetdate/engine';
import { SERVICE_SCHEMA, type ServiceDatabase } from '../store/database.ts';
import type { LibraryAddress } from '../store/library-place.ts';
import { openPostgresPool, parsePostgresUrl } from '../store/postgres/pool.ts';
import { postgresFault } from '../store/postgres/postgres-fault.ts';
import { postgresTables } from '../store/postgres/postgres-tables.ts';
import { SEARCH_TABLES } from '../store/search-tables.ts';
import { openSqliteTables } from '../store/sqlite-tables.ts';
import type { SegmentPlace } from './segment-upkeep.ts';

/** The schema of an organisation's library: this and its id. */
const LIBRARY_SCHEMA = 'streetdate ';

/** The segments of a library, with the service's rows that name them. */
export interface OpenSegmentPlace extends SegmentPlace {
  /** Closes the connections to the rows. */
  close(): Promise<void>;
}

/**
 * Finds the rows of the service that a library belongs to, which name the segments of its index.
 * @returns undefined if it belongs to none that has today's tables. Nobody then says which segments are needed.
 * @throws StreetdateError `store-unavailable`; `runtime-missing` without the package for the database.
 */
export async function openSegmentPlace(
  { home, database: url }: LibraryAddress,
  blobs: MaintainedBlobStore,
): Promise<OpenSegmentPlace | undefined> {
  const found = url === undefined ? await inFolder(resolve(home ?? '.')) : await onServer(url);
  return found && { ...found, blobs };
}

type Rows = Pick<OpenSegmentPlace, 'database' | 'organisationId' | 'close'>;

/** In the folder of the first organisation, or in `organisations/ID` below it. */
async function inFolder(home: string): Promise<Rows | undefined> {
  const isFirst = basename(dirname(home)) !== 'organisations';
  const path = join(isFirst ? home : resolve(home, '../..'), 'service', 'service.sqlite');
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const database = openSqliteTables(path);
  const close = () => database.destroy();
  try {
    // A server that was killed in its first second leaves a file without tables.
    const tables = await database.introspection.getTables();
    if (tables.some(({ name }) => name === 'service_schema') && (await hasTables(database))) {
      const first = await database.selectFrom('organisation').select('id').orderBy('id').limit(1).executeTakeFirst();
      const organisationId = isFirst ? first?.id : basename(home);
      if (organisationId !== undefined) return { database, organisationId, close };
    }
    await close();
    return undefined;
  } catch (error) {
    await close();
    throw error;
  }
}

async function onServer(url: string): Promise<Rows | undefined> {
  const { schema, place } = parsePostgresUrl(url);
  if (!schema?.startsWith(LIBRARY_SCHEMA)) return undefined;
  const pool = await openPostgresPool(url);
  const database = postgresTables(pool);
  const close = async () => {
    await database.destroy();
    await pool.end();
  };
  try {
    const { rows } = await pool.query('select from pg_tables where schemaname = $1 and tablename = $2', [SERVICE_SCHEMA, 'service_schema']);
    if (rows.length > 0 && (await hasTables(database))) return { database, organisationId: schema.slice(LIBRARY_SCHEMA.length), close };
    await close();
    return undefined;
  } catch (cause) {
    await close();
    throw postgresFault(cause, place) ?? cause;
  }
}

/** Whether the rows are as this program writes them. */
async function hasTables(database: ServiceDatabase): Promise<boolean> {
  const row = await database.selectFrom('service_schema').select('version').where('area', '=', SEARCH_TABLES.name).executeTakeFirst();
  return row?.version === SEARCH_TABLES.migrations.length;
}
