import type { SharedCounts, WindowCount } from '../queue/shared-counts.ts';

/** Most keys that a process counts by itself. Those asked for longest ago are forgotten. */
const MOST_KEYS = 5000;

type Done = (error: Error | null, result?: { readonly current: number; readonly ttl: number }) => void;

/**
 * Counts requests for `@fastify/rate-limit`: together with the other processes, or by this process alone while the server that keeps the counts
 * does not answer.
 */
export class RateStore {
  readonly #shared: SharedCounts | undefined;
  readonly #own = new Map<string, { current: number; endsAt: number }>();

  /** @param shared - Counts of all processes. @defaultValue each process counts by itself */
  constructor(shared: SharedCounts | undefined) {
    this.#shared = shared;
  }

  /** Counts one request of a key. */
  incr(key: string, done: Done, windowMs: number): void {
    const shared = this.#shared?.count(`requests ${key}`, windowMs) ?? Promise.resolve(undefined);
    shared.then(
      (count) => done(null, count ?? this.#countAlone(key, windowMs)),
      (error: Error) => done(error),
    );
  }

  /** The counts of a route that has a limit of its own: no route has. */
  child(): RateStore {
    return this;
  }

  #countAlone(key: string, windowMs: number): WindowCount {
    const now = performance.now();
    const known = this.#own.get(key);
    const count = known !== undefined && known.endsAt > now ? known : { current: 0, endsAt: now + windowMs };
    count.current++;
    this.#own.delete(key);
    this.#own.set(key, count);
    for (const oldest of this.#own.keys()) {
      if (this.#own.size <= MOST_KEYS) break;
      this.#own.delete(oldest);
    }
    return { current: count.current, ttl: Math.ceil(count.endsAt - now) };
  }
}
