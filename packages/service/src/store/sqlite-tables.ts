import { sqliteThreadDialect } from '@streetdate/engine/internal';
import { openTables, type ServiceDatabase } from './database.ts';

/**
 * Opens the service's tables in an SQLite file, which it creates if it is missing. Queries run in a thread of their own: whoever asks nothing of
 * the tables does not wait for them.
 * @throws StreetdateError `bad-library` if the file is not a database or cannot be opened; `file-unwritable`; `runtime-missing`.
 */
export function openSqliteTables(path: string): ServiceDatabase {
  return openTables(sqliteThreadDialect(path), []);
}
