import type { NodeDatabase, SqliteDriver } from './driver.ts';
import { nodeFile, withoutSqliteWarning } from './sqlite-files.js';

/** The used part of `node:sqlite`. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => NodeDatabase;
}

/** The SQLite inside Node 22.13 and newer. */
export const nodeSqlite: SqliteDriver = {
  name: 'node:sqlite',
  load() {
    const sqlite = withoutSqliteWarning(() => process.getBuiltinModule?.('node:sqlite')) as NodeSqlite | undefined;
    return sqlite && ((path) => nodeFile(new sqlite.DatabaseSync(path)));
  },
  resultCode(error) {
    const isOurs = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
    return isOurs ? (error.errcode as number) & 0xff : undefined;
  },
};
