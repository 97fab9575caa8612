import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import { oneLine } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { engineFault } from './engine-fault.ts';

/** The release that Streetdate was tested with; the install hint names it. */
const TESTED = '1.5.6-r.1';

/** Rows that DuckDB reads and writes at a time. */
const CHUNK_ROWS = 2048;

/** A column of values: numbers in a typed array, or texts. */
export type Column = Int32Array | Uint8Array | Float64Array | BigInt64Array | readonly (string | null)[];

/** Options for {@link Engine.open}. */
export interface EngineOptions {
  /** Memory limit of the engine in bytes. Beyond it the engine continues in `temporaryFolder`. @defaultValue 2 GiB */
  readonly memoryBytes?: number;
  /** Number of threads. @defaultValue every core */
  readonly threads?: number;
  /** Folder for data that exceeds the memory limit; it must exist. */
  readonly temporaryFolder: string;
}

/** An SQL engine that works out of core. The only file that imports DuckDB. */
export class Engine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #createChunk: typeof DuckDBDataChunk.create;
  /** Subject of an error that names no file. */
  readonly #path: string;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, createChunk: typeof DuckDBDataChunk.create, path: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#createChunk = createChunk;
    this.#path = path;
  }

  /**
   * Starts an engine on an empty database in memory.
   * @throws StreetdateError `runtime-missing` when DuckDB is not installed.
   */
  static async open({ memoryBytes = 2 ** 31, threads, temporaryFolder }: EngineOptions): Promise<Engine> {
    const duckdb = await loadDuckdb();
    try {
      const instance = await duckdb.DuckDBInstance.create(':memory:', {
        memory_limit: `${Math.floor(memoryBytes / 2 ** 20)}MiB`,
        temp_directory: temporaryFolder,
        // The rows of a batch have no order, and preserving one costs memory.
        preserve_insertion_order: 'false',
        // Nothing is ever downloaded.
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        ...(threads !== undefined && { threads: String(threads) }),
      });
      return new Engine(instance, await instance.connect(), (types, rows) => duckdb.DuckDBDataChunk.create(types, rows), temporaryFolder);
    } catch (cause) {
      throw engineFault(cause, temporaryFolder);
    }
  }

  /** Runs statements that return no rows. @throws StreetdateError. */
  async run(sql: string): Promise<void> {
    await this.#connection.run(sql).catch((cause) => {
      throw engineFault(cause, this.#path);
    });
  }

  /**
   * Runs a query.
   * @returns Rows of numbers, texts, booleans or null, in batches. No DuckDB type appears here, because declarations must compile without
   * DuckDB.
   * @throws StreetdateError.
   */
  async *rows(sql: string): AsyncGenerator<readonly unknown[]> {
    try {
      const result = await this.#connection.stream(sql);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) yield* chunk.getRows();
    } catch (cause) {
      throw engineFault(cause, this.#path);
    }
  }

  /** Adds rows to a table. @param columns - All of one length, in the table's column order. @throws StreetdateError. */
  async append(table: string, columns: readonly Column[], count = columns[0]?.length ?? 0): Promise<void> {
    try {
      const appender = await this.#connection.createAppender(table);
      const types = columns.map((_, column) => appender.columnType(column));
      for (let from = 0; from < count; from += CHUNK_ROWS) {
        const rows = Math.min(CHUNK_ROWS, count - from);
        const chunk = this.#createChunk(types, rows);
        for (const [number, column] of columns.entries()) {
          const vector = chunk.getColumnVector(number);
          for (let row = 0; row < rows; row++) vector.setItem(row, column[from + row]!);
          vector.flush();
        }
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    } catch (cause) {
      throw engineFault(cause, this.#path);
    }
  }

  /** Interrupts the running statement, which then fails. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  /** Closes the engine. */
  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

async function loadDuckdb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    const reason = oneLine(cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause));
    const message = `Parquet and sweeps need the package @duckdb/node-api (npm install @duckdb/node-api@${TESTED}), which cannot be loaded: ${reason}`;
    throw new StreetdateError('runtime-missing', message, { cause });
  }
}
