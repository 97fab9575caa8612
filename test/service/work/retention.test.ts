import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { addJob, openService, type Service } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { addHold, endHold } from '../../../packages/service/src/organisations/holds.ts';
import { putLimits } from '../../../packages/service/src/organisations/limits.ts';
import { addOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { QUERIES } from '../../../packages/service/src/store/database.ts';
import { newId } from '../../../packages/service/src/store/ids.ts';
import { addUpload, endUpload } from '../../../packages/service/src/uploads/uploads.ts';
import { retention } from '../../../packages/service/src/work/retention.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

const NO_SIGNAL = new AbortController().signal;
const DAY_MS = 24 * 3_600_000;
/** Some batches of retention. */
const UPLOADS = 600;

/** A service with uploads whose media was due yesterday, and jobs that ended long ago. */
async function withHistory(): Promise<Service> {
  const service = await openService(await temporaryFolder());
  onTestFinished(() => service.close());
  const { database, firstOrganisationId: organisation_id, now } = service;
  const finished_at = new Date(now().getTime() - 31 * DAY_MS).toISOString();
  const facts = {
    organisation_id,
    name: 'a.mp4',
    kind: 'film',
    bytes: 1,
    state: 'done',
    progress: 1,
    created_at: finished_at,
    finished_at,
  };
  const none = { error_code: null, error_message: null, seen_at: null, territory: null, link: null, host: null };
  const uploads = Array.from({ length: UPLOADS }, (_, at) => {
    const sha256 = at.toString(16).padStart(64, '0');
    return { ...facts, ...none, id: randomUUID(), sha256, verdict: 'no-match', media: 'unmatched' };
  });
  const jobs = uploads.map(({ id }) => ({
    ...{ id: randomUUID(), organisation_id, kind: 'scan', key: `scan ${id}`, payload: '{}', content: null, lane: 'films', priority: 100 },
    ...{ state: 'done', attempts: 1, losses: 0, takes: 1, run_at: finished_at, due_at: finished_at, delivered_at: null, held_until: null },
    ...{ error: null, created_at: finished_at, finished_at },
  }));
  for (let first = 0; first < UPLOADS; first += 100) {
    await database
      .insertInto('upload')
      .values(uploads.slice(first, first + 100))
      .execute();
    await database
      .insertInto('job')
      .values(jobs.slice(first, first + 100))
      .execute();
  }
  return service;
}

/** How many queries work sends. */
async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  let queries = 0;
  const count = () => void queries++;
  QUERIES.subscribe(count);
  await work();
  QUERIES.unsubscribe(count);
  return queries;
}

async function left({ database }: Service) {
  const media = await database.selectFrom('upload').select('id').where('media', 'is not', null).execute();
  return { media: media.length, jobs: (await database.selectFrom('job').select('id').execute()).length };
}

test('the hourly removal gives others a turn again and again, and looks at what is settled no more', async () => {
  const service = await withHistory();
  let turns = 0;
  const watching = new AbortController();
  const others = (async () => {
    while (!watching.signal.aborted) {
      await setImmediate();
      turns++;
    }
  })();
  // Not some for each content: on servers each takes a way to and fro.
  expect(await queriesOf(() => retention.run(service, {} as never, NO_SIGNAL))).toBeLessThan(UPLOADS / 2);
  watching.abort();
  await others;
  expect(turns).toBeGreaterThan((2 * UPLOADS) / 100);
  expect(await left(service)).toEqual({ media: 0, jobs: 0 });

  expect(await queriesOf(() => retention.run(service, {} as never, NO_SIGNAL))).toBeLessThan(15);
});

test('the hourly removal ends when its worker stops, and goes on from there', async () => {
  const service = await withHistory();
  const stopping = new AbortController();
  const running = retention.run(service, {} as never, stopping.signal);
  stopping.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
  const { media } = await left(service);
  expect(media).toBeGreaterThan(UPLOADS - 200);
  await retention.run(service, {} as never, NO_SIGNAL);
  expect(await left(service)).toEqual({ media: 0, jobs: 0 });
});

