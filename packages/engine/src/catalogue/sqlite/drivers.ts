import { StreetdateError } from '@streetdate/core/portable';
import { betterSqlite } from './better-sqlite.ts';
import type { SqliteDriver, SqliteFile } from './driver.ts';
import { nodeSqlite } from './node-sqlite.ts';

/** The libraries that provide SQLite. The first available one is used. */
export const SQLITE_DRIVERS: readonly SqliteDriver[] = [nodeSqlite, betterSqlite];

/**
 * The first library of these that this Node has, and what opens a file with it.
 * @throws StreetdateError `runtime-missing` if a library has to be installed first.
 */
export function loadSqlite(drivers: readonly SqliteDriver[] = SQLITE_DRIVERS): {
  readonly driver: SqliteDriver;
  readonly open: (path: string) => SqliteFile;
} {
  for (const driver of drivers) {
    const open = driver.load();
    if (open) return { driver, open };
  }
  throw new RangeError('drivers must name one that this Node has');
}

/** The name of the library that provides SQLite here, or why none does and what installs one. */
export function findSqlite(drivers: readonly SqliteDriver[] = SQLITE_DRIVERS): string | StreetdateError {
  try {
    return loadSqlite(drivers).driver.name;
  } catch (error) {
    if (error instanceof StreetdateError) return error;
    throw error;
  }
}

/** The primary result code of an SQLite error; undefined for other errors. */
export function resultCode(error: unknown): number | undefined {
  for (const driver of SQLITE_DRIVERS) {
    const code = driver.resultCode(error);
    if (code !== undefined) return code;
  }
  return undefined;
}
