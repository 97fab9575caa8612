// @module-tag waits
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { StreetdateError } from '@streetdate/core/portable';
import { parseWindow } from '@streetdate/matcher';
import {
  acceptUpload,
  addJob,
  findJob,
  type Handler,
  type NewJob,
  openService,
  runWorker,
  type Service,
  sendAgain,
} from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { failJob, finishJob, handBack, lostAmong, takeJob } from '../../../packages/service/src/work/jobs.ts';
import { bringTimesBack, releaseLostJobs } from '../../../packages/service/src/work/lost-jobs.ts';
import { dueAt, priorityOf } from '../../../packages/service/src/work/priority.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

const START = Date.parse('2027-01-01T00:00:00Z');
const TAKE = { lane: 'short', holdMs: 30_000 } as const;

/** An empty service whose clock stands until the test moves it. */
async function stillService() {
  let time = START;
  const service = await openService(await temporaryFolder(), { now: () => new Date(time) });
  onTestFinished(() => service.close());
  const add = (job: Partial<NewJob> = {}) => {
    const whole = {
      organisationId: service.firstOrganisationId,
      kind: 'test',
      lane: 'short',
      key: randomUUID(),
      payload: {},
      ...job,
    } as const;
    return addJob(service.database, whole, service.now());
  };
  const take = (more = {}) => takeJob(service.database, service.now(), { ...TAKE, ...more });
  return { service, add, take, wait: (ms: number) => (time += ms) };
}

/** Runs a worker until what is asked for is so. */
async function work(service: Service, handlers: readonly Handler[], isSo: () => boolean | Promise<boolean>, holdMs = 600) {
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, handlers, idleMs: 5, holdMs });
  for (const last = performance.now() + 100_000; !(await isSo()) && performance.now() < last; ) await sleep(10);
  stopping.abort();
  await working;
  expect(await isSo()).toBe(true);
}

const statesOf = async (service: Service) =>
  (await service.database.selectFrom('job').select(['state', 'attempts', 'error']).orderBy('id').execute()).map((row) => ({ ...row }));

test('a clock that jumps by a day, ahead or back, loses and doubles no job and lets none wait, also one at work and one that failed', async () => {
  const { service, add, wait } = await stillService();
  const done: string[] = [];
  let [isAtWork, goesOn] = [() => {}, () => {}];
  const handler: Handler = {
    kind: 'test',
    async run(_service, { key, attempt }) {
      if (key === 'long') {
        isAtWork();
        await new Promise<void>((resolve) => (goesOn = resolve));
      }
      if (key.startsWith('fails') && attempt === 1) throw new Error('the first time');
      done.push(key);
    },
    async giveUp() {},
    async revive() {},
  };
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, handlers: [handler], idleMs: 5, holdMs: 600 });
  const expected: string[] = [];
  const sendIn = async (...keys: string[]) => {
    for (const key of keys) await add({ key });
    expected.push(...keys);
  };
  const DAY = 86_400_000;
  const reached = new Promise<void>((resolve) => (isAtWork = resolve));
  await sendIn('long', 'fails 1', 'before');
  await reached;
  for (const [at, jump] of [DAY, -DAY, -DAY, DAY, 0].entries()) {
    wait(jump);
    await sendIn(`after ${at}`, `fails after ${at}`);
    if (at === 3) goesOn();
    // A job that has failed waits two seconds by this clock, which stands still but for this.
    const short = () => {
      wait(50);
      return done.filter((key) => key !== 'long').length;
    };
    await expect.poll(short, { timeout: 60_000 }).toBe(expected.length - 1);
  }
  await expect.poll(() => done.length, { timeout: 60_000 }).toBe(expected.length);
  stopping.abort();
  await working;
  expect([...done].sort()).toEqual([...expected].sort());
  expect(new Set((await statesOf(service)).map(({ state }) => state))).toEqual(new Set(['done']));
});

test('a clock that is set back by an hour lets no job wait for an hour', async () => {
  const { service, add, take, wait } = await stillService();
  const { database } = service;
  await add({ key: 'held' });
  await take();
  await add({ key: 'waiting' });
  await add({ key: 'of tomorrow', runAt: new Date(START + 86_400_000) });
  wait(-3_600_000);
  await add({ key: 'of a later day', runAt: new Date(START + 86_400_000) });
  expect(await take()).toBeUndefined();
  await bringTimesBack(database, service.now(), TAKE.holdMs);
  wait(1000);
  await add({ key: 'new' });
  expect([await take(), await take()].map((job) => job?.key)).toEqual(['waiting', 'new']);
  expect(await take()).toBeUndefined();
  const timesOf = await database.selectFrom('job').select(['key', 'run_at']).where('key', 'like', 'of%').orderBy('id').execute();
  expect(timesOf.map(({ run_at }) => Date.parse(run_at) - START)).toEqual([86_400_000 - 3_600_000, 86_400_000]);
  wait(TAKE.holdMs + 1);
  await releaseLostJobs(database, [], service.now());
  expect([await take(), await take()].map((job) => job?.key)).toEqual(['held', 'waiting']);
});

