import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeFingerprint } from '@streetdate/core/portable';
import { openLibrary } from '@streetdate/engine';
import { openSqliteFile } from '@streetdate/engine/internal';
import { createServer, openService, runWorker, type Service } from '@streetdate/service';
import { addPeriodicJobs, rawQuery } from '@streetdate/service/internal';
import { type Defer, temporaryFolder, withCleaning } from '../clips/cleaning.ts';
import { generatedReference } from '../library/generated-library.ts';
import type { Figure, Section } from '../measure/figure.ts';
import { fillHistory, type History } from './fill-history.ts';
import type { HistoryEngine } from './profiles.ts';
import { addressesAt, S3_CREDENTIALS, startServers } from './server-profile.ts';

/** Options for {@link benchHistory}. */
export interface HistoryOptions extends Partial<History> {
  /** Where the rows are. @defaultValue sqlite */
  readonly engine?: HistoryEngine | undefined;
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
 * Fills a service with years of uploads, and measures what each route, the background jobs, a start and a stop cost, as ratios to a service with a
 * thousand uploads.
 */
export async function benchHistory(options: HistoryOptions = {}): Promise<Section[]> {
  const { uploads = 1_000_000, titles = 100_000, engine = 'sqlite', onProgress } = options;
  return withCleaning(async (defer) => {
    const little = await measure(defer, engine, LITTLE, (message) => onProgress?.(`little: ${message}`));
    const much = await measure(defer, engine, { uploads, titles }, (message) => onProgress?.(`much: ${message}`));
    const figures: Figure[] = [...much.values].map(([name, value]) => {
      const before = little.values.get(name)!;
      return { name, unit: name === 'memory' ? 'MiB' : 'ms', median: value, spread: 0, samples: 1, ratio: value / before };
    });
    return [
      {
        title: `A service with ${uploads} uploads, as many verdicts and ${titles} titles, in ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
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

/** Opens a service, each time on the same rows, and runs statements in the tables of its library. */
interface Place {
  readonly open: () => Promise<Service>;
  readonly runInLibrary: (service: Service, text: string) => Promise<void>;
}

/** A place for the rows of a service, which is gone afterwards. */
export async function placeOf(defer: Defer, engine: HistoryEngine): Promise<Place> {
  const home = join(await temporaryFolder(defer), 'library');
  await mkdir(home, { recursive: true });
  if (engine === 'sqlite') {
    await (await openLibrary(home)).close();
    return {
      open: () => openService(home),
      runInLibrary: async (_, text) => {
        const file = openSqliteFile(join(home, 'catalogue.sqlite'));
        file.exec(text);
        file.close();
      },
    };
  }
  const { postgres, valkey, s3 } = await startServers(defer, { postgres: { settings: { max_wal_size: '2GB', shared_buffers: '512MB' } } });
  const addresses = addressesAt({ postgres: postgres.port, valkey: valkey.port, s3: s3.port });
  return {
    open: () => openService(home, { server: { ...addresses, s3Credentials: S3_CREDENTIALS } }),
    runInLibrary: async ({ database }, text) => void (await database.executeQuery(rawQuery(text, []))),
  };
}

/** What was measured, milliseconds or mebibytes by name, and what else is to say. */
interface Measured {
  readonly values: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

async function measure(defer: Defer, engine: HistoryEngine, history: History, onProgress: (message: string) => void): Promise<Measured> {
  const place = await placeOf(defer, engine);
  await withService(place, async ({ url, service }) => {
    const sent = await send(url, 'first', 60);
    if (!sent.includes('"verdict"')) throw new Error(`the first upload has no verdict: ${sent}`);
    onProgress('filling');
    await fillHistory(service, history, { engine, runInLibrary: (text) => place.runInLibrary(service, text) });
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
  await withService(place, async ({ url, service, startedAt }) => {
    note('start until it listens', startedAt - began);
    // The hourly job of the first start: a tenth of the media that is still there is due at most.
    await timed('hourly job', note, async () => {
      const isDue = () =>
        service.database
          .selectFrom('job')
          .select('id')
          .where('key', '>=', 'retention ')
          .where('key', '<', 'retention!')
          .where('state', '=', 'done')
          .executeTakeFirst();
      while ((await isDue()) === undefined) await sleep(50);
    });
    const left = await service.database.selectFrom('upload').select('id').where('media', 'is not', null).limit(1_000_000).execute();
    notes.push(`After the hourly job, ${left.length} uploads of ${history.uploads} still had media to keep.`);
    await timed('jobs of each five seconds', note, () => addPeriodicJobs(service));
    const one = (number: number) => `01800000-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const middle = Math.floor(history.uploads / 2) + 1;
    for (const [name, ask] of routesOf(url, {
      upload: one(middle),
      removed: (request) => one(middle - 2 - request),
      titles: history.titles,
    })) {
      const times: number[] = [];
      for (let request = 0; request < REQUESTS; request++) {
        const start = performance.now();
        await ask(request);
        times.push(performance.now() - start);
      }
      note(name, times.sort((a, b) => a - b)[Math.ceil(0.99 * times.length) - 1]!);
    }
    await timed('jobs that remove the bytes of 100 uploads', note, async () => {
      const isOpen = () =>
        service.database
          .selectFrom('job')
          .select('id')
          .where('key', '>=', 'erase ')
          .where('key', '<', 'erase!')
          .where('state', '<>', 'done')
          .executeTakeFirst();
      while ((await isOpen()) !== undefined) await sleep(50);
    });
    await streamsCost(url, note);
    note('memory', process.memoryUsage.rss() / 2 ** 20);
    stopAt = performance.now();
  });
  note('stop', performance.now() - stopAt);
  return { values, notes };
}

/** Notes how long work takes, and the longest pause meanwhile. */
async function timed(name: string, note: (name: string, value: number) => void, work: () => Promise<void>): Promise<void> {
  const pauses = monitorEventLoopDelay({ resolution: 5 });
  pauses.enable();
  const began = performance.now();
  await work();
  const took = performance.now() - began;
  pauses.disable();
  note(name, took);
  note(`longest pause beside: ${name}`, pauses.max / 1e6);
}

/** A route by its name, and what asks it for the n-th time. */
type AskedRoute = readonly [name: string, ask: (request: number) => Promise<unknown>];

/** The routes that are measured. Those that change something come last. */
function routesOf(
  url: string,
  { upload, removed, titles }: { readonly upload: string; readonly removed: (request: number) => string; readonly titles: number },
): readonly AskedRoute[] {
  const reads = {
    'a page of uploads': '/v1/uploads?most=20',
    'uploads by a verdict that no upload has': '/v1/uploads?verdict=authorised',
    'uploads by state': '/v1/uploads?state=failed&most=20',
    'uploads by host': '/v1/uploads?host=host-7&most=20',
    'uploads by title': '/v1/uploads?title=title-7&most=20',
    'uploads by score': '/v1/uploads?score=299&most=20',
    'uploads by time': `/v1/uploads?from=${new Date(Date.now() - 400 * 86_400_000).toISOString()}&until=${new Date(Date.now() - 399 * 86_400_000).toISOString()}`,
    'count of all uploads': '/v1/upload-counts',
    'count of leaks': '/v1/upload-counts?verdict=pre-release-leak',
    'one upload': `/v1/uploads/${upload}`,
    'verdicts of an upload': `/v1/uploads/${upload}/verdicts`,
    'disputes of an upload': `/v1/uploads/${upload}/disputes`,
    corrections: '/v1/corrections',
    jobs: '/v1/jobs?most=20',
    'dead jobs': '/v1/jobs?state=dead',
    'a page of titles': '/v1/titles?most=20',
    'a page from the middle of the titles': `/v1/titles?most=20&cursor=title-${Math.floor(titles / 2)}`,
    'one title': '/v1/titles/title-7',
    'a page of references': '/v1/references?most=20',
    discs: '/v1/discs',
    'allowed sources': '/v1/allowed-sources',
    'audit log': '/v1/audit?most=20',
    webhooks: '/v1/webhooks',
    accounts: '/v1/accounts',
    keys: '/v1/keys',
    organisations: '/v1/organisations',
    'legal holds': '/v1/holds',
    usage: '/v1/usage',
    'who asks': '/v1/me',
    '/metrics': '/metrics',
    '/readyz': '/readyz',
    '/healthz': '/healthz',
  };
  const json = { 'content-type': 'application/json' };
  const windows = [{ territory: 'US', channel: 'disc', opensAt: '2030-01-01T00:00:00Z' }];
  return [
    ...Object.entries(reads).map(([name, path]): AskedRoute => [name, () => get(`${url}${path}`)]),
    ['a search without storing', () => post(`${url}/v1/searches`, fingerprint())],
    ['a title is put', (request) => put(`${url}/v1/titles/new-${request}`, { name: `New ${request}`, windows })],
    ['a webhook is added', () => post(`${url}/v1/webhooks`, JSON.stringify({ url: 'https://example.com/' }), json)],
    [
      'a legal hold is added',
      (request) => post(`${url}/v1/holds`, JSON.stringify({ target: { kind: 'upload', id: `none-${request}` }, reason: 'a case' }), json),
    ],
    ['an upload is sent, without a title', () => send(url, crypto.randomUUID(), 0)],
    ['an upload is removed', (request) => remove(`${url}/v1/uploads/${removed(request)}`)],
  ];
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
export async function withService({ open }: Place, work: (running: Running) => Promise<void>): Promise<void> {
  const service = await open();
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

function get(url: string): Promise<string> {
  return ask(url);
}

function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = BYTES): Promise<string> {
  return ask(url, { method: 'POST', headers, body });
}

function put(url: string, body: object): Promise<string> {
  return ask(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

function remove(url: string): Promise<string> {
  return ask(url, { method: 'DELETE' });
}

async function ask(url: string, init?: RequestInit): Promise<string> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return text;
}

const BYTES = { 'content-type': 'application/octet-stream' };

/** A fingerprint of some seconds, each time another one. */
function fingerprint(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encodeFingerprint(generatedReference(Math.floor(Math.random() * 2 ** 31), 20)));
}

/** Sends a fingerprint in. */
export function send(url: string, name: string, wait: number): Promise<string> {
  return post(`${url}/v1/uploads?name=${name}.sdfp&wait=${wait}`, fingerprint());
}
