import { setTimeout } from 'node:timers/promises';
import { loadBullmq, type Redis } from './load-bullmq.ts';

/** A count of a time window. */
export interface WindowCount {
  /** How often it was counted in this window, this time included. */
  readonly current: number;
  /** How long the window lasts, milliseconds. */
  readonly ttl: number;
}

/** Counts that all processes of a service share. */
export interface SharedCounts {
  /**
   * Counts once. A window begins with its first count.
   * @returns undefined while the server that keeps the counts does not answer.
   */
  count(key: string, windowMs: number): Promise<WindowCount | undefined>;
  /** Closes its connection. */
  close(): Promise<void>;
}

const WAITS_MS = { answer: 250, pause: 2000 };

/**
 * Keeps counts in Valkey or Redis. It connects when something is counted.
 * @param url - The address: `redis://host:port/number`, or `rediss:`.
 * @param prefix - Begins each key there. @defaultValue `streetdate`
 * @param waits - Longest wait for an answer, and how long nothing is asked after one that did not come, milliseconds.
 * @throws StreetdateError `runtime-missing` if the packages are not installed.
 */
export async function openSharedCounts(url: string, prefix = 'streetdate', waits = WAITS_MS): Promise<SharedCounts> {
  const { connectTo } = await loadBullmq();
  let client: Redis | undefined;
  let asksAgainAt = 0;
  const ask = async (key: string, windowMs: number): Promise<WindowCount> => {
    client ??= connectTo(url, 'fails at once');
    if (client.status === 'connecting' || client.status === 'connect') await isReady(client);
    const name = `${prefix}:count:${key}`;
    // The three commands are one step, so that no window lasts for ever.
    const replies = await client.multi().set(name, 0, 'PX', windowMs, 'NX').incr(name).pttl(name).exec();
    const [, current, ttl] = (replies ?? []).map(([error, value]) => {
      if (error) throw error;
      return value;
    });
    if (typeof current !== 'number' || typeof ttl !== 'number') throw new Error('the server does not count');
    return { current, ttl: Math.max(0, ttl) };
  };
  return {
    count: async (key, windowMs) => {
      if (performance.now() < asksAgainAt) return undefined;
      const patience = new AbortController();
      const silence = setTimeout(waits.answer, undefined, { signal: patience.signal, ref: false }).catch(() => undefined);
      const answer = await Promise.race([ask(key, windowMs).catch(() => undefined), silence]);
      patience.abort();
      if (answer === undefined) asksAgainAt = performance.now() + waits.pause;
      return answer;
    },
    close: async () => client?.disconnect(),
  };
}

/** Ends when a connection that is being made can be used, or has failed. */
function isReady(client: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (work: () => void) => () => {
      client.off('ready', ready);
      client.off('close', closed);
      work();
    };
    const ready = end(resolve);
    const closed = end(() => reject(new Error('the connection was closed')));
    client.once('ready', ready).once('close', closed);
  });
}
