import { channel } from 'node:diagnostics_channel';
import {
  CompiledQuery,
  type CreateTableBuilder,
  type Dialect,
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  type SelectQueryBuilder,
  SqliteAdapter,
  sql,
} from 'kysely';
import type { ServiceTables } from './tables.ts';

/** The service's rows. Queries must use SQL that SQLite and PostgreSQL both understand. */
export type ServiceDatabase = Kysely<ServiceTables>;

/** Opens the service's tables in a database. Nothing is read yet. */
export function openTables(dialect: Dialect, plugins: readonly KyselyPlugin[]): ServiceDatabase {
  return new Kysely<ServiceTables>({ dialect, plugins: [...plugins], log: (event) => QUERIES.publish(event) });
}

/** Tells each query with its time, for whoever watches them: kysely's `LogEvent`. */
export const QUERIES = channel('streetdate:query');

/** The schema of the service's tables in PostgreSQL. Each library has one of its own. */
export const SERVICE_SCHEMA = 'streetdate_service';

/** Whether the tables are in PostgreSQL. Both databases understand nearly all of the queries here. */
export function isPostgres(database: ServiceDatabase): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * Lets a query leave out the rows that another transaction is about to change, instead of waiting for it. SQLite lets one transaction
 * write at a time and has no such rows.
 */
export function skipLocked<O>(database: ServiceDatabase, query: SelectQueryBuilder<ServiceTables, 'job', O>) {
  return isPostgres(database) ? query.forUpdate().skipLocked() : query;
}

/**
 * The time `run_at` of a job, by which no index is chosen: nearly all waiting jobs may run, and SQLite would read and sort all of them to take the
 * first one in order.
 */
export function mayRunAt() {
  return sql<string>`coalesce(run_at, '')`;
}

/** 1 for an upload whose verdict has a match with a score. An index has it as a column: nearly all uploads have none, and only so SQLite takes it. */
export function hasScore() {
  return sql<number>`case when shown_score is null then 0 else 1 end`;
}

/** Adds a key that the database counts up by itself to a table that is being made. */
export function addCounter<T extends string>(database: ServiceDatabase, table: CreateTableBuilder<T>, name: string) {
  return isPostgres(database)
    ? table.addColumn(name, 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity())
    : table.addColumn(name, 'integer', (column) => column.primaryKey().autoIncrement());
}

/** Whether the rows lie in an SQLite file, for the few things that PostgreSQL does in another way. */
export function isSqlite(database: ServiceDatabase): boolean {
  return database.getExecutor().adapter instanceof SqliteAdapter;
}

/** Lets the files of an SQLite database forget rows that were removed: its log still has them. PostgreSQL does that by itself, in its own time. */
export async function forgetWritten(database: ServiceDatabase): Promise<void> {
  if (isSqlite(database)) await sql`pragma wal_checkpoint(truncate)`.execute(database);
}

/** Removes a schema of PostgreSQL with all that is in it, if there is one. */
export async function dropSchema(database: ServiceDatabase, name: string): Promise<void> {
  await sql`drop schema if exists ${sql.id(name)} cascade`.execute(database);
}

/** A query as text, with its parameters. */
export function rawQuery(text: string, parameters: readonly unknown[]): CompiledQuery {
  return CompiledQuery.raw(text, [...parameters]);
}

/** For expressions that the builder has no words for, and for databases other than SQLite. */
export {
  type ColumnDefinitionNode,
  type CompiledQuery,
  type DatabaseConnection,
  DataTypeNode,
  type Dialect,
  type Driver,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PostgresDialect,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  SqliteAdapter,
  sql,
  type TransactionSettings,
  type UnknownRow,
  WithSchemaPlugin,
} from 'kysely';
