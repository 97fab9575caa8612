import { openSqliteFile } from '@streetdate/engine/internal';
import {
  CompiledQuery,
  type Dialect,
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  type SelectQueryBuilder,
  SqliteAdapter,
  SqliteDialect,
} from 'kysely';
import type { ServiceTables } from './tables.ts';

/** The service's rows. Queries must use SQL that SQLite and PostgreSQL both understand. */
export type ServiceDatabase = Kysely<ServiceTables>;

/**
 * Opens the service's tables in an SQLite file, which it creates if it is missing.
 * @throws StreetdateError `bad-library` if the file is not a database or cannot be opened; `file-unwritable`; `runtime-missing`.
 */
export function openSqliteTables(path: string): ServiceDatabase {
  return new Kysely<ServiceTables>({ dialect: new SqliteDialect({ database: openSqliteFile(path) }) });
}

/** Opens the service's tables in another database. Nothing is read yet. */
export function openTables(dialect: Dialect, plugins: readonly KyselyPlugin[]): ServiceDatabase {
  return new Kysely<ServiceTables>({ dialect, plugins: [...plugins] });
}

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

/** Whether the rows lie in an SQLite file, for the few things that PostgreSQL does in another way. */
export function isSqlite(database: ServiceDatabase): boolean {
  return database.getExecutor().adapter instanceof SqliteAdapter;
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
  type Driver,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PostgresDialect,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  sql,
  type TransactionSettings,
  type UnknownRow,
  WithSchemaPlugin,
} from 'kysely';