test('a content stays that another upload or a job still needs, and goes once none does', async () => {
  const service = await openService(await temporaryFolder(), { now: () => new Date(Date.now() + 2 * 3_600_000) });
  onTestFinished(() => service.close());
  const { database, files, now } = service;
  const kept = await files.keep(Readable.from(['film']), 'a.mp4', 100);
  const add = () => addUpload(database, { organisationId: service.firstOrganisationId, name: 'a.mp4', kind: 'film', ...kept }, now());
  const [one, two] = [await add(), await add()];
  const long = new Date(now().getTime() - 40 * DAY_MS);
  await endUpload(database, one.id, { state: 'cancelled' }, long);
  const clean = async () => {
    await retention.run(service, {} as never, NO_SIGNAL);
    return files.has(kept.sha256);
  };
  expect(await clean()).toBe(true);
  const job = {
    organisationId: service.firstOrganisationId,
    kind: 'test',
    lane: 'short',
    key: 'k',
    payload: {},
    content: kept.sha256,
  } as const;
  await addJob(database, job, now());
  await endUpload(database, two.id, { state: 'failed', code: 'x', message: 'x' }, long);
  expect(await clean()).toBe(true);
  await database.updateTable('job').set({ state: 'done', finished_at: now().toISOString() }).execute();
  expect(await clean()).toBe(false);
});

test('a content under a legal hold stays among many that go, and goes once the hold has ended', async () => {
  const service = await withHistory();
  const { database, firstOrganisationId: organisationId, now } = service;
  const { id } = await database.selectFrom('upload').select('id').where('sha256', 'like', '%7b').executeTakeFirstOrThrow();
  // Another upload of the same content: the hold of the one keeps what both have.
  const [other] = await database.selectFrom('upload').selectAll().where('id', '=', id).execute();
  await database
    .insertInto('upload')
    .values({ ...other!, id: randomUUID() })
    .execute();
  const hold = await addHold(database, organisationId, { target: { kind: 'upload', id }, reason: 'a case', createdBy: 'a test' }, now());
  const removed: string[] = [];
  const watched: Service = Object.create(service, {
    files: { value: { remove: async (sha256: string) => removed.push(sha256) > 0 } },
  });
  await retention.run(watched, {} as never, NO_SIGNAL);
  expect(removed).toHaveLength(UPLOADS - 1);
  expect(new Set(removed)).not.toContain(other!.sha256);
  await endHold(database, organisationId, hold.id);
  await retention.run(watched, {} as never, NO_SIGNAL);
  expect(removed).toContain(other!.sha256);
});

test('an organisation that has a retention of its own keeps media for that long, and the others for as long as the service says', async () => {
  const service = await openService(await temporaryFolder(), { now: () => new Date(Date.now() + 2 * 3_600_000) });
  onTestFinished(() => service.close());
  const { database, files, firstOrganisationId, now } = service;
  const [shorter, longer] = [newId(), newId()];
  for (const id of [shorter, longer]) await addOrganisation(database, { id, name: id }, now());
  const addEnded = async (organisationId: string, text: string, days: number) => {
    const kept = await files.keep(Readable.from([text]), 'a.mp4', 100);
    const { id } = await addUpload(database, { organisationId, name: 'a.mp4', kind: 'film', ...kept }, now());
    const end = { state: 'failed', code: 'x', message: 'x' } as const;
    await endUpload(database, id, end, new Date(now().getTime() - days * DAY_MS));
    return kept.sha256;
  };
  const contents = [
    await addEnded(shorter, 'of the shorter', 5),
    await addEnded(firstOrganisationId, 'of the first', 5),
    await addEnded(firstOrganisationId, 'of the first, long ago', 40),
    await addEnded(longer, 'of the longer', 40),
    // Of two who have it, the one who keeps it longer decides.
    await addEnded(shorter, 'of both', 5),
    await addEnded(longer, 'of both', 5),
  ];
  const left = async () => {
    await retention.run(service, {} as never, NO_SIGNAL);
    return Promise.all(contents.map((sha256) => files.has(sha256)));
  };
  await putLimits(database, longer, { mediaDays: 90 });
  expect(await left()).toEqual([true, true, false, true, true, true]);
  await putLimits(database, shorter, { mediaDays: 3 });
  expect(await left()).toEqual([false, true, false, true, true, true]);
  await putLimits(database, longer, { media: 'all', mediaDays: 4 });
  expect(await left()).toEqual([false, true, false, false, false, false]);
});
