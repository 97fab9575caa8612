import { openTables, PostgresDialect, type ServiceDatabase, WithSchemaPlugin } from '../database.ts';
import { migrateService } from '../migrations.ts';
import { BinaryOrder } from './binary-order.ts';
import type { PostgresPool } from './pool.ts';
import { postgresFault } from './postgres-fault.ts';

/** The schema of the service's tables. Each library has one of its own. */
export const SERVICE_SCHEMA = 'streetdate_service';

/**
 * Opens the service's tables on a PostgreSQL server, and brings them up to date. Of several processes that start at once one does it.
 * @param pool - It stays open when the tables are closed.
 * @throws StreetdateError `store-unavailable`; `bad-library` if a newer program wrote them.
 */
export async function openPostgresTables(pool: PostgresPool, place: string): Promise<ServiceDatabase> {
  const database = openTables(new PostgresDialect({ pool: { connect: () => pool.connect(), end: async () => {} } }), [
    new WithSchemaPlugin(SERVICE_SCHEMA),
    new BinaryOrder(),
  ]);
  try {
    const lock = await pool.connect();
    let broken = true;
    try {
      await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', [SERVICE_SCHEMA]);
      const { rows } = await lock.query('select from pg_namespace where nspname = $1', [SERVICE_SCHEMA]);
      // Asked first, because a user who may use the schema need not have the right to make one.
      if (rows.length === 0) await lock.query(`create schema ${SERVICE_SCHEMA}`);
      await migrateService(database, place);
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
