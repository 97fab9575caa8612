// @module-tag servers
// @module-tag waits
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { addJob, type Dispatcher, type Handler, LANES, type Lane, runWorker, type Service } from '@streetdate/service';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openBullmq } from '../../../packages/service/src/queue/bullmq.ts';
import { polling } from '../../../packages/service/src/queue/polling.ts';
import type { ServiceDatabase } from '../../../packages/service/src/store/database.ts';
import { migrateService } from '../../../packages/service/src/store/migrations.ts';
import { openPostgresPool, type PostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables } from '../../../packages/service/src/store/postgres/postgres-tables.ts';
import { openSqliteTables } from '../../../packages/service/src/store/sqlite-tables.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { noPostgres, noValkey, postgres, type TestServer, valkey } from '../../tools/servers.ts';

/** A database with one organisation, and what brings its jobs. */
interface Place {
  readonly database: ServiceDatabase;
  readonly dispatcher: Dispatcher;
}

const ORGANISATION = 'organisation';
const now = () => new Date();

const addOrganisation = (database: ServiceDatabase) =>
  database.insertInto('organisation').values({ id: ORGANISATION, name: 'One', created_at: '', is_owner: null }).execute();

/** Why a worker of this test gave up, if one did: what waits for its work then fails at once. */
let fault: unknown;

/** A worker that runs until the test ends or it is stopped. */
function startWorker({ database, dispatcher }: Place, handler: Handler, holdMs = 1000) {
  const stopping = new AbortController();
  const service = { database, dispatcher, now } as Service;
  const working = runWorker(service, { signal: stopping.signal, handlers: [handler], idleMs: 20, holdMs });
  fault = undefined;
  working.catch((error) => {
    fault = error;
  });
  const stop = async () => {
    stopping.abort();
    await working;
  };
  onTestFinished(stop);
  return stop;
}

const add = ({ database }: Place, payload: unknown, more: { lane?: Lane; priority?: number } = {}) =>
  addJob(database, { organisationId: ORGANISATION, kind: 'test', lane: 'short', key: randomUUID(), payload, ...more }, now());

async function until(isSo: () => boolean | Promise<boolean>, seconds = 100) {
  for (const last = performance.now() + 1000 * seconds; performance.now() < last; await sleep(20)) {
    if (await isSo()) return;
    if (fault !== undefined) throw fault;
  }
  expect(await isSo()).toBe(true);
}

const openJobs = ({ database }: Place) => database.selectFrom('job').select('id').where('state', '<>', 'done').execute();

/** Notes what it is given. */
function noting(ms = 0) {
  const noted: unknown[] = [];
  const handler: Handler = {
    kind: 'test',
    run: async (_service, { payload }, signal) => {
      await sleep(ms, undefined, { signal });
      noted.push(payload);
    },
  };
  return { noted, handler };
}

/** What each dispatcher must do. */
function contract(open: () => Promise<Place>) {
  test('each job is done once by one of several workers', async () => {
    const place = await open();
    const { noted, handler } = noting(5);
    for (let job = 0; job < 40; job++) await add(place, job, { lane: LANES[job % LANES.length]! });
    for (let worker = 0; worker < 3; worker++) startWorker(place, handler);
    await until(async () => (await openJobs(place)).length === 0);
    expect(noted.sort((one, other) => Number(one) - Number(other))).toEqual(Array.from({ length: 40 }, (_, job) => job));
  });

  test('jobs that are added later are brought, urgent ones first', async () => {
    const place = await open();
    const { noted, handler } = noting(100);
    startWorker(place, handler);
    for (let job = 0; job < 6; job++) await add(place, 'usual', { lane: 'background' });
    await until(() => noted.length === 1);
    await add(place, 'urgent', { lane: 'background', priority: 0 });
    await until(() => noted.length === 7);
    expect(noted.indexOf('urgent')).toBeLessThan(5);
  });

  test('a job that failed is brought again', async () => {
    const place = await open();
    const { noted, handler } = noting();
    let failures = 0;
    const run: Handler['run'] = async (...job) => {
      if (failures++ === 0) throw new Error('no luck');
      await handler.run(...job);
    };
    startWorker(place, { ...handler, run });
    await add(place, 'second time');
    await until(() => noted.length === 1);
  });

  test('jobs of a killed worker follow each other, though only one of them runs at a time', async () => {
    const place = await open();
    const { noted, handler } = noting(100);
    for (let job = 0; job < 4; job++) await add(place, job, { lane: 'films' });
    await place.database.updateTable('job').set({ losses: 1 }).execute();
    // Nothing that waits for a hold to end would come to its turn within an hour.
    startWorker(place, handler, 3_600_000);
    await until(() => noted.length === 4);
  });

  test('a worker that stops gives its jobs to others at once', async () => {
    const place = await open();
    const [endless, quick] = [noting(3_600_000), noting()];
    const stop = startWorker(place, endless.handler, 3_600_000);
    await add(place, 'job', { lane: 'films' });
    await until(async () => (await place.database.selectFrom('job').select('id').where('state', '=', 'running').execute()).length === 1);
    await stop();
    startWorker(place, quick.handler);
    await until(() => quick.noted.length === 1);
    expect(endless.noted).toEqual([]);
  });
}

