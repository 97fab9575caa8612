import type { SqliteDriver, SqliteFile, SqliteStatement } from './driver.ts';
import { toChanges, toParameters, toRow, toRows } from './values.ts';

/** The used part of `node:sqlite`. The types of Node 20 lack it. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => NodeDatabase;
}

interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NodeStatement;
  close(): void;
}

interface NodeStatement {
  /** Node 22.16 and newer. */
  columns?(): readonly unknown[];
  setReadBigInts(on: boolean): void;
  all(...parameters: SqliteParameter[]): unknown[];
  run(...parameters: SqliteParameter[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  iterate(...parameters: SqliteParameter[]): Iterable<unknown>;
}

type SqliteParameter = null | number | bigint | string | Uint8Array;

/** The SQLite inside Node 22.13 and newer. The only file that imports it. */
export const nodeSqlite: SqliteDriver = {
  name: 'node:sqlite',
  load() {
    const sqlite = withoutSqliteWarning(() => process.getBuiltinModule?.('node:sqlite')) as NodeSqlite | undefined;
    return sqlite && ((path) => toFile(new sqlite.DatabaseSync(path)));
  },
  resultCode(error) {
    const isOurs = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
    return isOurs ? (error.errcode as number) & 0xff : undefined;
  },
};

function toFile(database: NodeDatabase): SqliteFile {
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => toStatement(database.prepare(sql), sql),
    close: () => database.close(),
  };
}

function toStatement(statement: NodeStatement, sql: string): SqliteStatement {
  statement.setReadBigInts(true);
  return {
    reader: statement.columns ? statement.columns().length > 0 : GIVES_ROWS.test(sql),
    all: (parameters = []) => statement.all(...toParameters<SqliteParameter>(parameters)).map(toRow),
    run: (parameters = []) => toChanges(statement.run(...toParameters<SqliteParameter>(parameters))),
    iterate: (parameters = []) => toRows(statement.iterate(...toParameters<SqliteParameter>(parameters))),
  };
}

/** Node 22.13 to 22.15 cannot list the columns of a statement. */
const GIVES_ROWS = /^\s*(?:select|values|with|pragma|explain)\b|\breturning\b/iu;

/** Node 22 warns on loading that its SQLite is experimental. Only that warning is suppressed. */
function withoutSqliteWarning<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: [never]) => {
    const isSqlites = rest[0] === 'ExperimentalWarning' && /^SQLite\b/.test(String(warning));
    if (!isSqlites) emitWarning.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