// With a clock that is a day ahead all holds look over, and all jobs that are held are given back to run then.
test('a clock that is set back by a day lets no job wait that was taken from its worker, or failed, in that day', async () => {
  const { service, add, take, wait } = await stillService();
  const { database } = service;
  for (const key of ['lost', 'failed', 'of another day'])
    await add({ key, ...(key === 'of another day' && { runAt: new Date(START + 172_800_000) }) });
  const [, failed] = [await take(), await take()];
  wait(86_400_000);
  await failJob(database, failed!, 'no luck', service.now());
  await releaseLostJobs(database, [], service.now());
  wait(-86_400_000);
  expect(await take()).toBeUndefined();
  await bringTimesBack(database, service.now(), TAKE.holdMs);
  expect([await take(), await take()].map((job) => job?.key).sort()).toEqual(['failed', 'lost']);
  expect(await take()).toBeUndefined();
});

test('a clock that is set back between two looks at it takes no job from its worker', async () => {
  const { service, add, take, wait } = await stillService();
  await add();
  const early = service.now();
  wait(-86_400_000);
  await bringTimesBack(service.database, service.now(), TAKE.holdMs);
  const job = await take();
  await releaseLostJobs(service.database, [], early, service.now);
  expect(await lostAmong(service.database, job === undefined ? [] : [job])).toEqual([]);
  expect((await statesOf(service)).map(({ state }) => state)).toEqual(['running']);
});

test.each([
  { outage: new StreetdateError('store-unavailable', 's3://films: nothing answers there'), seconds: 10 },
  { outage: new StreetdateError('file-unwritable', '/tmp/film.mp4: the disk is full'), seconds: 60 },
])('an outage ($outage.message) kills no job, and what fails afterwards has all its attempts', async ({ outage, seconds }) => {
  const { service, add, take, wait } = await stillService();
  await add();
  let calls = 0;
  const handler: Handler = {
    kind: 'test',
    run: async () => {
      calls++;
      throw calls > 12 ? new Error('no luck') : outage;
    },
  };
  for (let attempt = 1; attempt <= 12; attempt++) {
    await work(service, [handler], async () => (await statesOf(service))[0]?.error === outage.message && calls === attempt);
    expect(await statesOf(service)).toEqual([{ state: 'waiting', attempts: 0, error: outage.message }]);
    wait(1000 * seconds - 1);
    expect(await take()).toBeUndefined();
    wait(1);
  }
  await work(service, [handler], async () => (await statesOf(service))[0]?.error === 'no luck');
  expect(await statesOf(service)).toEqual([{ state: 'waiting', attempts: 1, error: 'no luck' }]);
});

