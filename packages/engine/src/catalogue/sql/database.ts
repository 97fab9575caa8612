import { Kysely, SqliteDialect } from 'kysely';
import { openSqliteFile } from '../sqlite/open-sqlite-file.ts';
import type { Tables } from './tables.ts';

/** The catalogue's query builder. Whatever is asked through it must be SQL that PostgreSQL understands as well. */
export type Database = Kysely<Tables>;

/**
 * Opens the catalogue with SQLite below; another engine is another dialect here.
 * @throws StreetdateError `bad-library` when the file is not a database or cannot be opened.
 */
export function openDatabase(path: string): Database {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqliteFile(path) }) });
}
