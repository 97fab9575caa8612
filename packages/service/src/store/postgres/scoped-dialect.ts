import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  rawQuery,
  type TransactionSettings,
} from '../database.ts';
import { ALL_ORGANISATIONS, currentScope } from '../scope.ts';

/** The setting that the row policies look at. Connections have `*` from their start, see `pool.ts`; without it no row is seen. */
export const SCOPE_SETTING = 'app.organisation_id';

/**
 * PostgreSQL's dialect, where each transaction tells the database whose work it is. A query outside a transaction gets one of its own: a
 * setting of the connection could outlive the work where a pooler shares connections. Its four statements are sent together: one after the other,
 * they would keep a connection from others for four times as long.
 */
export class ScopedPostgresDialect extends PostgresDialect {
  override createDriver(): Driver {
    return new ScopedDriver(super.createDriver());
  }
}

class ScopedDriver implements Driver {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ScopedConnection(this.#driver, await this.#driver.acquireConnection(), currentScope());
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return scoped(connection).begin(settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return scoped(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return scoped(connection).rollback();
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection(scoped(connection).inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

/** A connection during one use of it. */
class ScopedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #driver: Driver;
  readonly #scope: string;
  #isInTransaction = false;

  constructor(driver: Driver, inner: DatabaseConnection, scope: string) {
    this.#driver = driver;
    this.inner = inner;
    this.#scope = scope;
  }

  async begin(settings: TransactionSettings): Promise<void> {
    this.#isInTransaction = true;
    const begun = this.#driver.beginTransaction(this.inner, settings);
    // The setting ends with the transaction.
    await all([begun, ...(this.#scope === ALL_ORGANISATIONS ? [] : [this.#tellScope()])]);
  }

  async commit(): Promise<void> {
    this.#isInTransaction = false;
    await this.#driver.commitTransaction(this.inner);
  }

  async rollback(): Promise<void> {
    this.#isInTransaction = false;
    await this.#driver.rollbackTransaction(this.inner);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isInTransaction || this.#scope === ALL_ORGANISATIONS) return this.inner.executeQuery<R>(query);
    const result = this.#sendTogether<R>(query);
    try {
      return await result;
    } catch (error) {
      // It has ended, unless the connection is lost. One that cannot even roll back is thrown away by the driver; what went wrong first is what counts.
      await this.#driver.rollbackTransaction(this.inner).catch(() => {});
      throw error;
    }
  }

  /** Sends a query with the beginning and the end of its transaction. After a fault its end takes nothing into the database. */
  async #sendTogether<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const begun = this.#driver.beginTransaction(this.inner, {});
    const told = this.#tellScope();
    const result = this.inner.executeQuery<R>(query);
    const ended = this.#driver.commitTransaction(this.inner);
    await all([begun, told, result, ended]);
    return result;
  }

  #tellScope(): Promise<unknown> {
    return this.inner.executeQuery(rawQuery('select set_config($1, $2, true)', [SCOPE_SETTING, this.#scope]));
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    if (!this.#isInTransaction && this.#scope !== ALL_ORGANISATIONS) throw new TypeError('a stream of rows needs a transaction');
    yield* this.inner.streamQuery<R>(query, chunkSize);
  }
}

function scoped(connection: DatabaseConnection): ScopedConnection {
  if (connection instanceof ScopedConnection) return connection;
  throw new TypeError('connection must be one of this driver');
}

/** Waits for all, so that none is left on the connection. @throws The first one's error. */
async function all(sent: readonly Promise<unknown>[]): Promise<void> {
  for (const each of await Promise.allSettled(sent)) if (each.status === 'rejected') throw each.reason;
}
