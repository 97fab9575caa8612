import { resolve } from 'node:path';
import { RESULT, type SqliteDriver, type SqliteFile } from './driver.ts';
import { loadSqlite, SQLITE_DRIVERS } from './drivers.ts';
import { BUSY_TIMEOUT_MS, sqliteFault } from './sqlite-fault.ts';

/** Time between two attempts, milliseconds. */
const RETRY_MS = 20;

const WAIT = `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`;

/**
 * Statements that set a connection up. A commit is on disk when it returns: a scan's result is worth the milliseconds of an fsync. What is removed is
 * overwritten with zeros.
 */
export const SETTINGS = `${WAIT}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON`;

/**
 * Opens or creates the catalogue's file, with the settings that the catalogue relies on.
 * @param drivers - The first available one is used. @defaultValue all of them
 * @throws StreetdateError `runtime-missing` if this Node has no SQLite and the package for it does not work; `bad-library` if the file is
 * not a database or cannot be opened; `file-unwritable`.
 */
export function openSqliteFile(path: string, drivers: readonly SqliteDriver[] = SQLITE_DRIVERS): SqliteFile {
  const { driver, open } = loadSqlite(drivers);
  return withSettings(driver, open, path);
}

function withSettings(driver: SqliteDriver, open: (path: string) => SqliteFile, path: string): SqliteFile {
  let file: SqliteFile | undefined;
  try {
    // Absolute, because SQLite reads a path that begins with `file:` as a URI.
    file = open(resolve(path));
    file.exec(WAIT);
    // Readers and one writer can work at once, and a killed process loses nothing that was committed.
    useWal(driver, file);
    file.exec(SETTINGS);
    return file;
  } catch (cause) {
    file?.close();
    throw sqliteFault(cause, path) ?? cause;
  }
}

/** SQLite does not wait when two processes create one file at once, since both would wait for ever. So the wait is here. */
function useWal(driver: SqliteDriver, file: SqliteFile): void {
  const last = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      file.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (cause) {
      if (driver.resultCode(cause) !== RESULT.BUSY || performance.now() > last) throw cause;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
  }
}
