import { QUERIES } from './database.ts';

/** Queries that take this long are slow, milliseconds. */
const SLOW_MS = 500;

/** The parts of kysely's `LogEvent` that are looked at. */
interface QueryEvent {
  readonly level: 'query' | 'error';
  readonly query: { readonly sql: string };
  readonly queryDurationMillis: number;
}

/**
 * Writes a line of JSON for each slow query of this process: its text and its time, and none of its values, which may be secrets.
 * @returns Ends it.
 */
export function logSlowQueries(log: { write(line: string): void }, slowMs = SLOW_MS): () => void {
  const look = (event: unknown) => {
    const { query, queryDurationMillis, level } = event as QueryEvent;
    if (queryDurationMillis < slowMs) return;
    const facts = { sql: query.sql, ms: Math.round(queryDurationMillis), hasFailed: level === 'error' };
    log.write(`${JSON.stringify({ level: 40, time: Date.now(), ...facts, msg: 'a slow query' })}\n`);
  };
  QUERIES.subscribe(look);
  return () => void QUERIES.unsubscribe(look);
}
