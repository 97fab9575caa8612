/** SQLite result codes with special handling. Extended codes have them in their low byte. */
export const RESULT = { BUSY: 5, LOCKED: 6, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

/** A value of SQLite. Integers that a number represents exactly are numbers, others bigints; a blob is a `Uint8Array`. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** A row: its values by column name. */
export type SqliteRow = Record<string, SqliteValue>;

/** A prepared statement, as kysely's SQLite dialect calls it. */
export interface SqliteStatement {
  /** Whether it returns rows. */
  readonly reader: boolean;
  /** Runs it and returns all rows. */
  all(parameters?: readonly unknown[]): SqliteRow[];
  /** Runs it and drops its rows. */
  run(parameters?: readonly unknown[]): { readonly changes: bigint; readonly lastInsertRowid: bigint };
  /** Runs it and yields the rows one by one. */
  iterate(parameters?: readonly unknown[]): IterableIterator<SqliteRow>;
}

/** An open database file. */
export interface SqliteFile {
  /** Runs one or more statements without parameters and drops their rows. */
  exec(sql: string): void;
  /** Prepares one statement. */
  prepare(sql: string): SqliteStatement;
  /** Closes the file and frees every statement. */
  close(): void;
}

/** A library that provides SQLite. */
export interface SqliteDriver {
  /** The module that provides it. */
  readonly name: string;
  /**
   * Loads the library.
   * @returns A function that opens or creates a file; undefined if this Node lacks the library.
   * @throws StreetdateError `runtime-missing` if the library has to be installed first.
   */
  load(): ((path: string) => SqliteFile) | undefined;
  /** The primary result code of an SQLite error from this library, see {@link RESULT}; undefined for other errors. */
  resultCode(error: unknown): number | undefined;
}

/** A database of `node:sqlite`, as far as it is used. The types of Node 20 lack it. */
export interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): {
    /** Node 22.16 and newer. */
    columns?(): readonly unknown[];
    setReadBigInts(on: boolean): void;
    all(...parameters: SqliteValue[]): unknown[];
    run(...parameters: SqliteValue[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
    iterate(...parameters: SqliteValue[]): Iterable<unknown>;
  };
  close(): void;
}