test('how a job ended is written once the database answers again, and it is done once', async () => {
  const { service, add } = await stillService();
  await add();
  let [calls, refusals] = [0, 0];
  const run = async () => {
    calls++;
    refusals = 5;
  };
  const { database } = service;
  const away = new Proxy(database, {
    get: (target, name) => {
      if (refusals-- > 0) throw new StreetdateError('store-unavailable', 'nothing answers there');
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const hasEnded = async () => (await statesOf(service))[0]?.state === 'done';
  await work({ ...service, database: away }, [{ kind: 'test', run }], hasEnded, 30_000);
  expect(calls).toBe(1);
  expect(await statesOf(service)).toEqual([{ state: 'done', attempts: 1, error: null }]);
});

test('a job that fails waits four times as long each time, and is dead after five attempts', async () => {
  const { service, add, take, wait } = await stillService();
  await add();
  for (const ms of [2000, 8000, 32_000, 128_000]) {
    const job = await take();
    expect(await failJob(service.database, job!, 'no luck', service.now())).toBe(false);
    wait(ms - 1);
    expect(await take()).toBeUndefined();
    wait(1);
  }
  expect(await failJob(service.database, (await take())!, 'no luck', service.now())).toBe(true);
  wait(1e9);
  expect(await take()).toBeUndefined();
  expect(await statesOf(service)).toEqual([{ state: 'dead', attempts: 5, error: 'no luck' }]);
});

test('a dead job that is sent again has all its attempts', async () => {
  const { service, add, take, wait } = await stillService();
  await add();
  const id = (await take())!.id;
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (attempt > 1) await take();
    await failJob(service.database, { ...(await heldRow(service, id)) }, 'no luck', service.now());
    wait(1e9);
  }
  const { firstOrganisationId, database, now } = service;
  expect(await sendAgain(database, randomUUID(), id, now())).toBeUndefined();
  expect(await findJob(database, firstOrganisationId, id)).toMatchObject({ state: 'dead', error: 'no luck' });
  expect(await sendAgain(database, firstOrganisationId, id, now())).toMatchObject({ state: 'waiting', attempts: 0 });
  expect((await take())!.id).toBe(id);
  expect(await sendAgain(database, firstOrganisationId, id, now())).toMatchObject({ state: 'running' });
});

async function heldRow({ database }: Service, id: string) {
  const row = await database.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { ...row, organisationId: row.organisation_id, lane: 'short' as const, attempt: row.attempts, take: row.takes };
}

test('work with a known key is added once', async () => {
  const { service, add } = await stillService();
  for (let time = 0; time < 3; time++) await add({ key: 'the same' });
  expect(await statesOf(service)).toHaveLength(1);
});

test('a lower number comes first, but the last one does not wait for ever', async () => {
  const { add, take, wait } = await stillService();
  await add({ key: 'usual' });
  wait(1000);
  await add({ key: 'urgent', priority: 0 });
  expect((await take())!.key).toBe('urgent');
  wait(3600_000);
  await add({ key: 'urgent, an hour later', priority: 0 });
  expect((await take())!.key).toBe('usual');
  expect(dueAt(new Date(START), 100)).toBe('2027-01-01T01:00:00.000Z');
});

test('an upload comes first whose title opens soon, before all if it is named', () => {
  const now = new Date('2027-03-01T00:00:00Z');
  const window = (opens: string) => parseWindow(`US:disc:${opens}@UTC`);
  const place = (opens: string[], isNamed: boolean) => priorityOf(opens.map(window), { isNamed, now });
  const days = ['2027-03-01', '2027-03-05', '2027-03-20', '2027-09-01', '2026-01-01'];
  expect(days.map((day) => place([day], true))).toEqual([80, 40, 60, 80, 80]);
  expect(days.map((day) => place([day], false))).toEqual([100, 60, 80, 100, 100]);
  expect(place(['2027-09-01', '2027-03-05', '2026-01-01'], false)).toBe(60);
  expect(place([], false)).toBe(100);
});

test('a lane takes its own jobs only', async () => {
  const { add, take } = await stillService();
  await add({ lane: 'films' });
  expect(await take()).toBeUndefined();
  expect(await take({ lane: 'films' })).toBeDefined();
});

test('a job of a silent worker is given to another, and the first one can change it no more', async () => {
  const { service, add, take, wait } = await stillService();
  await add();
  const first = (await take())!;
  await releaseLostJobs(service.database, [], service.now());
  expect(await take()).toBeUndefined();
  wait(30_001);
  await releaseLostJobs(service.database, [], service.now());
  const second = (await take())!;
  expect(second).toMatchObject({ id: first.id, attempt: 2, take: 2, losses: 1 });
  await finishJob(service.database, first, service.now());
  await handBack(service.database, first);
  expect(await failJob(service.database, { ...first, attempt: 5 }, 'late', service.now())).toBe(false);
  expect(await statesOf(service)).toMatchObject([{ state: 'running', attempts: 2 }]);
});

test('a job that ends its worker each time is dead after twenty attempts, and its handler is told', async () => {
  const { service, add, take, wait } = await stillService();
  const told: string[] = [];
  const handler: Handler = { kind: 'test', run: async () => {}, giveUp: async (_database, _job, message) => void told.push(message) };
  await add();
  for (let attempt = 1; attempt <= 20; attempt++) {
    expect(await take()).toMatchObject({ attempt, losses: attempt - 1 });
    wait(30_001);
    await releaseLostJobs(service.database, [handler], service.now());
    wait(600_000);
  }
  expect(await take()).toBeUndefined();
  expect(told).toEqual(['its worker ended or went silent in 20 attempts']);
});

test('losses do not count as failures, and a job with fewer losses comes first', async () => {
  const { service, add, take, wait } = await stillService();
  await add({ key: 'lost often' });
  await add({ key: 'lost once' });
  await service.database
    .updateTable('job')
    .set({ state: 'running', losses: 3, attempts: 4, held_until: '' })
    .where('key', '=', 'lost often')
    .execute();
  await service.database.updateTable('job').set({ state: 'running', attempts: 1, held_until: '' }).where('key', '=', 'lost once').execute();
  await releaseLostJobs(service.database, [], service.now());
  expect((await take())!.key).toBe('lost once');
  expect(await take()).toBeUndefined();
  wait(4000);
  const job = (await take())!;
  expect(job).toMatchObject({ key: 'lost often', attempt: 5, losses: 4 });
  expect(await failJob(service.database, job, 'no luck', service.now())).toBe(false);
});

test('a worker that stops gives its jobs back at once, and the attempt does not count', async () => {
  const { service, add } = await stillService();
  let begun = 0;
  const endless: Handler = {
    kind: 'test',
    run: (_service, _job, signal) => {
      begun++;
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  };
  await add();
  await add();
  await work(service, [endless], () => begun === 2);
  expect(await statesOf(service)).toEqual(Array(2).fill({ state: 'waiting', attempts: 0, error: null }));
});

test('a job that is cancelled while it runs is stopped', async () => {
  const { service, add } = await stillService();
  let reason: unknown;
  const endless: Handler = {
    kind: 'test',
    run: async ({ database }, { id }, signal) => {
      await database.updateTable('job').set({ state: 'cancelled' }).where('id', '=', id).execute();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))).catch((error) => (reason = error));
      signal.throwIfAborted();
    },
  };
  await add();
  await work(service, [endless], () => reason !== undefined);
  expect(String(reason)).toContain('cancelled');
  expect(await statesOf(service)).toMatchObject([{ state: 'cancelled' }]);
});

