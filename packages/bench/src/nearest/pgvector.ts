import type { Client } from 'pg';
import { type Absent, BREADTHS, type FrameFinder, type Frames, GRAPH, NEAREST } from './frame-finder.ts';

const BITS = 256;
const WORDS = BITS / 32;
const NAME = 'pgvector (HNSW)';
/** Rows that are inserted at once. */
const ROWS_AT_ONCE = 5000;
/** Milliseconds until a server counts as absent. */
const CONNECT_MS = 3000;
/** Memory in which the graph is built; the default is a sixteenth of it. */
const BUILD_MEMORY = '1GB';

/** pgvector: a graph of `bit(256)` under Hamming distance, in the server that the variables PGHOST, PGPORT, PGUSER… name. Its table is removed when it is closed. */
export async function pgvectorFinder({ codes }: Frames): Promise<FrameFinder | Absent> {
  const pg = await import('pg').catch(() => undefined);
  if (pg === undefined) return { name: NAME, reason: 'pg is not installed (npm install pg)' };
  const client = new pg.default.Client({ connectionTimeoutMillis: CONNECT_MS });
  // A server that goes away is told by what runs then.
  client.on('error', () => {});
  const table = `streetdate_bench_${process.pid}`;
  const why = await client
    .connect()
    .then(() => client.query('CREATE EXTENSION IF NOT EXISTS vector'))
    .then(() => client.query(`CREATE UNLOGGED TABLE ${table} (frame integer, code bit(${BITS}))`))
    .then(() => undefined)
    .catch((cause: unknown) => (cause instanceof Error ? cause.message || String(cause) : String(cause)));
  if (why !== undefined) {
    await client.end().catch(() => {});
    return { name: NAME, reason: `no Postgres with pgvector answers (PGHOST, PGUSER…): ${why}` };
  }
  await fill(client, table, codes);
  await client.query(`SET maintenance_work_mem = '${BUILD_MEMORY}'`);
  await client.query(
    `CREATE INDEX ON ${table} USING hnsw (code bit_hamming_ops) WITH (m = ${GRAPH.neighbours}, ef_construction = ${GRAPH.buildBreadth})`,
  );
  // The planner would scan a small table; what is measured is the index.
  await client.query('SET enable_seqscan = off');
  const { rows } = await client.query<{ bytes: string }>(`SELECT pg_total_relation_size('${table}') AS bytes`);
  const nearest = `SELECT near.frame FROM unnest($1::bit(${BITS})[]) WITH ORDINALITY AS query (code, number)
    CROSS JOIN LATERAL (SELECT frame FROM ${table} ORDER BY code <~> query.code LIMIT ${NEAREST}) AS near ORDER BY query.number`;
  return {
    name: NAME,
    bytes: Number(rows[0]!.bytes),
    bytesIn: 'disk',
    breadths: BREADTHS,
    find: async (query, breadth) => {
      await client.query(`SET hnsw.ef_search = ${breadth}`);
      const { rows } = await client.query<{ frame: number }>(nearest, [bitStrings(query)]);
      const found = rows.map(({ frame }) => frame);
      return Array.from({ length: query.length / WORDS }, (_, frame) => found.slice(NEAREST * frame, NEAREST * (frame + 1)));
    },
    close: async () => {
      await client.query(`DROP TABLE ${table}`);
      await client.end();
    },
  };
}

async function fill(client: Client, table: string, codes: Uint32Array): Promise<void> {
  const insert = `INSERT INTO ${table} SELECT $2 + number - 1, code FROM unnest($1::bit(${BITS})[]) WITH ORDINALITY AS row (code, number)`;
  const frames = codes.length / WORDS;
  for (let at = 0; at < frames; at += ROWS_AT_ONCE)
    await client.query(insert, [bitStrings(codes.subarray(at * WORDS, Math.min(frames, at + ROWS_AT_ONCE) * WORDS)), at]);
}

/** Hashes as Postgres writes bits. */
function bitStrings(codes: Uint32Array): string[] {
  return Array.from({ length: codes.length / WORDS }, (_, frame) =>
    Array.from(codes.subarray(WORDS * frame, WORDS * (frame + 1)), (word) => word.toString(2).padStart(32, '0')).join(''),
  );
}
