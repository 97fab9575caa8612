import { readFile } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { createServer } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { atTheMachine, type RunningService, startService } from './tools/running-service.ts';

const BYTES = { 'content-type': 'application/octet-stream' };

async function ask({ server }: Pick<RunningService, 'server'>, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const { statusCode, headers, body } = await server.inject({ method, url, ...(payload && { payload }) });
  return { status: statusCode, headers, body: body === '' ? undefined : JSON.parse(body) };
}

async function send({ server }: RunningService, name: string, payload: Buffer | string, headers: Record<string, string> = {}, more = '') {
  const {
    statusCode,
    body,
    headers: answered,
  } = await server.inject({
    method: 'POST',
    url: `/v1/uploads?name=${name}${more}`,
    headers: { ...BYTES, ...headers },
    payload,
  });
  return { status: statusCode, headers: answered, body: JSON.parse(body) };
}

test('an upload that waits is cancelled, twice without harm; one that has ended is not', async () => {
  const running = await startService({ works: false });
  const { body: sent } = await send(running, 'a.sdfp', 'no fingerprint');
  expect(await ask(running, 'POST', `/v1/uploads/${sent.id}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(await ask(running, 'POST', `/v1/uploads/${sent.id}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  const rows = await running.service.database.selectFrom('job').select('state').execute();
  expect(rows).toEqual([{ state: 'cancelled' }]);

  const working = await startService();
  const { body: failed } = await send(working, 'a.sdfp', 'no fingerprint', {}, '&wait=60');
  expect(await ask(working, 'POST', `/v1/uploads/${failed.id}/cancel`)).toMatchObject({ status: 409, body: { type: 'has-ended' } });
});

test('uploads are narrowed to a state and to a kind of verdict, and an upload lists its verdicts', async () => {
  const running = await startService();
  const { folder } = running;
  const copy = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const { body: leak } = await send(running, 'copy.sdfp', copy, {}, '&wait=60&seenAt=2027-02-07T12:00:00Z&territory=US');
  await send(running, 'broken.sdfp', 'no fingerprint', {}, '&wait=60');
  const names = async (query: string) =>
    (await ask(running, 'GET', `/v1/uploads?${query}`)).body.uploads.map(({ name }: { name: string }) => name);
  expect(await names('state=failed')).toEqual(['broken.sdfp']);
  expect(await names('verdict=pre-release-leak')).toEqual(['copy.sdfp']);
  expect(await names('verdict=no-match')).toEqual([]);
  expect((await ask(running, 'GET', '/v1/uploads?verdict=guilty')).status).toBe(400);
  const { body } = await ask(running, 'GET', `/v1/uploads/${leak.id}/verdicts`);
  expect(body.verdicts).toMatchObject([{ id: leak.verdict.id, outcome: { verdict: { kind: 'pre-release-leak' } } }]);
});

test('where copies are allowed is listed page by page, added once, and removed', async () => {
  const running = await startService({ works: false });
  const facts = { host: 'Video.example', account: 'studio', titleId: 'film', until: '2027-01-01T00:00:00Z', reason: 'Theirs.' };
  const added = await ask(running, 'POST', '/v1/allowed-sources', facts);
  const words = 'video.example, account studio, for Film, until 2027-01-01T00:00:00Z';
  expect(added).toMatchObject({ status: 200, body: { type: 'allowed-source', ...facts, host: 'video.example', title: 'Film', words } });
  expect((await ask(running, 'POST', '/v1/allowed-sources', facts)).body).toEqual(added.body);
  const whole = await ask(running, 'POST', '/v1/allowed-sources', { host: '*.studio.example', wholeHost: true });
  const first = await ask(running, 'GET', '/v1/allowed-sources?most=1');
  expect(first.body).toEqual({ allowedSources: [whole.body], next: whole.body.id });
  expect((await ask(running, 'GET', `/v1/allowed-sources?cursor=${first.body.next}`)).body).toEqual({ allowedSources: [added.body] });
  const remove = () => ask(running, 'DELETE', `/v1/allowed-sources/${whole.body.id}`);
  expect((await remove()).status).toBe(204);
  expect(await remove()).toMatchObject({ status: 404, body: { type: 'unknown-allowed-source' } });
});

test.each([
  [{ host: 'video.example' }, 422],
  [{ account: 'studio' }, 400],
  [{ host: 'video.example/studio', wholeHost: true }, 422],
  [{ host: 'video.example', wholeHost: true, from: '2027-01-02T00:00Z', until: '2027-01-01T00:00Z' }, 422],
  [{ host: 'video.example', wholeHost: true, untill: '2027-01-01' }, 400],
  [{ host: 'video.example', wholeHost: true, titleId: 'none' }, 409],
])('the allowed source %j is refused with %i, and nothing is stored', async (facts, expected) => {
  const running = await startService({ works: false });
  expect((await ask(running, 'POST', '/v1/allowed-sources', facts)).status).toBe(expected);
  expect((await ask(running, 'GET', '/v1/allowed-sources')).body).toEqual({ allowedSources: [] });
});

test('titles are listed page by page, added, put, and given windows', async () => {
  const running = await startService({ works: false });
  expect(await ask(running, 'POST', '/v1/titles', { name: 'Another', year: 2026 })).toMatchObject({
    status: 200,
    body: { id: 'another', name: 'Another', year: 2026, windows: [], referenceIds: [] },
  });
  const window = { territory: 'GB', channel: 'disc', opensAt: '2027-03-15', timeZone: 'Europe/London' };
  expect(await ask(running, 'PUT', '/v1/titles/film/windows', { windows: [window] })).toMatchObject({
    body: { windows: [window, { territory: 'US' }], referenceIds: ['film.1'] },
  });
  expect(await ask(running, 'PUT', '/v1/titles/third', { name: 'Third' })).toMatchObject({ status: 200, body: { id: 'third' } });
  const first = await ask(running, 'GET', '/v1/titles?most=2');
  expect(first.body).toMatchObject({ titles: [{ name: 'Another' }, { name: 'Film' }], next: 'film' });
  const second = await ask(running, 'GET', '/v1/titles?most=2&cursor=film');
  expect(second.body).toEqual({ titles: [expect.objectContaining({ name: 'Third' })] });
  const names = async (query: string) =>
    (await ask(running, 'GET', `/v1/titles?${query}`)).body.titles.map(({ name }: { name: string }) => name);
  expect(await names('id=third')).toEqual(['Third']);
  expect(await names('id=third&id=Film&id=another&id=none')).toEqual(['Another', 'Third']);
  expect((await ask(running, 'GET', '/v1/titles?id=third&id=another&most=1')).body).toMatchObject({
    titles: [{ id: 'another' }],
    next: 'another',
  });
  expect(await names('id=third&id=another&cursor=another')).toEqual(['Third']);
  expect((await ask(running, 'GET', '/v1/titles?cursor=nothing')).body).toMatchObject({ type: 'unknown-cursor', status: 400 });
});

test('the library is told in numbers with what needs care, and a title with what of it proves nothing', async () => {
  const running = await startService({ works: false });
  const library = await running.service.libraries.of(running.service.firstOrganisationId);
  await ask(running, 'POST', '/v1/titles', { name: 'Another' });
  expect((await ask(running, 'GET', '/v1/library')).body).toEqual({
    ...{ titles: 2, references: 1, stills: 0, seconds: 60, discs: 0, undecided: 0, damaged: [], duplicates: [] },
    ...{ unenrolled: [{ id: 'another', name: 'Another' }], revision: await library.catalogue.revision() },
  });
  // The first search makes the index.
  for await (const _ of library.scan(await writeCopy(running.folder, 'copy.sdfp', 1)));
  const { index } = (await ask(running, 'GET', '/v1/library')).body;
  expect(index).toMatchObject({ segments: 1, references: 1, missing: 0, surplus: 0, damaged: 0 });
  expect(index.bytes).toBeGreaterThan(32 * index.frames);
  expect((await ask(running, 'GET', '/v1/titles/film/held-back')).body).toEqual({ intervals: [] });
  await library.exclude('film', [{ start: 0, end: 5 }], { reason: 'the logo of the distributor' });
  expect((await ask(running, 'GET', '/v1/titles/film/held-back')).body).toEqual({
    intervals: [{ referenceId: 'film.1', start: 0, end: 5, why: 'excluded', reason: 'the logo of the distributor' }],
  });
  expect((await ask(running, 'GET', '/v1/titles/another/held-back')).body).toEqual({ intervals: [] });
  expect((await ask(running, 'GET', '/v1/titles/nothing/held-back')).status).toBe(404);
});

test('what is wrong with a title or window is said', async () => {
  const running = await startService({ works: false });
  const wrong = { territory: 'US', channel: 'disc', opensAt: 'soon' };
  const { status, body } = await ask(running, 'PUT', '/v1/titles/film/windows', { windows: [wrong] });
  expect(status).toBe(422);
  expect(body.detail).toContain('"soon"');
  expect(await ask(running, 'PUT', '/v1/titles/other', { name: 'Film' })).toMatchObject({ status: 409, body: { type: 'refused' } });
  expect(await ask(running, 'GET', '/v1/titles/Film')).toMatchObject({ status: 404, body: { type: 'unknown-title' } });
  expect(await ask(running, 'PUT', '/v1/titles/nothing/windows', { windows: [] })).toMatchObject({ status: 404 });
});

test('references are listed and found, without paths of the service', async () => {
  const running = await startService({ works: false });
  const { body } = await ask(running, 'GET', '/v1/references?title=film');
  expect(body.references).toMatchObject([{ id: 'film.1', title: 'Film', titleId: 'film', duration: 60 }]);
  expect(JSON.stringify(body)).not.toContain(running.folder);
  expect((await ask(running, 'GET', '/v1/references?title=other')).body).toEqual({ references: [] });
  expect((await ask(running, 'GET', '/v1/references/film.1')).body).toEqual(body.references[0]);
  expect((await ask(running, 'GET', '/v1/references/film.2')).body).toMatchObject({ status: 404, type: 'unknown-reference' });
  expect((await ask(running, 'GET', '/v1/discs')).body).toEqual({ discs: [] });
  expect((await ask(running, 'GET', '/v1/iscc?code=nonsense')).body).toMatchObject({ status: 422, type: 'unusable' });
});

test('a request with an Idempotency-Key has its effect once, and another request with it is refused', async () => {
  const running = await startService({ works: false });
  const key = { 'idempotency-key': 'one' };
  const first = await send(running, 'a.sdfp', 'content', key);
  const again = await send(running, 'a.sdfp', 'content', key, '&wait=0');
  expect(again).toMatchObject({ status: 202, headers: { 'idempotency-replayed': 'true' }, body: { id: first.body.id } });
  expect(await send(running, 'a.sdfp', 'other', key)).toMatchObject({ status: 422, body: { type: 'key-reused' } });
  expect(await send(running, 'b.sdfp', 'content', key)).toMatchObject({ status: 422, body: { type: 'key-reused' } });
  const atOnce = await Promise.all(Array.from({ length: 5 }, () => send(running, 'c.sdfp', 'c', { 'idempotency-key': 'two' })));
  expect(new Set(atOnce.map(({ body }) => body.id)).size).toBe(1);
  expect((await ask(running, 'GET', '/v1/uploads')).body.uploads).toHaveLength(2);
});

test('an upload that is too large or that the disk has no room for is refused before its bytes are taken', async () => {
  const { service } = await startService({ works: false });
  const small = atTheMachine(await createServer(service, { mostUploadBytes: 10 }), service);
  onTestFinished(() => small.close());
  const large = await small.inject({ method: 'POST', url: '/v1/uploads?name=a.sdfp', headers: BYTES, payload: 'x'.repeat(11) });
  expect(JSON.parse(large.body)).toMatchObject({ status: 413, type: 'too-large', detail: 'a file must have at most 10 bytes' });

  const full = atTheMachine(await createServer({ ...service, files: withFreeBytes(service.files, 1000) }), service);
  onTestFinished(() => full.close());
  const refused = await full.inject({ method: 'POST', url: '/v1/uploads?name=a.sdfp', headers: BYTES, payload: 'x' });
  expect(JSON.parse(refused.body)).toMatchObject({ status: 507, type: 'no-room' });
  expect(await service.database.selectFrom('upload').select('id').execute()).toEqual([]);
});

test('a body that is JSON, and one that is empty, are no upload', async () => {
  const { server } = await startService({ works: false });
  const json = await server.inject({ method: 'POST', url: '/v1/uploads?name=a.sdfp', payload: { a: 1 } });
  expect(JSON.parse(json.body)).toMatchObject({ status: 415, type: 'not-bytes' });
  const empty = await server.inject({ method: 'POST', url: '/v1/uploads?name=a.sdfp', headers: BYTES, payload: '' });
  expect(JSON.parse(empty.body)).toMatchObject({ status: 400, type: 'no-content' });
});

test('a library that another writer holds, or that is read-only, answers 503 with its reason', async () => {
  const { service } = await startService({ works: false });
  const held = new StreetdateError('bad-library', '/srv/library: another process writes to it');
  const readOnly = new StreetdateError('file-unwritable', '/srv/library: it is read-only', {
    cause: Object.assign(new Error(), { code: 'EROFS' }),
  });
  for (const error of [held, readOnly]) {
    const libraries = { ...service.libraries, use: () => Promise.reject(error), close: async () => {} };
    const server = atTheMachine(await createServer({ ...service, libraries }), service);
    onTestFinished(() => server.close());
    const { body } = await server.inject('/v1/titles');
    expect(JSON.parse(body)).toMatchObject({
      status: 503,
      type: error.code,
      detail: expect.stringMatching(/^the service’s store: (another process|it is read-only)/),
    });
  }
});

function withFreeBytes(files: RunningService['service']['files'], freeBytes: number): typeof files {
  return new Proxy(files, {
    get: (target, name) => (name === 'freeBytes' ? async () => freeBytes : Reflect.get(target, name).bind(target)),
  });
}
