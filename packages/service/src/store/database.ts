import { openSqliteFile } from '@streetdate/engine/internal';
import { Kysely, SqliteDialect } from 'kysely';
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

/** For expressions that the builder has no words for, and for databases other than SQLite. */
export {
  type ColumnDefinitionNode,
  DataTypeNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PostgresDialect,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  sql,
  type UnknownRow,
  WithSchemaPlugin,
} from 'kysely';
