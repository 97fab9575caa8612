import { SHARE_ENV, type Transferable } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { StreetdateError } from '../errors.ts';

/** Options for {@link WorkerThreads.run}. */
export interface RunOptions {
  /** Cancels the order. A thread that already works on it is ended and replaced. */
  readonly signal?: AbortSignal | undefined;
  /** Objects that move to the thread and leave this one, such as a port. @defaultValue nothing: it is copied, except shared memory */
  readonly transfer?: readonly object[];
}

/** Threads that carry out orders, one at a time each. The only file that imports piscina. */
export class WorkerThreads<Order, Result> {
  readonly #piscina: Piscina<Order, Result>;
  /** Aborts each unfinished order. */
  readonly #stops = new Set<AbortController>();

  /**
   * @param filename - Path of the module that a thread loads: JavaScript, with a function `carryOut` that takes an order. Its errors should
   * be outcomes, see {@link outcomeOf}: any other failure counts as the thread's own.
   * @param threads - How many. They start at once, and do not keep the process alive while they are idle.
   * @param data - The `workerData` of each thread. @defaultValue nothing
   */
  constructor(filename: string, threads: number, data?: unknown) {
    this.#piscina = new Piscina({
      filename,
      workerData: data,
      name: 'carryOut',
      minThreads: threads,
      maxThreads: threads,
      // Environment variables that are set later, such as the decoder's path, then hold for every thread.
      env: SHARE_ENV,
      // Otherwise a thread sleeps between two orders and misses later events, such as the end of a process.
      atomics: 'disabled',
      // A process that was started with `--eval` passes that flag on, and Node then starts no thread from a file.
      ...(process.execArgv.some((flag) => flag.startsWith('--input-type')) && { execArgv: [] }),
    });
    let cause: unknown = 'it ended at once';
    this.#piscina.on('error', (error: unknown) => {
      cause = error;
    });
    // A thread that ends is replaced, unless it ended before it was ready: its order would then wait for ever.
    this.#piscina.on('workerDestroy', () =>
      queueMicrotask(() => {
        if (this.#piscina.threads.length > 0) return;
        for (const stopping of this.#stops) stopping.abort(threadFault(cause, 'no thread could be started'));
      }),
    );
  }

  /**
   * Carries out an order when a thread is free.
   * @throws The signal's reason; StreetdateError when the thread ends meanwhile: `out-of-memory` or `thread-failed`.
   */
  async run(order: Order, { signal, transfer = [] }: RunOptions = {}): Promise<Result> {
    const stopping = new AbortController();
    const stop = () => stopping.abort(signal?.reason);
    this.#stops.add(stopping);
    signal?.addEventListener('abort', stop);
    try {
      return await this.#piscina.run(order, { signal: stopping.signal, transferList: transfer as Transferable[] });
    } catch (error) {
      stopping.signal.throwIfAborted();
      throw threadFault(error, 'a thread ended before its work was done');
    } finally {
      this.#stops.delete(stopping);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends all threads, including busy ones. */
  async close(): Promise<void> {
    await this.#piscina.destroy();
  }
}

function threadFault(cause: unknown, what: string): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new StreetdateError(isMemory ? 'out-of-memory' : 'thread-failed', `${what}: ${reason}`, { cause });
}
