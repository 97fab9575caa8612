import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { startService } from './tools/running-service.ts';

const SEEN = 'seenAt=2027-02-07T12:00:00Z&territory=US';

test('an upload gets its verdict in the answer, if the request waits for it', async () => {
  const { folder, server } = await startService();
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: `/v1/uploads?name=copy.sdfp&wait=60&${SEEN}`,
    headers: { 'content-type': 'application/octet-stream' },
    payload,
  });
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    name: 'copy.sdfp',
    state: 'done',
    verdict: { outcome: { path: 'copy.sdfp', verdict: { kind: 'pre-release-leak' } } },
  });
});

test('an upload keeps where it was seen, as text, and its record says so', async () => {
  const { server } = await startService({ works: false });
  const place = { link: 'https://host.example/v/1?a=b&c=<d>', host: 'cdn7.host.example' };
  const send = (query: Record<string, string>) =>
    server.inject({
      method: 'POST',
      url: `/v1/uploads?${new URLSearchParams({ name: 'a.sdfp', ...query })}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: 'bytes',
    });
  const sent = await send({ ...place, territory: 'DE' });
  expect(sent.statusCode).toBe(202);
  const { id } = JSON.parse(sent.body);
  expect(JSON.parse((await server.inject(`/v1/uploads/${id}`)).body)).toMatchObject({ ...place, territory: 'DE' });
  // The same bytes, seen elsewhere, are an upload of their own.
  const other = JSON.parse((await send({ host: 'other.example' })).body);
  expect(other).toMatchObject({ host: 'other.example' });
  expect(other).not.toHaveProperty('link');
  for (const wrong of [{ host: '' }, { host: 'x'.repeat(254) }, { link: '' }]) expect((await send(wrong)).statusCode).toBe(400);
});

test('a second upload of the same content is judged by its own sighting', async () => {
  const { folder, server } = await startService();
  const payload = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
  const kinds: string[] = [];
  for (const seenAt of ['2027-02-07T12:00:00Z', '2027-04-07T12:00:00Z', '2027-02-08T12:00:00Z']) {
    const { body } = await server.inject({
      method: 'POST',
      url: `/v1/uploads?name=copy.sdfp&wait=60&seenAt=${seenAt}&territory=US`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    });
    kinds.push(JSON.parse(body).verdict.outcome.verdict.kind);
  }
  expect(kinds).toEqual(['pre-release-leak', 'released-copy', 'pre-release-leak']);
});

test('an upload that is no media fails with its reason, and the next one is scanned', async () => {
  const { folder, server } = await startService();
  const send = (name: string, payload: Buffer) =>
    server.inject({
      method: 'POST',
      url: `/v1/uploads?name=${name}&wait=60`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    });
  const bad = await send('damaged.sdfp', Buffer.from('no fingerprint'));
  expect(JSON.parse(bad.body)).toMatchObject({ state: 'failed', error: { code: 'not-a-fingerprint' } });
  // By the name that it was sent under, not by the server's path.
  expect(JSON.parse(bad.body).error.message).toMatch(/^damaged\.sdfp: not a fingerprint file/);
  const good = await send('copy.sdfp', await readFile(await writeCopy(folder, 'copy.sdfp', 2)));
  expect(JSON.parse(good.body)).toMatchObject({ state: 'done', verdict: { outcome: { verdict: { kind: 'no-match' } } } });
});

test('uploads are listed latest first, page by page', async () => {
  const { server } = await startService({ works: false });
  for (const name of ['a.sdfp', 'b.sdfp', 'c.sdfp']) {
    await server.inject({
      method: 'POST',
      url: `/v1/uploads?name=${name}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: name,
    });
  }
  const first = JSON.parse((await server.inject('/v1/uploads?most=2')).body);
  expect(first.uploads.map(({ name }: { name: string }) => name)).toEqual(['c.sdfp', 'b.sdfp']);
  const second = JSON.parse((await server.inject(`/v1/uploads?most=2&cursor=${first.next}`)).body);
  expect(second).toMatchObject({ uploads: [{ name: 'a.sdfp', state: 'waiting' }] });
  expect(second.next).toBeUndefined();
});

test('what is wrong with a request is said as a problem (RFC 9457)', async () => {
  const { server } = await startService({ works: false });
  const { statusCode, headers, body } = await server.inject('/v1/uploads/0');
  expect(statusCode).toBe(400);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ type: 'bad-request', status: 400 });
  const unknown = await server.inject('/v1/uploads/019a3a1e-0000-7000-8000-000000000000');
  expect(JSON.parse(unknown.body)).toMatchObject({ type: 'unknown-upload', status: 404 });
});

test('uploads are found by time, host, title, score, source, verdict and batch, counted, and told by batch', async () => {
  const { folder, server } = await startService();
  const get = async (url: string) => JSON.parse((await server.inject(url)).body);
  const send = async (name: string, seed: number, query: string) => {
    const payload = await readFile(await writeCopy(folder, name, seed));
    const headers = { 'content-type': 'application/octet-stream' };
    return JSON.parse((await server.inject({ method: 'POST', url: `/v1/uploads?name=${name}&wait=60&${query}`, headers, payload })).body);
  };
  const leak = await send('leak.sdfp', 1, `${SEEN}&host=one.example&batch=night`);
  const none = await send('none.sdfp', 2, 'host=two.example&batch=night');
  const { score } = leak.verdict.outcome.matches[0];
  expect(leak).toMatchObject({ batch: 'night', host: 'one.example' });
  const at = (upload: { readonly createdAt: string }, ms = 0) => new Date(Date.parse(upload.createdAt) + ms).toISOString();
  const cases: readonly (readonly [string, readonly unknown[]])[] = [
    ['host=one.example', [leak.id]],
    ['title=film', [leak.id]],
    ['title=other', []],
    [`score=${score}`, [leak.id]],
    [`score=${score + 1}`, []],
    ['source=camera', []],
    ['batch=night', [none.id, leak.id]],
    ['batch=night&verdict=no-match', [none.id]],
    ['batch=night&state=failed&verdict=no-match', []],
    [`from=${at(none)}`, [none.id]],
    [`until=${at(none)}`, [leak.id]],
    [`from=${at(leak)}&until=${at(none, 1)}&host=two.example`, [none.id]],
  ];
  for (const [query, ids] of cases) {
    const { uploads } = await get(`/v1/uploads?${query}`);
    expect([query, uploads.map(({ id }: { id: string }) => id)]).toEqual([query, ids]);
    expect([query, await get(`/v1/upload-counts?${query}`)]).toEqual([query, { count: ids.length, isMore: false }]);
  }
  const first = await get(`/v1/uploads?most=1&from=${at(leak)}`);
  expect(await get(`/v1/uploads?most=1&from=${at(leak)}&cursor=${first.next}`)).toMatchObject({ uploads: [{ id: leak.id }] });
  expect(await get('/v1/batches/night')).toEqual({
    ...{ name: 'night', count: 2, ended: 2 },
    ...{ states: { done: 2 }, verdicts: { 'no-match': 1, 'pre-release-leak': 1 } },
  });
  expect(await get('/v1/batches/day')).toMatchObject({ status: 404, type: 'unknown-batch' });
});
