import { resolve } from 'node:path';
import { RESULT, type SqliteDriver, type SqliteFile } from './driver.ts';
import { SQLITE_DRIVERS } from './drivers.ts';
import { BUSY_TIMEOUT_MS, sqliteFault } from './sqlite-fault.ts';

/** Time between two tries, milliseconds. */
const RETRY_MS = 20;

/**
 * Opens the catalogue's file, or makes an empty one, with the settings that the catalogue relies on.
 * @param drivers - The first that this Node has is used. @defaultValue all of them
 * @throws StreetdateError `runtime-missing` when this Node has no SQLite and the package that brings it does not work; `bad-library` when
 * the file is not a database or cannot be opened; `file-unwritable`.
 */
export function openSqliteFile(path: string, drivers: readonly SqliteDriver[] = SQLITE_DRIVERS): SqliteFile {
  for (const driver of drivers) {
    const open = driver.load();
    if (open) return withSettings(driver, open, path);
  }
  throw new RangeError('drivers must name one that this Node has');
}

function withSettings(driver: SqliteDriver, open: (path: string) => SqliteFile, path: string): SqliteFile {
  let file: SqliteFile | undefined;
  try {
    // Absolute, since a path that begins with `file:` is a URI to SQLite.
    file = open(resolve(path));
    file.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // Readers and one writer work at once, and a killed process loses nothing that was committed.
    useWal(driver, file);
    // A commit is on the disk when it returns: a scan's result is worth more than the milliseconds of an fsync.
    file.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    return file;
  } catch (cause) {
    file?.close();
    throw sqliteFault(cause, path) ?? cause;
  }
}

/** SQLite does not wait when two processes make one file at once: both would wait for ever. So the wait is here. */
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
