import { openTables, SERVICE_SCHEMA, type ServiceDatabase, WithSchemaPlugin } from '../database.ts';
import { AREAS, migrateService } from '../migrations.ts';
import { BinaryOrder } from './binary-order.ts';
import type { PostgresPool } from './pool.ts';
import { postgresFault } from './postgres-fault.ts';
import { protectRows } from './row-policies.ts';
import { ScopedPostgresDialect } from './scoped-dialect.ts';

/**
 * Opens the service's tables on a PostgreSQL server, and brings them up to date. Of several processes that start at once one does it.
 * @param pool - It stays open when the tables are closed.
 * @throws StreetdateError `store-unavailable`; `bad-library` if a newer program wrote them.
 */
export async function openPostgresTables(pool: PostgresPool, place: string): Promise<ServiceDatabase> {
  const database = postgresTables(pool);
  try {
    const lock = await pool.connect();
    let broken = true;
    try {
      await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', [SERVICE_SCHEMA]);
      const { rows } = await lock.query('select from pg_namespace where nspname = $1', [SERVICE_SCHEMA]);
      // Asked first, because a user who may use the schema need not have the right to make one.
      if (rows.length === 0) await lock.query(`create schema ${SERVICE_SCHEMA}`);
      if (!(await isUpToDate(lock))) {
        await migrateService(database, place);
        await database.transaction().execute((transaction) => protectRows(transaction, SERVICE_SCHEMA));
      }
      await lock.query('select pg_advisory_unlock(hashtextextended($1, 0))', [SERVICE_SCHEMA]);
      broken = false;
    } finally {
      // A connection that may still hold the lock is closed, which frees it.
      lock.release(broken);
    }
    return database;
  } catch (cause) {
    throw postgresFault(cause, place) ?? cause;
  }
}

/** As {@link openPostgresTables}, as the tables are. Nothing is read yet. */
export function postgresTables(pool: PostgresPool): ServiceDatabase {
  const plugins = [new WithSchemaPlugin(SERVICE_SCHEMA), new BinaryOrder()];
  return openTables(new ScopedPostgresDialect({ pool: { connect: () => pool.connect(), end: async () => {} } }), plugins);
}

/** Whether there is nothing to migrate, so that a user who may not make tables can use them. */
async function isUpToDate(connection: Pick<PostgresPool, 'query'>): Promise<boolean> {
  const { rows: tables } = await connection.query('select from pg_tables where schemaname = $1 and tablename = $2', [
    SERVICE_SCHEMA,
    'service_schema',
  ]);
  if (tables.length === 0) return false;
  const { rows } = await connection.query<{ area: string; version: number }>(`select area, version from ${SERVICE_SCHEMA}.service_schema`);
  return AREAS.every(({ name, migrations }) => rows.some(({ area, version }) => area === name && version === migrations.length));
}
