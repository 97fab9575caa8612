/** SQLite's result codes that have an answer of their own. Extended codes carry them in their low byte. */
export const RESULT = { BUSY: 5, LOCKED: 6, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

/** A value as SQLite stores it. Integers that a number holds exactly are numbers, others are bigints; a blob is a `Uint8Array`. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** A row: its values by column name. */
export type SqliteRow = Record<string, SqliteValue>;

/** A prepared statement, as kysely's SQLite dialect calls it. */
export interface SqliteStatement {
  /** Whether it gives rows. */
  readonly reader: boolean;
  /** Runs it and gives all rows. */
  all(parameters?: readonly unknown[]): SqliteRow[];
  /** Runs it; rows are dropped. */
  run(parameters?: readonly unknown[]): { readonly changes: bigint; readonly lastInsertRowid: bigint };
  /** Runs it and gives the rows one by one. */
  iterate(parameters?: readonly unknown[]): IterableIterator<SqliteRow>;
}

/** An open database file. */
export interface SqliteFile {
  /** Runs one or more statements that take no parameters; rows are dropped. */
  exec(sql: string): void;
  /** Prepares one statement. */
  prepare(sql: string): SqliteStatement;
  /** Closes the file and frees every statement. */
  close(): void;
}

/** A library that brings SQLite. */
export interface SqliteDriver {
  /** The module that brings it. */
  readonly name: string;
  /**
   * Loads the library.
   * @returns What opens a file or makes an empty one; undefined when this Node does not have the library.
   * @throws StreetdateError `runtime-missing` when the library has to be installed first.
   */
  load(): ((path: string) => SqliteFile) | undefined;
  /** The primary result code of an error that SQLite reported through this library, see {@link RESULT}; undefined for other errors. */
  resultCode(error: unknown): number | undefined;
}
