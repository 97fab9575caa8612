import { openSqliteFile } from '../sqlite/open-sqlite-file.ts';
import { readSqliteFile } from '../sqlite/read-sqlite-file.ts';
import { sqliteFault } from '../sqlite/sqlite-fault.ts';
import { type Dialect, Kysely, type KyselyPlugin, SqliteDialect, sql } from './kysely.ts';
import { sqliteThreadDialect } from './sqlite-thread-dialect.ts';
import type { Tables } from './tables.ts';

/** The catalogue's query builder. Queries must use SQL that SQLite and PostgreSQL both understand. */
export type Database = Kysely<Tables>;

/** A place for a catalogue's tables: a database of one kind, and what it does in its own way. */
export interface CatalogueDatabase {
  /** Names the place in messages: a path, or an address without a password. */
  readonly place: string;
  /** How kysely connects to it. */
  readonly dialect: Dialect;
  /** Changes to each query. @defaultValue none */
  readonly plugins?: readonly KyselyPlugin[];
  /** Names of the tables that there are. */
  readonly tableNames: (database: Database) => Promise<readonly string[]>;
  /**
   * Prepares the place and waits until no other migration runs, as the first step of a migration's transaction. Without it, the first write
   * of the transaction has to wait for other writers, and tables can be created outside.
   */
  readonly beginMigration?: (transaction: Database) => Promise<void>;
  /**
   * Waits until no other transaction writes, as the first step of each transaction that may write. What others have committed by then is
   * visible to the statements that follow.
   */
  readonly lockForWriting: (transaction: Database) => Promise<void>;
  /** Lets the database's files forget what was written before: rows that were removed are still in a log of changes. @defaultValue nothing to do */
  readonly forgetWritten?: (database: Database) => Promise<void>;
  /** Isolation of transactions that may write, where the database does not isolate by itself. */
  readonly isolation?: 'read committed';
  /** Isolation of a transaction that reads everything as it is at one moment, where the database does not do that by itself. */
  readonly snapshot?: 'repeatable read';
  /** The caller's error for one of the database's errors; undefined for a bug or another error. */
  readonly faultOf: (error: unknown) => Error | undefined;
  /** Whether a transaction failed only because of another one, and may succeed when it runs again. */
  readonly mayRunAgain: (error: unknown) => boolean;
}

/**
 * The catalogue in an SQLite file.
 * @param access - A reader also gets what it may not write to. `thread` is a writer whose queries run in a thread of their own, so that others who
 * use the caller's thread do not wait for them. Starting it takes 40 to 80 ms of CPU time. @defaultValue `write`
 * @throws StreetdateError `bad-library` if the file is not a database or cannot be opened.
 */
export function sqliteDatabase(path: string, access: 'read' | 'write' | 'thread' = 'write'): CatalogueDatabase {
  return {
    place: path,
    dialect: dialectOf(path, access),
    tableNames: async ({ introspection }) => (await introspection.getTables()).map(({ name }) => name),
    // A transaction that begins with a read would fail at once, instead of waiting, if another process writes in between.
    lockForWriting: async (transaction) => {
      await transaction
        .updateTable('library')
        .set((column) => ({ revision: column('revision', '+', 0) }))
        .execute();
    },
    forgetWritten: async (database) => {
      await sql`pragma wal_checkpoint(truncate)`.execute(database);
    },
    faultOf: (error) => sqliteFault(error, path),
    // SQLite has waited by itself.
    mayRunAgain: () => false,
  };
}

function dialectOf(path: string, access: 'read' | 'write' | 'thread'): Dialect {
  if (access === 'thread') return sqliteThreadDialect(path);
  return new SqliteDialect({ database: access === 'read' ? readSqliteFile(path) : openSqliteFile(path) });
}

/** Opens the query builder. Its `destroy` closes the connections. */
export function connect({ dialect, plugins = [] }: CatalogueDatabase): Database {
  return new Kysely<Tables>({ dialect, plugins: [...plugins] });
}

/** For expressions that the builder has no words for. */
export { sql } from './kysely.ts';