describe('polling', () => {
  contract(async () => {
    const path = `${await temporaryFolder()}/service.sqlite`;
    const database = openSqliteTables(path);
    await migrateService(database, path);
    await addOrganisation(database);
    onTestFinished(() => database.destroy());
    return { database, dispatcher: polling };
  });
});

describe.skipIf(noPostgres || noValkey)('BullMQ on Valkey', () => {
  let servers: { readonly postgres: TestServer; readonly valkey: TestServer };
  let pool: PostgresPool;
  let database: ServiceDatabase;
  beforeAll(async () => {
    servers = { postgres: await postgres(), valkey: await valkey() };
    pool = await openPostgresPool(servers.postgres.url, { connections: 30 });
    database = await openPostgresTables(pool, 'test');
    await addOrganisation(database);
  });
  afterAll(() => pool?.end());
  const open = async (redeliverMs = 30_000): Promise<Place> => {
    await database.deleteFrom('job').execute();
    const dispatcher = await openBullmq({ url: servers.valkey.url, database, now, prefix: randomUUID(), redeliverMs });
    return { database, dispatcher };
  };

  contract(open);

  test('what Valkey forgets when all is deleted is brought again', async () => {
    const place = await open();
    const { noted, handler } = noting(30);
    for (let job = 0; job < 100; job++) await add(place, job);
    startWorker(place, handler);
    await until(() => noted.length > 10);
    await flushAll(servers.valkey.url);
    await until(async () => (await openJobs(place)).length === 0);
    expect(new Set(noted).size).toBe(100);
  });

  test('a single message that Valkey loses is brought again', async () => {
    const place = await open(500);
    const { noted, handler } = noting();
    await add(place, 'lost');
    // As if another process had delivered it, and Valkey had lost it.
    await database.updateTable('job').set({ delivered_at: now().toISOString() }).execute();
    startWorker(place, handler);
    await until(() => noted.length === 1);
  });

  test('while Valkey is killed workers look into the database, and it is used again afterwards', async () => {
    const place = await open(1000);
    const { noted, handler } = noting(30);
    startWorker(place, handler);
    for (let job = 0; job < 100; job++) await add(place, job);
    await until(() => noted.length > 10);
    await servers.valkey.kill();
    await until(async () => (await openJobs(place)).length === 0);
    await servers.valkey.start();
    for (let job = 100; job < 120; job++) await add(place, job);
    await until(async () => (await openJobs(place)).length === 0);
    expect(new Set(noted).size).toBe(120);
  });

  test('a killed PostgreSQL stops no worker for longer than it is away', async () => {
    const place = await open(1000);
    const { noted, handler } = noting(30);
    startWorker(place, handler);
    for (let job = 0; job < 60; job++) await add(place, job);
    await until(() => noted.length > 10);
    await servers.postgres.kill();
    await sleep(500);
    await servers.postgres.start();
    await until(async () => (await openJobs(place).catch(() => [1])).length === 0);
    expect(new Set(noted).size).toBe(60);
  });
});

async function flushAll(url: string): Promise<void> {
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
  const [reply] = await once(socket, 'data');
  socket.destroy();
  expect(String(reply)).toBe('+OK\r\n');
}
