import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeFingerprint } from '@streetdate/core/portable';
import { openLibrary } from '@streetdate/engine';
import { createServer, openService, runWorker } from '@streetdate/service';
import { type Defer, temporaryFolder, withCleaning } from '../clips/cleaning.ts';
import { generatedReference } from '../library/generated-library.ts';
import type { Figure, Section } from '../measure/figure.ts';
import { fillHistory, type History } from './fill-history.ts';

/** Options for {@link benchHistory}. */
export interface HistoryOptions extends Partial<History> {
  /** Called now and then with how far it is. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Requests of each kind, one after the other. */
const REQUESTS = 100;

/** Streams of events that are open at once. */
const STREAMS = 1000;

/** A service with little behind it, to compare with. */
const LITTLE: History = { uploads: 1000, titles: 100 };

/**
 * Fills a service in SQLite with years of uploads, and measures what a request, the hourly job, a start and a stop cost, as ratios to a service with a
 * thousand uploads.
 */
export async function benchHistory({ uploads = 1_000_000, titles = 100_000, onProgress }: HistoryOptions = {}): Promise<Section[]> {
  return withCleaning(async (defer) => {
    const little = await measure(defer, LITTLE, (message) => onProgress?.(`little: ${message}`));
    const much = await measure(defer, { uploads, titles }, (message) => onProgress?.(`much: ${message}`));
    const figures: Figure[] = [...much.values].map(([name, value]) => {
      const before = little.values.get(name)!;
      return { name, unit: name === 'memory' ? 'MiB' : 'ms', median: value, spread: 0, samples: 1, ratio: value / before };
    });
    return [
      {
        title: `A service with ${uploads} uploads, as many verdicts and ${titles} titles, in SQLite`,
        baseline: `the same with ${LITTLE.uploads} uploads and ${LITTLE.titles} titles`,
        figures,
        notes: [
          `Requests: the 99th percentile of ${REQUESTS}, one after the other, by HTTP, in one process with its worker.`,
          'A pause is the longest time for which the process looked after nothing else.',
          ...much.notes,
        ],
      },
    ];
  });
}

/** What was measured, milliseconds or mebibytes by name, and what else is to say. */
interface Measured {
  readonly values: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

async function measure(defer: Defer, history: History, onProgress: (message: string) => void): Promise<Measured> {
  const folder = await temporaryFolder(defer);
  const home = join(folder, 'library');
  await mkdir(home, { recursive: true });
  await (await openLibrary(home)).close();
  await withService(home, async ({ url, service }) => {
    const sent = await send(url, 'first', 60);
    if (!sent.includes('"verdict"')) throw new Error(`the first upload has no verdict: ${sent}`);
    onProgress('filling');
    await fillHistory(service, history);
  });
  onProgress('filled');
  const values = new Map<string, number>();
  const note = (name: string, value: number) => {
    values.set(name, value);
    onProgress(`${name}: ${value.toFixed(1)}`);
  };
  const notes: string[] = [];
  const began = performance.now();
  let stopAt = 0;
  await withService(home, async ({ url, service, startedAt }) => {
    note('start until it listens', startedAt - began);
    const one = `01800000-0000-7000-8000-${String(Math.floor(history.uploads / 2) + 1).padStart(12, '0')}`;
    // The hourly job of the first start, with a tenth of the media due at most.
    const pauses = monitorEventLoopDelay({ resolution: 5 });
    pauses.enable();
    const isDue = () =>
      service.database.selectFrom('job').select('id').where('kind', '=', 'retention').where('state', '=', 'done').executeTakeFirst();
    const first = performance.now();
    while ((await isDue()) === undefined) await sleep(20);
    pauses.disable();
    note('hourly job', performance.now() - first);
    note('longest pause beside it', pauses.max / 1e6);
    const left = await service.database.selectFrom('upload').select('id').where('media', 'is not', null).limit(1_000_000).execute();
    notes.push(`After the hourly job, ${left.length} uploads of ${history.uploads} still had media to keep.`);
    const routes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['a page of uploads', () => get(`${url}/v1/uploads?most=20`)],
      ['uploads by a verdict that no upload has', () => get(`${url}/v1/uploads?verdict=authorised`)],
      ['uploads by state', () => get(`${url}/v1/uploads?state=failed&most=20`)],
      ['one upload', () => get(`${url}/v1/uploads/${one}`)],
      ['verdicts of an upload', () => get(`${url}/v1/uploads/${one}/verdicts`)],
      ['dead jobs', () => get(`${url}/v1/jobs?state=dead`)],
      ['a page of titles', () => get(`${url}/v1/titles?most=20`)],
      ['metrics', () => get(`${url}/metrics`)],
      ['readiness', () => get(`${url}/readyz`)],
      ['an upload is sent, without a title', () => send(url, crypto.randomUUID(), 0)],
    ];
    for (const [name, ask] of routes) {
      const times: number[] = [];
      for (let request = 0; request < REQUESTS; request++) {
        const start = performance.now();
        await ask();
        times.push(performance.now() - start);
      }
      note(name, times.sort((a, b) => a - b)[Math.ceil(0.99 * times.length) - 1]!);
    }
    await streamsCost(url, note);
    note('memory', process.memoryUsage.rss() / 2 ** 20);
    stopAt = performance.now();
  });
  note('stop', performance.now() - stopAt);
  return { values, notes };
}

/** What a thousand streams of events cost the process of the server, which is this one. */
async function streamsCost(url: string, note: (name: string, value: number) => void): Promise<void> {
  const gone = new AbortController();
  const idle = await cpuOfSecond();
  const open = Array.from({ length: STREAMS }, () => fetch(`${url}/v1/events`, { signal: gone.signal }));
  await Promise.all(open);
  await sleep(500);
  note(`CPU time of a second, idle`, idle);
  note(`CPU time of a second, with ${STREAMS} event streams`, await cpuOfSecond());
  gone.abort();
  await Promise.allSettled(open);
}

/** CPU time that this process takes in a second, milliseconds. */
async function cpuOfSecond(): Promise<number> {
  const before = process.cpuUsage();
  await sleep(4000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 4000;
}

interface Running {
  readonly url: string;
  readonly service: Awaited<ReturnType<typeof openService>>;
  readonly startedAt: number;
}

/** Runs a service with a worker in this process during work. */
async function withService(home: string, work: (running: Running) => Promise<void>): Promise<void> {
  const service = await openService(home);
  const stopping = new AbortController();
  const server = await createServer(service);
  let working: Promise<void> | undefined;
  try {
    // Who measures is the one who runs it.
    server.server.prependListener('request', ({ headers }) => {
      headers.authorization = `Bearer ${service.localToken.secret}`;
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const startedAt = performance.now();
    working = runWorker(service, { signal: stopping.signal });
    await work({ url, service, startedAt });
  } finally {
    stopping.abort();
    await server.close();
    await working;
    await service.close();
  }
}

async function get(url: string): Promise<string> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return text;
}

/** Sends a fingerprint of some seconds, each time another one. */
async function send(url: string, name: string, wait: number): Promise<string> {
  const bytes = encodeFingerprint(generatedReference(Math.floor(Math.random() * 2 ** 31), 20));
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await fetch(`${url}/v1/uploads?name=${name}.sdfp&wait=${wait}`, { method: 'POST', headers, body: new Uint8Array(bytes) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`an upload was answered with ${answer.status} ${text}`);
  return text;
}
