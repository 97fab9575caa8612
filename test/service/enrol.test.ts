import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { startService } from './tools/running-service.ts';

const bytes = { 'content-type': 'application/octet-stream' };

test('a film is enrolled over HTTP, and uploads of before and after are found in it', async () => {
  const { folder, server, service } = await startService();
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 5));
  const send = async () => {
    const url = '/v1/uploads?name=copy.sdfp&wait=60&seenAt=2027-02-07T12:00:00Z&territory=US';
    return JSON.parse((await server.inject({ method: 'POST', url, headers: bytes, payload })).body);
  };
  const early = await send();
  expect(early.verdict.outcome.verdict.kind).toBe('no-match');

  const windows = [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09T00:00:00-05:00' }];
  const { id } = JSON.parse((await server.inject({ method: 'POST', url: '/v1/titles', payload: { name: 'Film 5', windows } })).body);
  const film = await readFile(await writeReference(folder, 'film-5.sdfp', 5));
  const enrol = (query = '') =>
    server.inject({ method: 'POST', url: `/v1/titles/${id}/references?name=film-5.sdfp${query}`, headers: bytes, payload: film });
  const enrolling = await enrol('&edition=Retail&territory=US');
  expect(enrolling.statusCode, enrolling.body).toBe(202);
  const { jobId, sha256 } = JSON.parse(enrolling.body);
  await vi.waitFor(async () => expect(JSON.parse((await server.inject(`/v1/jobs/${jobId}`)).body).state).toBe('done'), 20_000);
  const { references } = JSON.parse((await server.inject(`/v1/references?title=${id}`)).body);
  expect(references).toMatchObject([{ edition: 'Retail', territory: 'US' }]);
  // Its bytes are not kept.
  expect(await service.files.has(sha256)).toBe(false);

  expect((await send()).verdict.outcome.verdict.kind).toBe('pre-release-leak');
  await vi.waitFor(async () => {
    const { verdict } = JSON.parse((await server.inject(`/v1/uploads/${early.id}`)).body);
    expect(verdict.outcome.verdict.kind).toBe('pre-release-leak');
  }, 30_000);
});

test('the same file of the same title is one job, and a title that is not there is said', async () => {
  const { folder, server } = await startService({ works: false });
  const film = await readFile(await writeReference(folder, 'film.sdfp', 6));
  const { titles } = JSON.parse((await server.inject('/v1/titles')).body);
  const enrol = (title: string) =>
    server.inject({ method: 'POST', url: `/v1/titles/${title}/references?name=film.sdfp`, headers: bytes, payload: film });
  const [first, second] = [await enrol(titles[0].id), await enrol(titles[0].id)];
  expect(JSON.parse(second.body)).toEqual(JSON.parse(first.body));
  expect((await enrol('no-such-title')).statusCode).toBe(404);
});
