import { Kysely, SqliteDialect } from 'kysely';
import { openSqliteFile } from '../sqlite/open-sqlite-file.ts';
import type { Tables } from './tables.ts';

/** The catalogue's query builder. Queries must use SQL that PostgreSQL understands as well. */
export type Database = Kysely<Tables>;

/**
 * Opens the catalogue on SQLite. Another database would be another dialect here.
 * @throws StreetdateError `bad-library` if the file is not a database or cannot be opened.
 */
export function openDatabase(path: string): Database {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqliteFile(path) }) });
}

/** For expressions that the builder has no words for. */
export { sql } from 'kysely';
