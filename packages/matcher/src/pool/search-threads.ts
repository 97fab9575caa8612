import { fileURLToPath } from 'node:url';
import { StreetdateError } from '@streetdate/core/portable';
import { Piscina } from 'piscina';
import type { SearchOrder, SearchOutcome, SearchResults } from './search-order.ts';

/** Threads that carry search orders out, one at a time each. The only door to piscina. */
export class SearchThreads {
  readonly #piscina: Piscina<SearchOrder, SearchOutcome<SearchResults[keyof SearchResults]>>;
  /** What stops each order that is not carried out yet. */
  readonly #stops = new Set<AbortController>();

  /** @param threads - How many. They are started at once, and do not keep the process alive while they have nothing to do. */
  constructor(threads: number) {
    this.#piscina = new Piscina({
      filename: fileURLToPath(new URL('./search-worker.js', import.meta.url)),
      name: 'carryOut',
      minThreads: threads,
      maxThreads: threads,
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
        for (const stopping of this.#stops) stopping.abort(threadFault(cause, 'no thread could be started to search'));
      }),
    );
  }

  /**
   * Carries an order out, when a thread is free.
   * @throws The signal's reason; StreetdateError when the thread ends meanwhile: `out-of-memory` or `thread-failed`.
   */
  async run(order: SearchOrder, signal: AbortSignal | undefined): Promise<SearchOutcome<SearchResults[keyof SearchResults]>> {
    const stopping = new AbortController();
    const stop = () => stopping.abort(signal?.reason);
    this.#stops.add(stopping);
    signal?.addEventListener('abort', stop);
    try {
      return await this.#piscina.run(order, { signal: stopping.signal });
    } catch (error) {
      stopping.signal.throwIfAborted();
      throw threadFault(error, 'a thread ended before it had searched');
    } finally {
      this.#stops.delete(stopping);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends all threads, also those that search. */
  async close(): Promise<void> {
    await this.#piscina.destroy();
  }
}

function threadFault(cause: unknown, what: string): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new StreetdateError(isMemory ? 'out-of-memory' : 'thread-failed', `${what}: ${reason}`, { cause });
}
