import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { cancelUpload, runWorker, type Service } from '@streetdate/service';
import { expect, test } from 'vitest';
import { scanUpload } from '../../../packages/service/src/work/scan-upload.ts';
import { writeCopy } from '../../cli/tools/prints.ts';
import { type RunningService, startService } from '../tools/running-service.ts';

async function send({ server }: RunningService, payload: Buffer, query = ''): Promise<string> {
  const { body, statusCode } = await server.inject({
    method: 'POST',
    url: `/v1/uploads?name=copy.sdfp&seenAt=2027-02-07T12:00:00Z&territory=US${query}`,
    headers: { 'content-type': 'application/octet-stream' },
    payload,
  });
  expect([200, 202]).toContain(statusCode);
  return JSON.parse(body).id;
}

const verdictsOf = ({ database }: Service) => database.selectFrom('verdict').select(['upload_id', 'kind', 'superseded_by']).execute();

async function heldJobs({ database }: Service) {
  const rows = await database.selectFrom('job').selectAll().where('kind', '=', 'scan').orderBy('id').execute();
  const held = { lane: 'fingerprints' as const, attempt: 1, take: 1, losses: 0 };
  return rows.map((row) => ({
    ...held,
    id: row.id,
    organisationId: row.organisation_id,
    kind: row.kind,
    key: row.key,
    payload: JSON.parse(row.payload),
  }));
}

test('jobs that run twice, at once and in another order have one effect', async () => {
  const running = await startService({ works: false });
  const { service, folder } = running;
  const payloads = await Promise.all([1, 2].map(async (seed) => readFile(await writeCopy(folder, `${seed}.sdfp`, seed))));
  for (const payload of [...payloads, ...payloads]) await send(running, payload);
  const jobs = await heldJobs(service);
  const deliveries = [...jobs, ...jobs.toReversed(), ...jobs];
  await Promise.all(deliveries.map((job) => scanUpload.run(service, job, new AbortController().signal)));
  const verdicts = await verdictsOf(service);
  expect(verdicts.map(({ superseded_by }) => superseded_by)).toEqual([null, null, null, null]);
  const kindOf = new Map(verdicts.map(({ upload_id, kind }) => [upload_id, kind]));
  expect(jobs.map(({ payload }) => kindOf.get(payload.uploadId))).toEqual(['pre-release-leak', 'no-match', 'pre-release-leak', 'no-match']);
});

test('a verdict from an earlier library does not replace one from a later', async () => {
  const running = await startService();
  const { service, folder } = running;
  const id = await send(running, await readFile(await writeCopy(folder, 'copy.sdfp', 1)), '&wait=60');
  await service.database.updateTable('verdict').set({ library_revision: 99, outcome: '{"verdict":{"kind":"no-match"}}' }).execute();
  const [job] = await heldJobs(service);
  await scanUpload.run(service, job!, new AbortController().signal);
  expect(await verdictsOf(service)).toMatchObject([{ upload_id: id, superseded_by: null }]);
});

test('a cancelled upload gets no verdict, and one of another organisation cannot be cancelled', async () => {
  const running = await startService({ works: false });
  const { service, folder } = running;
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const [one, other] = [await send(running, payload), await send(running, payload)];
  expect(await cancelUpload(service, 'another', one!)).toBeUndefined();
  expect(await cancelUpload(service, service.firstOrganisationId, one!)).toMatchObject({ state: 'cancelled' });
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 5 });
  while ((await verdictsOf(service)).length === 0) await sleep(10);
  stopping.abort();
  await working;
  expect(await cancelUpload(service, service.firstOrganisationId, other!)).toMatchObject({ state: 'done' });
  expect(await verdictsOf(service)).toMatchObject([{ upload_id: other, superseded_by: null }]);
});

test('dead jobs are read and sent again over HTTP', async () => {
  const running = await startService();
  const { service, server, folder } = running;
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  await running.stopWorker();
  const id = await send(running, payload);
  const { database, now } = service;
  await database.updateTable('job').set({ state: 'dead', error: 'the disk was full', attempts: 5 }).where('kind', '=', 'scan').execute();
  const [job] = await heldJobs(service);
  await scanUpload.giveUp!(database, job!, 'the disk was full', now());
  expect(JSON.parse((await server.inject(`/v1/uploads/${id}`)).body)).toMatchObject({ state: 'failed', error: { code: 'gave-up' } });
  const { jobs } = JSON.parse((await server.inject('/v1/jobs?state=dead')).body);
  expect(jobs).toMatchObject([{ kind: 'scan', state: 'dead', error: 'the disk was full', payload: { uploadId: id } }]);
  const waiting = JSON.parse((await server.inject('/v1/jobs?state=waiting')).body).jobs as { readonly kind: string }[];
  expect(waiting.filter(({ kind }) => kind === 'scan')).toEqual([]);
  expect((await server.inject({ method: 'POST', url: '/v1/jobs/019a3a1e-0000-7000-8000-000000000000/send-again' })).statusCode).toBe(404);
  const again = await server.inject({ method: 'POST', url: `/v1/jobs/${jobs[0].id}/send-again` });
  expect(JSON.parse(again.body)).toMatchObject({ state: 'waiting', attempts: 0 });
  expect(JSON.parse((await server.inject(`/v1/jobs/${jobs[0].id}`)).body)).toMatchObject({ state: 'waiting' });
  expect(JSON.parse((await server.inject(`/v1/uploads/${id}`)).body)).toMatchObject({ state: 'waiting', progress: 0 });
});
