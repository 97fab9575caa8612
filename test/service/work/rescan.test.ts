import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLibrary } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { createServer, openService, type Retention, runWorker } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { rescan, rescanJobOf } from '../../../packages/service/src/work/rescan.ts';
import { retention, retentionJobOf } from '../../../packages/service/src/work/retention.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { atTheMachine } from '../tools/running-service.ts';

const WINDOWS = [parseWindow('US:disc:2027-03-09@America/New_York')];
const NO_SIGNAL = new AbortController().signal;

/** A service with the reference of film 1, whose clock can be set, and which has a worker on request. */
async function open(setting: Retention = {}) {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const library = await openLibrary(home);
  await library.enroll(await writeReference(folder, 'film-1.sdfp', 1), { title: 'Film 1', windows: WINDOWS });
  await library.close();
  let ahead = 0;
  const service = await openService(home, { now: () => new Date(Date.now() + ahead), retention: setting });
  const server = atTheMachine(await createServer(service), service);
  onTestFinished(async () => {
    await server.close();
    await service.close();
  });
  const send = async (seed: number): Promise<string> => {
    const payload = await readFile(await writeCopy(folder, `copy-${seed}.sdfp`, seed));
    const url = `/v1/uploads?name=copy-${seed}.sdfp&seenAt=2027-02-07T12:00:00Z&territory=US`;
    const { body } = await server.inject({ method: 'POST', url, headers: { 'content-type': 'application/octet-stream' }, payload });
    return JSON.parse(body).id;
  };
  /** Runs a worker until no job is left that is due. */
  const work = async (isDone: () => Promise<boolean> = async () => true) => {
    const stopping = new AbortController();
    const working = runWorker(service, { signal: stopping.signal, idleMs: 5 });
    const open = () => service.database.selectFrom('job').select('id').where('state', 'in', ['waiting', 'running']).execute();
    for (const last = performance.now() + 100_000; performance.now() < last; await sleep(20)) {
      if ((await isDone()) && (await open()).length === 0) break;
    }
    stopping.abort();
    await working;
  };
  const enroll = async (seed: number) => {
    const own = await service.libraries.of(service.firstOrganisationId);
    await own.enroll(await writeReference(folder, `film-${seed}.sdfp`, seed), { title: `Film ${seed}`, windows: WINDOWS });
    return own.catalogue.revision();
  };
  const verdictsOf = async (id: string) =>
    (
      await service.database.selectFrom('verdict').select(['kind', 'superseded_by']).where('upload_id', '=', id).orderBy('id').execute()
    ).map(({ kind, superseded_by }) => [kind, superseded_by === null ? 'current' : 'superseded']);
  return { service, send, work, enroll, verdictsOf, ahead: (ms: number) => (ahead += ms) };
}

const LEAK = [
  ['no-match', 'superseded'],
  ['pre-release-leak', 'current'],
];

test.each<[string, Retention]>([
  ['whose media is kept', { media: 'all' }],
  ['whose media was removed', { media: 'never' }],
])('an upload %s gets a new verdict when the title that it shows is enrolled', async (_, setting) => {
  const { service, send, work, enroll, verdictsOf, ahead } = await open(setting);
  const [two, three] = [await send(2), await send(3)];
  await work();
  expect(await verdictsOf(two)).toEqual([['no-match', 'current']]);
  ahead(2 * 3600_000);
  await retention.run(service, {} as never, NO_SIGNAL);
  await enroll(2);
  await work(async () => (await verdictsOf(two)).length === 2);
  expect(await verdictsOf(two)).toEqual(LEAK);
  expect(await verdictsOf(three)).toEqual([['no-match', 'current']]);
  // The next reference is looked for alone, and this one is not found again.
  await enroll(3);
  await work(async () => (await verdictsOf(three)).length === 2);
  expect(await verdictsOf(three)).toEqual(LEAK);
  expect(await verdictsOf(two)).toEqual(LEAK);
  const again = await service.database.selectFrom('job').select('key').where('kind', '=', 'search-again').execute();
  expect(again).toHaveLength(2);
});

test('a search for new references that runs twice, and half before a kill, has one effect', async () => {
  const { service, send, work, enroll, verdictsOf } = await open();
  const two = await send(2);
  await work();
  const job = { ...rescanJobOf(service.firstOrganisationId, await enroll(2)), id: '', attempt: 1, take: 1, losses: 0 };
  const aborted = new AbortController();
  aborted.abort(new Error('killed'));
  await expect(rescan.run(service, job, aborted.signal)).rejects.toThrow('killed');
  await Promise.all([rescan.run(service, job, NO_SIGNAL), rescan.run(service, job, NO_SIGNAL)]);
  await work(async () => (await verdictsOf(two)).length === 2);
  expect(await verdictsOf(two)).toEqual(LEAK);
});

test('retention removes media and sketches by the setting, and no verdict', async () => {
  const { service, send, work, ahead, verdictsOf } = await open({ media: 'matched', mediaDays: 10, fingerprintDays: 20 });
  const [one, two] = [await send(1), await send(2)];
  await work();
  const { database, files } = service;
  const rows = await database.selectFrom('upload').select('sha256').orderBy('id').execute();
  const state = async () => ({
    media: await Promise.all(rows.map(({ sha256 }) => files.has(sha256))),
    sketches: (await database.selectFrom('kept_sketch').select('upload_id').execute()).length,
  });
  const clean = () => retention.run(service, {} as never, NO_SIGNAL);
  await clean();
  expect(await state()).toEqual({ media: [true, true], sketches: 2 });
  ahead(2 * 3600_000);
  await clean();
  expect(await state()).toEqual({ media: [true, false], sketches: 2 });
  ahead(11 * 24 * 3600_000);
  await clean();
  expect(await state()).toEqual({ media: [false, false], sketches: 2 });
  // One that waits keeps its content, however old it is.
  const waiting = await send(3);
  ahead(21 * 24 * 3600_000);
  await clean();
  const { sha256 } = await database.selectFrom('upload').select('sha256').where('id', '=', waiting).executeTakeFirstOrThrow();
  expect(await files.has(sha256)).toBe(true);
  expect((await state()).sketches).toBe(0);
  expect([await verdictsOf(one), await verdictsOf(two)]).toEqual([[['pre-release-leak', 'current']], [['no-match', 'current']]]);
  expect(retentionJobOf(service, new Date('2027-01-01T05:59:00Z')).key).toBe('retention 2027-01-01T05');
});

test('a number of days that is none is refused', async () => {
  await expect(openService(await temporaryFolder(), { retention: { mediaDays: Number.NaN } })).rejects.toThrow(
    'mediaDays must be a number of days, 0 or more, got NaN',
  );
});
