// @module-tag waits
import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StreetdateError } from '@streetdate/core';
import { createServer } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { problemOf } from '../../packages/service/src/http/problem.ts';
import { LEAST_BYTES } from '../../packages/service/src/http/slow-body.ts';
import { addJob } from '../../packages/service/src/work/jobs.ts';
import { describedOperations } from './tools/described.ts';
import { atTheMachine, startService } from './tools/running-service.ts';

/** What a server answers to bytes that nobody would send, until it ends the connection. */
async function answerTo(url: string, bytes: string): Promise<{ readonly status: number; readonly head: string; readonly body: unknown }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) };
}

test('a control character is refused with 422 in each parameter and body of each operation, and nothing is stored', async () => {
  const { server, service } = await startService({ works: false });
  const document = (await server.inject('/v1/openapi.json')).json();
  let refused = 0;
  for (const { id, method, path, operation, parameters } of describedOperations(document)) {
    const valid = path.replace(/\{[^}]+\}/g, '019a3a1e-7c11-7000-8000-5d1f0c3b2a11');
    const urls = parameters.flatMap(({ name, in: place }) => {
      if (place === 'path') return [path.replace(`{${name}}`, 'a%00b').replace(/\{[^}]+\}/g, 'x')];
      return place === 'query' ? [`${valid}?${name}=a%00b`, `${valid}?${name}=a%0Ab`, `${valid}?${name}=%C2%85`] : [];
    });
    const bodies = operation.requestBody?.content['application/json'] === undefined ? [] : [{ name: 'a\0b' }, { deep: [{ 'a\0b': 1 }] }];
    const requests = [
      ...urls.map((url) => ({ url, method: method as 'GET' })),
      ...bodies.map((payload) => ({ url: valid, method: method as 'GET', payload })),
    ];
    for (const request of requests) {
      const answer = await server.inject(request);
      expect([answer.statusCode, String(answer.headers['content-type']).split(';')[0]], `${id} ${JSON.stringify(request)}`).toEqual([
        422,
        'application/problem+json',
      ]);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(100);
  const begun = await server.inject({
    method: 'POST',
    url: '/v1/resumable-uploads',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '5', 'upload-metadata': `filename ${btoa('a\0.mp4')}` },
  });
  expect([begun.statusCode, begun.body]).toEqual([422, 'Upload-Metadata: filename must have no control characters, got U+0000\n']);
  const nested = '['.repeat(200_000) + ']'.repeat(200_000);
  const deep = await server.inject({ method: 'POST', url: '/v1/keys', headers: { 'content-type': 'application/json' }, payload: nested });
  expect(deep.statusCode).toBe(400);
  expect(await service.database.selectFrom('upload').select('id').execute()).toEqual([]);
});

test('what is no HTTP is answered as any other problem, with an id that the log has', async () => {
  const { service } = await startService({ works: false });
  const lines: string[] = [];
  const server = await createServer(service, { log: { write: (line) => lines.push(line) } });
  onTestFinished(() => server.close());
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const cases = [
    ['GARBAGE hush\r\n\r\n', 400, 'malformed-request'],
    ['GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n', 400, 'malformed-request'],
    [`GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'header-too-large'],
  ] as const;
  for (const [bytes, status, type] of cases) {
    const answer = await answerTo(url, bytes);
    expect(answer).toMatchObject({ status, body: { status, type } });
    expect(answer.head).toContain('Content-Type: application/problem+json');
    const reqId = /X-Request-Id: (\S+)/.exec(answer.head)![1];
    expect(lines.map((line) => JSON.parse(line)).filter((line) => line.reqId === reqId)).toMatchObject([{ status }]);
  }
  expect(lines.join('')).not.toContain('hush');
});

test('a body that trickles ends its request, and one that comes steadily does not', async () => {
  const { service } = await startService({ works: false });
  const server = atTheMachine(await createServer(service, { bodyPatienceMs: 200 }), service);
  onTestFinished(() => server.close());
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  for (const [path, type] of [
    ['/v1/uploads?name=a.mp4', 'application/octet-stream'],
    ['/v1/keys', 'application/json'],
  ]) {
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: 100\r\n\r\n{`;
    expect(await answerTo(url, head)).toMatchObject({ status: 408, body: { type: 'slow-body' } });
  }
  const steady = connect(Number(new URL(url).port), '127.0.0.1');
  steady.write(`POST /v1/uploads?name=a.mp4 HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${6 * LEAST_BYTES}\r\n\r\n`);
  const answered = text(steady);
  for (let part = 0; part < 6; part++) {
    steady.write(Buffer.alloc(LEAST_BYTES));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await answered).toContain('HTTP/1.1 202');
});

test('no answer says where the server keeps its files and what its servers are', async () => {
  const place = '/srv/my films/library';
  const errors = [
    new StreetdateError('bad-library', `${place}: another process writes to it`, { path: place }),
    new StreetdateError('file-unwritable', '/tmp/streetdate-1/incoming/019a: the disk is full'),
    new StreetdateError('store-unavailable', 'postgres://user@db.internal:5432/rows: it does not answer', {
      path: 'postgres://user@db.internal:5432/rows',
    }),
  ];
  for (const error of errors) {
    const { detail } = problemOf(error);
    expect(detail).toMatch(/^the service’s store: /);
    expect(detail).not.toMatch(/srv|films|tmp|internal|postgres/);
  }
  // A sender's own name stays.
  expect(problemOf(new StreetdateError('not-media', 'tv/copy.mp4: it is not media', { path: 'tv/copy.mp4' })).detail).toContain('tv/copy');
  const { server, service } = await startService({ works: false });
  await addJob(
    service.database,
    { organisationId: service.firstOrganisationId, kind: 'scan', lane: 'short', key: 'k', payload: {} },
    new Date(),
  );
  await service.database
    .updateTable('job')
    .set({ error: `${service.folder}/x: it is full` })
    .execute();
  const jobs = (await server.inject('/v1/jobs')).json().jobs;
  expect(jobs).toMatchObject([{ error: 'the service’s store: it is full' }]);
});

test('nobody else on the machine can read the rows, and the key of the secrets of webhooks is apart from them', async () => {
  const { server, service, home } = await startService({ works: false });
  const modes = await Promise.all(
    [service.folder, join(home, 'service', 'service.sqlite'), join(home, 'service', 'webhook-key')].map(
      async (path) => (await stat(path)).mode,
    ),
  );
  expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600']);
  const { secret } = (await server.inject({ method: 'POST', url: '/v1/webhooks', payload: { url: 'https://example.com/' } })).json();
  const [row] = await service.database.selectFrom('webhook').selectAll().execute();
  expect(secret).toMatch(/^whsec_/);
  expect(JSON.stringify(row)).not.toContain('whsec_');
  expect(dirname(service.folder)).toBe(home);
});
