import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Service } from '../service.ts';
import { readTally } from '../store/tally.ts';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, never the address: addresses are endless. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What Prometheus reads. The only file that imports prom-client. */
export interface Metrics {
  /** The media type of {@link text}. */
  readonly contentType: string;
  /** Counts an answered request. */
  countRequest(request: AnsweredRequest): void;
  /** Counts bytes of uploads that were taken in. */
  countBytes(bytes: number): void;
  /** All values in Prometheus' text format. */
  text(): Promise<string>;
}

/** Metrics of one server. Jobs and verdicts are counted in the database as they change, so that every process tells the same. */
export function newMetrics({ database, now }: Pick<Service, 'database' | 'now'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'streetdate_http_request_seconds',
    help: 'Time until requests were answered',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers,
  });
  const bytes = new Counter({ name: 'streetdate_upload_bytes_total', help: 'Bytes of uploads taken in by this process', registers });
  new Gauge({
    name: 'streetdate_jobs',
    help: 'Jobs in the database',
    labelNames: ['state', 'kind'],
    registers,
    async collect() {
      const tally = await readTally(database, 'job');
      this.reset();
      for (const { state, kind, count } of tally) this.set({ state, kind }, count);
    },
  });
  new Gauge({
    name: 'streetdate_queue_age_seconds',
    help: 'How long the oldest job that is due has waited',
    registers,
    async collect() {
      this.set(await queueAge(database, now()));
    },
  });
  new Gauge({
    name: 'streetdate_scans',
    help: 'Uploads with a current verdict, by its kind',
    labelNames: ['verdict'],
    registers,
    async collect() {
      const tally = await readTally(database, 'upload');
      this.reset();
      for (const { kind, count } of tally) this.set({ verdict: kind }, count);
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of this process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  return {
    contentType: registry.contentType,
    countRequest: ({ method, route, status, seconds }) => requests.observe({ method, route, status }, seconds),
    countBytes: (count) => bytes.inc(count),
    text: () => registry.metrics(),
  };
}

/** How long the oldest job that is due has waited, seconds; 0 when none is. */
export async function queueAge(database: Service['database'], now: Date): Promise<number> {
  const oldest = await database
    .selectFrom('job')
    .select('run_at')
    .where('state', '=', 'waiting')
    .where('run_at', '<=', now.toISOString())
    .orderBy('run_at')
    .limit(1)
    .executeTakeFirst();
  return oldest === undefined ? 0 : Math.max(0, (now.getTime() - Date.parse(oldest.run_at)) / 1000);
}
