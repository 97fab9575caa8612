import { StreetdateError } from '@streetdate/core/portable';
import BetterSqlite3 from 'better-sqlite3';

/** How long a writer waits for another process to finish its transaction. Transactions here take milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the catalogue's file, or makes an empty one. The only file that knows better-sqlite3 and SQLite's own settings.
 * @throws StreetdateError `bad-library` when the file is not a database, or cannot be opened.
 */
export function openSqliteFile(path: string): BetterSqlite3.Database {
  let file: BetterSqlite3.Database | undefined;
  try {
    file = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
    // Readers and one writer at once, and a killed process loses nothing that was committed.
    useWal(file);
    // A commit is on the disk when it returns: a scan's result is worth more than the milliseconds of an fsync.
    file.pragma('synchronous = FULL');
    file.pragma('foreign_keys = ON');
    return file;
  } catch (cause) {
    file?.close();
    throw sqliteFault(cause, path) ?? cause;
  }
}

/** Time between two tries, milliseconds. */
const RETRY_MS = 20;

/** Two processes that make one file at once may meet here, and then SQLite says so at once: waiting for each other would never end. */
function useWal(file: BetterSqlite3.Database): void {
  const last = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      file.pragma('journal_mode = WAL');
      return;
    } catch (cause) {
      const isBusy = cause instanceof BetterSqlite3.SqliteError && cause.code.startsWith('SQLITE_BUSY');
      if (!isBusy || performance.now() > last) throw cause;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  SQLITE_BUSY: `another process has been writing to it for more than ${BUSY_TIMEOUT_MS / 1000} s; try again`,
  SQLITE_LOCKED: 'another process is writing to it; try again',
  SQLITE_CORRUPT: 'it is damaged',
  SQLITE_NOTADB: 'it is not a catalogue, or is damaged',
  SQLITE_CANTOPEN: 'it cannot be opened',
  SQLITE_READONLY: 'it cannot be written to',
  SQLITE_FULL: 'the disk is full',
  SQLITE_IOERR: 'the disk reported an error',
};

const UNWRITABLE: ReadonlySet<string> = new Set(['SQLITE_READONLY', 'SQLITE_FULL', 'SQLITE_IOERR']);

/** SQLite's error as one of the world's faults, in words; undefined for a fault of the program or an error that is not SQLite's. */
export function sqliteFault(error: unknown, path: string): StreetdateError | undefined {
  if (!(error instanceof BetterSqlite3.SqliteError)) return undefined;
  // Extended codes such as SQLITE_BUSY_SNAPSHOT begin with the plain one.
  const code = Object.keys(REASONS).find((plain) => error.code === plain || error.code.startsWith(`${plain}_`));
  if (code === undefined) return undefined;
  return new StreetdateError(UNWRITABLE.has(code) ? 'file-unwritable' : 'bad-library', `${path}: ${REASONS[code]}`, { path, cause: error });
}
