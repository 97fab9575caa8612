import { readFile } from 'node:fs/promises';
import { runWorker, type Service } from '@streetdate/service';
import { expect, test, vi } from 'vitest';
import { addKey } from '../../packages/service/src/accounts/keys.ts';
import { addOrganisation } from '../../packages/service/src/organisations/organisations.ts';
import { newId } from '../../packages/service/src/store/ids.ts';
import { retention } from '../../packages/service/src/work/retention.ts';
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
  const enroll = (query = '') =>
    server.inject({ method: 'POST', url: `/v1/titles/${id}/references?name=film-5.sdfp${query}`, headers: bytes, payload: film });
  const enrolling = await enroll('&edition=Retail&territory=US');
  expect(enrolling.statusCode, enrolling.body).toBe(202);
  const { jobId, sha256 } = JSON.parse(enrolling.body);
  await vi.waitFor(async () => expect(JSON.parse((await server.inject(`/v1/jobs/${jobId}`)).body).state).toBe('done'), 100_000);
  const { references } = JSON.parse((await server.inject(`/v1/references?title=${id}`)).body);
  expect(references).toMatchObject([{ edition: 'Retail', territory: 'US' }]);
  // Its bytes are not kept. Those of a small file go within the hour: another request may just have sent the same.
  await runRetention(service);
  expect(await service.files.has(sha256)).toBe(false);

  expect((await send()).verdict.outcome.verdict.kind).toBe('pre-release-leak');
  await vi.waitFor(async () => {
    const { verdict } = JSON.parse((await server.inject(`/v1/uploads/${early.id}`)).body);
    expect(verdict.outcome.verdict.kind).toBe('pre-release-leak');
  }, 100_000);
});

test('a promo is enrolled over HTTP with its publication, and what shows it is published material, where it is allowed or not', async () => {
  const { folder, server } = await startService();
  const film = await readFile(await writeReference(folder, 'film.sdfp', 7));
  const { id } = JSON.parse(
    (await server.inject({ method: 'POST', url: '/v1/titles', payload: { name: 'Film 7', promos: 'complete' } })).body,
  );
  const enroll = (query: string) =>
    server.inject({ method: 'POST', url: `/v1/titles/${id}/references?name=film.sdfp${query}`, headers: bytes, payload: film });
  expect((await enroll('&kind=promo')).statusCode).toBe(422);
  expect((await enroll('&published=2027-01-01T00:00:00Z')).statusCode).toBe(422);
  expect((await enroll('&kind=promo&published=tomorrow')).statusCode).toBe(422);
  const sent = await enroll('&kind=promo&form=clip&published=2027-01-01T00:00:00Z');
  expect(sent.statusCode, sent.body).toBe(202);
  const { jobId } = JSON.parse(sent.body);
  await vi.waitFor(async () => expect(JSON.parse((await server.inject(`/v1/jobs/${jobId}`)).body).state).toBe('done'), 100_000);
  const { references } = JSON.parse((await server.inject(`/v1/references?title=${id}`)).body);
  expect(references).toMatchObject([{ kind: 'promo', promo: { form: 'clip', publications: [{ opensAt: '2027-01-01T00:00:00Z' }] } }]);

  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 7));
  const upload = async (query: string) => {
    const url = `/v1/uploads?name=copy.sdfp&wait=60&territory=US${query}`;
    return JSON.parse((await server.inject({ method: 'POST', url, headers: bytes, payload })).body).verdict.outcome.verdict.kind;
  };
  expect(await upload('&seenAt=2027-02-07T12:00:00Z')).toBe('published-material');
  expect(await upload('&seenAt=2026-12-07T12:00:00Z')).toBe('pre-release-leak');
  const entry = { host: 'video.example', account: 'studio' };
  expect((await server.inject({ method: 'POST', url: '/v1/allowed-sources', payload: entry })).statusCode).toBe(200);
  const at = (link: string) => upload(`&seenAt=2026-12-08T12:00:00Z&link=${encodeURIComponent(link)}`);
  expect(await at('https://video.example/studio/1')).toBe('authorised');
  expect(await at('https://video.example/other/studio')).toBe('pre-release-leak');
});

test('a file that two organisations enroll is enrolled for both, and goes afterwards', async () => {
  const { folder, server, service } = await startService({ works: false });
  const film = await readFile(await writeReference(folder, 'film.sdfp', 6));
  const now = new Date();
  const clients = await Promise.all(
    ['One', 'Two'].map(async (name) => {
      const { id: organisationId } = (await addOrganisation(service.database, { id: newId(), name }, now))!;
      const { secret } = await addKey(service.database, { organisationId, name, role: 'admin', createdBy: 'test' }, now);
      const headers = { authorization: `Bearer ${secret}` };
      await server.inject({ method: 'POST', url: '/v1/titles', headers, payload: { name: 'Title', windows: [] } });
      const url = '/v1/titles/title/references?name=film.sdfp';
      const sent = await server.inject({ method: 'POST', url, headers: { ...bytes, ...headers }, payload: film });
      return { headers, sha256: JSON.parse(sent.body).sha256 as string };
    }),
  );
  // Long enough after it came in that the first job may remove it.
  const late = { ...service, now: () => new Date(Date.now() + 60_000) };
  const stopping = new AbortController();
  const working = runWorker(late, { signal: stopping.signal, idleMs: 20 });
  for (const { headers } of clients) {
    await vi.waitFor(async () => {
      const { references } = JSON.parse((await server.inject({ url: '/v1/references', headers })).body);
      expect(references).toMatchObject([{ titleId: 'title' }]);
    }, 100_000);
  }
  stopping.abort();
  await working;
  await runRetention(service);
  expect(await service.files.has(clients[0]!.sha256)).toBe(false);
});

test('a file that is gone before it was enrolled is said, and not taken for enrolled', async () => {
  const { folder, server, service } = await startService({ works: false });
  const film = await readFile(await writeReference(folder, 'film.sdfp', 6));
  const { titles } = JSON.parse((await server.inject('/v1/titles')).body);
  const url = `/v1/titles/${titles[0].id}/references?name=film.sdfp`;
  const { jobId, sha256 } = JSON.parse((await server.inject({ method: 'POST', url, headers: bytes, payload: film })).body);
  await service.files.remove(sha256, Date.now() + 60_000);
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
  await vi.waitFor(async () => {
    expect(JSON.parse((await server.inject(`/v1/jobs/${jobId}`)).body).error).toBe(
      'film.sdfp: its content is no longer there; send it again',
    );
  }, 100_000);
  stopping.abort();
  await working;
});

/** Does the hourly work, as if it were two hours later. */
async function runRetention(service: Service): Promise<void> {
  const later = { ...service, now: () => new Date(Date.now() + 2 * 3_600_000) };
  await retention.run(later, {} as Parameters<typeof retention.run>[1], new AbortController().signal);
}

test('the same file of the same title is one job, and a title that is not there is said', async () => {
  const { folder, server } = await startService({ works: false });
  const film = await readFile(await writeReference(folder, 'film.sdfp', 6));
  const { titles } = JSON.parse((await server.inject('/v1/titles')).body);
  const enroll = (title: string) =>
    server.inject({ method: 'POST', url: `/v1/titles/${title}/references?name=film.sdfp`, headers: bytes, payload: film });
  const [first, second] = [await enroll(titles[0].id), await enroll(titles[0].id)];
  expect(JSON.parse(second.body)).toEqual(JSON.parse(first.body));
  expect((await enroll('no-such-title')).statusCode).toBe(404);
});
