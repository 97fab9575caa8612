import { StreetdateError } from '@streetdate/core/portable';
import type { Pool, PoolConfig } from 'pg';
import { postgresFault } from './postgres-fault.ts';

/** The tested release; the install hint names it. */
const TESTED = '8.23.1';

/** Connections to a PostgreSQL server, of the package `pg`. Get it from {@link openPostgresPool}, which pins how values are read. */
export type PostgresPool = Pool;

/** Options for {@link openPostgresPool}. */
export interface PostgresPoolOptions {
  /** Most connections. Each waiting writer of a library has one. @defaultValue 10 */
  readonly connections?: number | undefined;
}

/** Longest waits, milliseconds: for a connection, for another writer, and of the server for a process that is gone. */
const WAITS_MS = { connect: 10_000, lock: 60_000, idleInTransaction: 120_000 } as const;

/** Type numbers of PostgreSQL whose values `pg` would give as text, or by settings of the whole process. */
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  /* int8 */ 20: wholeNumber,
  /* int4 */ 23: Number,
  /* float4 */ 700: Number,
  /* float8 */ 701: Number,
  /* numeric */ 1700: Number,
};

/**
 * Opens connections to a PostgreSQL server on demand. Close it with `end()`.
 * @param url - `postgres://user:password@host:port/database`, with settings of `pg` as parameters, such as `sslmode=require`. Other
 * settings come from the variables PGHOST, PGPASSWORD and so on. A parameter `schema` is left out.
 * @throws StreetdateError `runtime-missing` if the package pg is not installed. RangeError if it is no such address.
 */
export async function openPostgresPool(url: string, { connections = 10 }: PostgresPoolOptions = {}): Promise<PostgresPool> {
  const pg = await import('pg').catch((cause: unknown) => {
    const message = `PostgreSQL needs the package pg, which is not installed; run: npm install pg@${TESTED}`;
    throw new StreetdateError('runtime-missing', message, { cause });
  });
  const address = parsePostgresUrl(url);
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      (format !== 'binary' && READERS[oid]) || pg.default.types.getTypeParser(oid, format as 'text'),
  } as unknown as NonNullable<PoolConfig['types']>;
  const pool = new pg.default.Pool({
    connectionString: address.connectionString,
    max: connections,
    types,
    application_name: 'streetdate',
    // Row policies show no row to a connection without it, see `row-policies.ts`.
    options: `${process.env.PGOPTIONS ?? ''} -c app.organisation_id=*`.trim(),
    keepAlive: true,
    // What is asked without waiting goes in one message, see `scoped-dialect.ts`.
    pipeline: true,
    connectionTimeoutMillis: WAITS_MS.connect,
    lock_timeout: WAITS_MS.lock,
    idle_in_transaction_session_timeout: WAITS_MS.idleInTransaction,
  });
  // A lost connection fails the query that uses it, and otherwise the next query makes another. Without listeners its event would end the
  // process: the pool listens to idle connections only.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Opens a connection and closes it, so that a wrong address shows at once. @throws StreetdateError `store-unavailable`. */
export async function checkPostgres(pool: PostgresPool, place: string): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (cause) {
    throw postgresFault(cause, place) ?? cause;
  }
}

/** The parts of a PostgreSQL address. */
export interface PostgresAddress {
  /** What `pg` takes. */
  readonly connectionString: string;
  /** The parameter `schema`. */
  readonly schema: string | undefined;
  /** The address for messages, without user and password. */
  readonly place: string;
}

/** Takes an address apart. @throws RangeError if it is none. */
export function parsePostgresUrl(text: string): PostgresAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    // The text may hold a password.
    throw new RangeError('url must be a PostgreSQL address such as postgres://host/database?schema=NAME');
  }
  const schema = url.searchParams.get('schema') ?? undefined;
  url.searchParams.delete('schema');
  const place = `${url.protocol}//${url.host}${url.pathname}`;
  return { connectionString: url.href, schema, place: schema === undefined ? place : `${place}?schema=${schema}` };
}

/** Counts and sizes are numbers as long as a number holds them exactly, as the SQLite drivers give them. */
function wholeNumber(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
