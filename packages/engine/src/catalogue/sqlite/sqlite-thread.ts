import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqliteRow } from './driver.ts';
import { loadSqlite } from './drivers.ts';
import { openSqliteFile, SETTINGS } from './open-sqlite-file.ts';

/** What the thread is started with. */
export interface SqliteThreadData {
  /** The module that provides SQLite. */
  readonly driver: string;
  readonly path: string;
  /** Statements that set the connection up. */
  readonly settings: string;
}

/** A statement, or that no more will come. */
export type SqliteOrder = { readonly sql: string; readonly parameters: readonly unknown[] } | 'close';

/** What a statement gave. */
export interface SqliteResult {
  readonly rows: SqliteRow[];
  /** Rows that it changed, where it returns none. */
  readonly changes?: bigint;
  /** The id of the row that was added last, where it returns none. */
  readonly lastInsertRowid?: bigint;
}

/** What comes back for each statement, in their order. */
export type SqliteAnswer =
  | SqliteResult
  | { readonly error: { readonly message: string; readonly name: string; readonly code: unknown; readonly errcode: unknown } };

interface Waiting {
  readonly resolve: (result: SqliteResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A database file in a thread of its own: a slow statement keeps nobody waiting who asks nothing of the file. Statements run one after the other,
 * in the order of the calls. The thread keeps the process alive only while somebody waits for it. That it ends by itself is an uncaught error:
 * nothing could be kept any more.
 */
export class SqliteThread {
  readonly #data: SqliteThreadData;
  /** Who waits for an answer, the first one first. */
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #closed: Promise<void> | undefined;

  /**
   * Opens or creates the file. The thread starts with the first statement.
   * @throws Errors of {@link openSqliteFile}.
   */
  constructor(path: string) {
    // Here, so that faults of the file are thrown at once, and the thread finds it made and in its mode.
    openSqliteFile(path).close();
    this.#data = { driver: loadSqlite().driver.name, path: resolve(path), settings: SETTINGS };
  }

  /** Runs one statement. @throws The error of the library, as `resultCode` reads it. */
  run(sql: string, parameters: readonly unknown[] = []): Promise<SqliteResult> {
    if (this.#closed !== undefined) return Promise.reject(new Error('the database is closed'));
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      worker.postMessage({ sql, parameters } satisfies SqliteOrder);
      if (this.#waiting.push({ resolve, reject }) === 1) worker.ref();
    });
  }

  /** Ends the thread when all statements have run. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.ref();
    worker.postMessage('close' satisfies SqliteOrder);
    await once(worker, 'exit');
  }

  #start(): Worker {
    // Without the process's own flags: with `--input-type`, Node starts no thread from a file.
    const worker = new Worker(new URL('./sqlite-worker.js', import.meta.url), { workerData: this.#data, execArgv: [] });
    return worker.on('message', (answer: SqliteAnswer) => {
      const { resolve, reject } = this.#waiting.shift()!;
      if (this.#waiting.length === 0 && this.#closed === undefined) worker.unref();
      if ('error' in answer) reject(Object.assign(new Error(answer.error.message), answer.error));
      else resolve(answer);
    });
  }
}
