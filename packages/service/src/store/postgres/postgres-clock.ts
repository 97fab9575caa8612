import { setTimeout } from 'node:timers/promises';
import type { PostgresPool } from './pool.ts';

/** The clock of a PostgreSQL server. */
export interface PostgresClock {
  /** The current time there. Between two looks it goes on by this process's monotonic clock, which nobody sets. */
  now(): Date;
  /** Looks no more. */
  close(): void;
}

/** Time between two looks, and the longest way to and fro of one that counts, milliseconds. */
const [LOOK_MS, WAY_MS] = [10_000, 1000] as const;

/**
 * Reads the clock of the server, now and every ten seconds. All processes of a service share it, because jobs are compared with it: a machine
 * whose clock is an hour ahead would take the jobs of all others away, and what it adds nobody else would begin within the hour.
 * @param pool - It stays open when the clock is closed.
 */
export async function openPostgresClock(pool: Pick<PostgresPool, 'query'>): Promise<PostgresClock> {
  const look = async () => {
    const sentAt = performance.now();
    const { rows } = await pool.query<{ ms: number }>('select extract(epoch from clock_timestamp()) * 1000 as ms');
    const wayMs = performance.now() - sentAt;
    return { aheadMs: rows[0]!.ms - sentAt - wayMs / 2, wayMs };
  };
  let { aheadMs } = await look();
  const closing = new AbortController();
  const { signal } = closing;
  const watch = async () => {
    while (!signal.aborted) {
      await setTimeout(LOOK_MS, undefined, { signal, ref: false });
      const seen = await look().catch(() => undefined);
      if (seen !== undefined && seen.wayMs <= WAY_MS) aheadMs = seen.aheadMs;
    }
  };
  watch().catch(() => {});
  return { now: () => new Date(performance.now() + aheadMs), close: () => closing.abort() };
}
