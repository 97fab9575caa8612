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
 * setting of the connection could outlive the work where a pooler shares connections.
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
    await this.#driver.beginTransaction(this.inner, settings);
    this.#isInTransaction = true;
    if (this.#scope === ALL_ORGANISATIONS) return;
    // The setting ends with the transaction.
    await this.inner.executeQuery(rawQuery('select set_config($1, $2, true)', [SCOPE_SETTING, this.#scope]));
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
    await this.begin({});
    try {
      const result = await this.inner.executeQuery<R>(query);
      await this.commit();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is thrown away by the driver; what went wrong first is what counts.
      await this.rollback().catch(() => {});
      throw error;
    }
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
