import { SqliteThread } from '../sqlite/sqlite-thread.ts';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from './kysely.ts';

/**
 * How kysely connects to an SQLite file whose queries run in a thread of their own: whoever asks nothing of the file does not wait for them. The
 * file is created if it is missing.
 * @throws StreetdateError `bad-library` if the file is not a database or cannot be opened; `file-unwritable`; `runtime-missing`.
 */
export function sqliteThreadDialect(path: string): Dialect {
  const thread = new SqliteThread(path);
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteThreadDriver(thread),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * Runs kysely's queries in the thread of an SQLite file. All share its one connection: single queries are sent on at once, and wait only while a
 * transaction is open.
 */
class SqliteThreadDriver implements Driver {
  readonly #thread: SqliteThread;
  /** The connection with the open transaction, and when that ends. */
  #open: { readonly connection: DatabaseConnection; readonly ended: Promise<void>; readonly end: () => void } | undefined;

  constructor(thread: SqliteThread) {
    this.#thread = thread;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    // Here too, so that the time of a query is rarely that of another's transaction.
    while (this.#open !== undefined) await this.#open.ended;
    const connection: DatabaseConnection = {
      executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
        // No await between the last look and the sending on: a transaction could begin in between.
        while (this.#open !== undefined && this.#open.connection !== connection) await this.#open.ended;
        const { rows, changes, lastInsertRowid } = await this.#thread.run(sql, parameters);
        return { rows: rows as R[], ...(changes !== undefined && { numAffectedRows: changes, insertId: lastInsertRowid! }) };
      },
      streamQuery: async function* <R>(query: CompiledQuery) {
        yield await connection.executeQuery<R>(query);
      },
    };
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    while (this.#open !== undefined) await this.#open.ended;
    let end!: () => void;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#open = { connection, ended, end };
    await this.#thread.run('begin');
  }

  async commitTransaction(): Promise<void> {
    await this.#thread.run('commit');
  }

  async rollbackTransaction(): Promise<void> {
    await this.#thread.run('rollback');
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (this.#open?.connection !== connection) return;
    const { end } = this.#open;
    this.#open = undefined;
    end();
  }

  async destroy(): Promise<void> {
    await this.#thread.close();
  }
}
