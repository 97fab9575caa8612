import { createRequire } from 'node:module';
import { StreetdateError } from '@streetdate/core/portable';
import type BetterSqlite3 from 'better-sqlite3';
import { RESULT, type SqliteDriver } from './driver.ts';
import { betterFile } from './sqlite-files.js';

/** The tested release; the install hint names it. */
const TESTED = '12.11.1';

const require = createRequire(import.meta.url);

/** The package better-sqlite3, for Node 20. It is an optional peer, because it compiles itself if no prebuilt binary fits. */
export const betterSqlite: SqliteDriver = {
  name: 'better-sqlite3',
  load() {
    try {
      const Database: typeof BetterSqlite3 = require('better-sqlite3');
      // Only this loads the native module.
      new Database(':memory:').close();
      return (path) => betterFile(openFile(Database, path));
    } catch (cause) {
      throw misfit(cause);
    }
  },
  resultCode(error) {
    if (!(error instanceof Error && error.name === 'SqliteError' && 'code' in error)) return undefined;
    // Extended codes contain the primary one: SQLITE_BUSY_SNAPSHOT.
    const primary = /^SQLITE_([A-Z]+)/.exec(String(error.code))?.[1] ?? '';
    return RESULT[primary as keyof typeof RESULT] ?? OTHER_RESULT;
  },
};

/** SQLITE_ERROR, the generic code. */
const OTHER_RESULT = 1;

function openFile(Database: typeof BetterSqlite3, path: string): BetterSqlite3.Database {
  try {
    return new Database(path);
  } catch (cause) {
    // The package checks the folder itself and reports a missing one as wrong use.
    throw cause instanceof TypeError ? new Database.SqliteError(cause.message, 'SQLITE_CANTOPEN') : cause;
  }
}

/** States in one line why SQLite is missing and what to run. */
function misfit(cause: unknown): StreetdateError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const [reason, command] =
    code === 'MODULE_NOT_FOUND'
      ? ['the package better-sqlite3 is not installed', `npm install better-sqlite3@${TESTED}`]
      : [
          code === 'ERR_DLOPEN_FAILED'
            ? 'the native program of better-sqlite3 was built for another Node or system'
            : 'the package better-sqlite3 lacks its native program',
          'npm rebuild better-sqlite3 --ignore-scripts=false',
        ];
  const message = `Node ${process.version} brings no SQLite, and ${reason}; use Node 22.13 or newer, or run: ${command}`;
  return new StreetdateError('runtime-missing', message, { cause });
}
