import { SHARE_ENV, type Transferable } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { StreetdateError } from '../errors.ts';

/** How {@link WorkerThreads.run} hands an order over. */
export interface RunOptions {
  /** Takes an order that waits out of the line. A thread that carries it out already is ended, and another one takes its place. */
  readonly signal?: AbortSignal | undefined;
  /** What of the order moves to the thread and is no longer this one's, such as a port. @defaultValue nothing: it is copied, shared memory apart */
  readonly transfer?: readonly object[];
}

/** Threads that carry orders out, one at a time each. The only door to piscina. */
export class WorkerThreads<Order, Result> {
  readonly #piscina: Piscina<Order, Result>;
  /** What stops each order that is not carried out yet. */
  readonly #stops = new Set<AbortController>();

  /**
   * @param filename - Path of the module that a thread loads: JavaScript, with a function `carryOut` that takes an order. What a thread throws should be
   * an outcome, see {@link outcomeOf}: whatever fails otherwise counts as the thread's own failure.
   * @param threads - How many. They are started at once, and do not keep the process alive while they have nothing to do.
   * @param data - What each thread finds as `workerData` of `node:worker_threads`. @defaultValue nothing
   */
  constructor(filename: string, threads: number, data?: unknown) {
    this.#piscina = new Piscina({
      filename,
      workerData: data,
      name: 'carryOut',
      minThreads: threads,
      maxThreads: threads,
      // Variables that are set later, such as the decoder's path, count for every thread.
      env: SHARE_ENV,
      // Otherwise a thread sleeps between two orders, and what an order left behind, such as the end of a process, is not heard of.
      atomics: 'disabled',
      // A process that was started with a program on its command line hands that flag on, and with it Node starts no thread from a file.
      ...(process.execArgv.some((flag) => flag.startsWith('--input-type')) && { execArgv: [] }),
    });
    let cause: unknown = 'it ended at once';
    this.#piscina.on('error', (error: unknown) => {
      cause = error;
    });
    // A thread that ends is replaced, unless it ended before it was ready: what waits for one would then wait for ever.
    this.#piscina.on('workerDestroy', () =>
      queueMicrotask(() => {
        if (this.#piscina.threads.length > 0) return;
        for (const stopping of this.#stops) stopping.abort(threadFault(cause, 'no thread could be started'));
      }),
    );
  }

  /**
   * Carries an order out, when a thread is free.
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

  /** Ends all threads, also those that are at work. */
  async close(): Promise<void> {
    await this.#piscina.destroy();
  }
}

function threadFault(cause: unknown, what: string): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new StreetdateError(isMemory ? 'out-of-memory' : 'thread-failed', `${what}: ${reason}`, { cause });
}