test('a job that throws and one without a handler disturb no other', async () => {
  const { service, add } = await stillService();
  const done: unknown[] = [];
  const handler: Handler = {
    kind: 'test',
    run: async (_service, { payload }) => {
      if (payload === 'poison') throw new Error('poison');
      done.push(payload);
    },
  };
  await add({ payload: 'poison' });
  await add({ kind: 'unknown' });
  for (let good = 0; good < 5; good++) await add({ payload: good });
  await work(service, [handler], async () => done.length === 5 && (await statesOf(service)).filter(({ error }) => error).length === 2);
  expect(done.sort()).toEqual([0, 1, 2, 3, 4]);
  expect((await statesOf(service)).flatMap(({ error }) => error ?? [])).toEqual([
    'poison',
    'there is no handler of jobs of the kind unknown',
  ]);
});

test('two workers do each job once', async () => {
  const { service, add } = await stillService();
  for (let job = 0; job < 20; job++) await add({ payload: job });
  const runs: number[] = [];
  const handler: Handler = {
    kind: 'test',
    run: async (_service, { payload }) => {
      runs.push(payload as number);
      await sleep(2);
    },
  };
  const isDone = async () => (await statesOf(service)).every(({ state }) => state === 'done');
  await Promise.all([work(service, [handler], isDone), work(service, [handler], isDone)]);
  expect(runs.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, job) => job));
});

test('at most one job runs that may have ended an earlier worker', async () => {
  const { service, add } = await stillService();
  for (let job = 0; job < 3; job++) await add();
  await service.database.updateTable('job').set({ losses: 1 }).execute();
  let [now, most, done] = [0, 0, 0];
  const handler: Handler = {
    kind: 'test',
    run: async () => {
      most = Math.max(most, ++now);
      await sleep(30);
      now--;
      done++;
    },
  };
  await work(service, [handler], () => done === 3);
  expect(most).toBe(1);
});

test('an upload without a title comes as soon as the next opening of its library wants, behind many that are past', async () => {
  const { service } = await stillService();
  const { database, libraries, firstOrganisationId: organisationId } = service;
  const library = await libraries.of(organisationId);
  const opens = (ms: number, at: number) =>
    library.putTitle({ id: `t${at}`, name: `Film ${at}` }, [parseWindow(`US:disc:${new Date(START + ms).toISOString()}`)]);
  const send = async () => {
    await acceptUpload(service, { organisationId, name: 'a.mp4', kind: 'film', bytes: 1, sha256: 'a'.repeat(64) });
    return (await database.selectFrom('job').select('priority').orderBy('id', 'desc').limit(1).executeTakeFirst())?.priority;
  };
  for (let past = 0; past < 60; past++) await opens(-60_000 * (past + 1), past);
  expect(await send()).toBe(100);
  await opens(20 * 86_400_000, 60);
  expect(await send()).toBe(80);
  await opens(3 * 86_400_000, 61);
  expect(await send()).toBe(60);
});
