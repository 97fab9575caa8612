import type { Catalogue } from '@streetdate/engine';
import { type CatalogueDatabase, openSqlCatalogue } from '@streetdate/engine/internal';
import { PostgresDialect, sql, WithSchemaPlugin } from '../database.ts';
import { BinaryOrder } from './binary-order.ts';
import { openPostgresPool, type PostgresPool, parsePostgresUrl } from './pool.ts';
import { isConflict, postgresFault } from './postgres-fault.ts';

/** A library's place on a PostgreSQL server: a schema of its own, in the database that an address or open connections lead to. */
export type PostgresPlace =
  | {
      /** The server and the database, see `openPostgresPool`. Its parameter `schema` may name the schema. */
      readonly url: string;
      /** @defaultValue the parameter of the address, or `streetdate` */
      readonly schema?: string | undefined;
    }
  | {
      /** Connections from `openPostgresPool`, which several libraries may share. They stay open. */
      readonly pool: PostgresPool;
      /** The schema. It is made if it is missing. */
      readonly schema: string;
    };

/**
 * Opens a library's catalogue in a schema of a PostgreSQL database, and makes it if it is missing. Several processes may write to it.
 * @throws StreetdateError `store-unavailable` if the server does not answer or refuses; `bad-library` if a newer program wrote the
 * catalogue; `runtime-missing` without the package pg. RangeError for a wrong address or name.
 */
export async function openPostgresCatalogue(place: PostgresPlace): Promise<Catalogue> {
  return openSqlCatalogue(await postgresDatabase(place));
}

/** As {@link openPostgresCatalogue}, for what reads and writes tables rather than titles. Nothing is read or made yet. */
export async function postgresDatabase(where: PostgresPlace): Promise<CatalogueDatabase> {
  const address = 'url' in where ? parsePostgresUrl(where.url) : undefined;
  const schema = checkSchema(where.schema ?? address?.schema ?? 'streetdate');
  const pool = 'pool' in where ? where.pool : await openPostgresPool(where.url);
  const place = `${address?.place.replace(/\?.*/, '') ?? placeOf(pool)}?schema=${schema}`;
  if ('pool' in where) await checkReaders(pool, place);
  return {
    place,
    dialect: new PostgresDialect({
      pool: { connect: () => pool.connect(), end: async () => ('pool' in where ? undefined : pool.end()) },
    }),
    plugins: [new WithSchemaPlugin(schema), new BinaryOrder()],
    tableNames: async (database) => {
      const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${schema}`.execute(database);
      return rows.map(({ name }) => name);
    },
    beginMigration: async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`streetdate library ${schema}`}, 0))`.execute(transaction);
      const { rows } = await sql`select from pg_namespace where nspname = ${schema}`.execute(transaction);
      // Asked first, because a user who may use the schema need not have the right to make one.
      if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(transaction);
    },
    lockForWriting: async (transaction) => {
      await transaction.selectFrom('library').select('id').forUpdate().execute();
    },
    // Each statement sees what the writers before have committed, whatever the database's default is.
    isolation: 'read committed',
    snapshot: 'repeatable read',
    faultOf: (error) => postgresFault(error, place),
    mayRunAgain: isConflict,
  };
}

/** Connections that somebody else opened may read counts as texts. Sums would then be joined texts. */
async function checkReaders(pool: PostgresPool, place: string): Promise<void> {
  const { rows } = await pool.query<{ one: unknown }>('select 1::bigint as one').catch((cause: unknown) => {
    throw postgresFault(cause, place) ?? cause;
  });
  if (rows[0]?.one !== 1)
    throw new TypeError(`pool must come from openPostgresPool, got one that reads 1 as ${JSON.stringify(rows[0]?.one)}`);
}

/** Longest name that PostgreSQL keeps whole, bytes. */
const NAME_BYTES = 63;

function checkSchema(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > NAME_BYTES || name.includes('\0') || name.startsWith('pg_')) {
    throw new RangeError(`schema must be a name of 1 to ${NAME_BYTES} bytes that does not begin with pg_, got ${JSON.stringify(name)}`);
  }
  return name;
}

function placeOf({ options: { host, port, database, connectionString } }: PostgresPool): string {
  return connectionString === undefined
    ? `postgres://${host ?? 'localhost'}:${port ?? 5432}/${database ?? ''}`
    : parsePostgresUrl(connectionString).place;
}
