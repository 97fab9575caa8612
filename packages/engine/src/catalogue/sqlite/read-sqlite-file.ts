import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault } from '../../files/file-state.ts';
import { RESULT, type SqliteDriver, type SqliteFile } from './driver.ts';
import { resultCode, SQLITE_DRIVERS } from './drivers.ts';
import { openSqliteFile } from './open-sqlite-file.ts';

/** What SQLite says where it may not make the file that readers and writers share. */
const NEEDS_WRITING: readonly unknown[] = [RESULT.CANTOPEN, RESULT.READONLY];

/** How often the file is copied where a writer elsewhere changes it meanwhile. */
const MOST_COPIES = 5;

/**
 * Opens the catalogue's file for reading, also on a read-only disk and without permission to write.
 *
 * SQLite reads a file in WAL mode only together with a file that readers and writers share. While somebody writes, that one is there. Where
 * nobody does and none can be made, a copy of the catalogue is read, which is gone when it is closed. To read the file itself as one that
 * never changes would be wrong: who may write can begin at any time, on another machine too, and what a killed writer has left in the log
 * would be missed.
 * @throws StreetdateError as {@link openSqliteFile}.
 */
export function readSqliteFile(path: string, drivers: readonly SqliteDriver[] = SQLITE_DRIVERS): SqliteFile {
  for (let copies = 0; ; copies++) {
    try {
      return openSqliteFile(path, drivers);
    } catch (error) {
      if (!(error instanceof StreetdateError) || !NEEDS_WRITING.includes(resultCode(error.cause))) throw error;
      const copied = readCopy(path, drivers);
      if (copied) return copied;
      if (copies < MOST_COPIES) continue;
      throw new StreetdateError('bad-library', `${path}: another process is writing to it; try again`, { path, cause: error });
    }
  }
}

/** @returns undefined where the file has changed while it was copied. */
function readCopy(path: string, drivers: readonly SqliteDriver[]): SqliteFile | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'streetdate-read-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const before = stateOf(path);
    const copy = join(folder, basename(path));
    copyFileSync(path, copy);
    if (statSync(`${path}-wal`, { throwIfNoEntry: false })) copyFileSync(`${path}-wal`, `${copy}-wal`);
    // Of a file that may not be written to.
    chmodSync(copy, 0o600);
    if (stateOf(path) !== before) {
      remove();
      return undefined;
    }
    const file = openSqliteFile(copy, drivers);
    return {
      ...file,
      close: () => {
        file.close();
        remove();
      },
    };
  } catch (cause) {
    remove();
    throw fileFault(cause, path);
  }
}

/** Tells states of a database apart. A writer has a file that it shares with readers. */
function stateOf(path: string): string {
  return ['', '-wal', '-shm']
    .map((suffix) => statSync(path + suffix, { bigint: true, throwIfNoEntry: false }))
    .map((facts) => (facts === undefined ? 'none' : `${facts.ino} ${facts.size} ${facts.mtimeNs}`))
    .join(', ');
}
