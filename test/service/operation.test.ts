import { channel } from 'node:diagnostics_channel';
import { createServer, openService } from '@streetdate/service';
import { logSlowQueries } from '@streetdate/service/internal';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { atTheMachine, startService } from './tools/running-service.ts';

test('the service says that it lives and can work, and what it counts', async () => {
  const { server } = await startService({ works: false });
  const bytes = { 'content-type': 'application/octet-stream' };
  await server.inject({ method: 'POST', url: '/v1/uploads?name=a.sdfp', headers: bytes, payload: '12345' });
  expect(JSON.parse((await server.inject('/healthz')).body)).toEqual({ status: 'ok' });
  expect(JSON.parse((await server.inject('/readyz')).body)).toMatchObject({ status: 'ready' });
  const { headers, body } = await server.inject('/metrics');
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain('streetdate_jobs{state="waiting",kind="scan"} 1');
  expect(body).toContain('streetdate_upload_bytes_total 5');
  expect(body).toMatch(/streetdate_http_request_seconds_count\{method="POST",route="\/v1\/uploads",status="202"\} 1/);
  expect(body).toMatch(/^streetdate_queue_age_seconds [0-9.]+$/m);
});

test('a service whose database is gone says so, and keeps why to its log', async () => {
  const lines: string[] = [];
  const service = await openService(await temporaryFolder());
  const server = await createServer(service, { log: { write: (line) => lines.push(line) }, logLevel: 'error' });
  onTestFinished(() => server.close());
  expect((await server.inject('/healthz')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines).toEqual([]);
  await service.close();
  const { statusCode, body, headers } = await server.inject('/readyz');
  expect(statusCode).toBe(503);
  expect(JSON.parse(body)).toMatchObject({ type: 'not-ready', detail: 'the database does not answer' });
  // Whoever got the answer can name the line.
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({ reqId: headers['x-request-id'], err: { message: expect.any(String) } });
  expect(lines.length).toBeGreaterThan(0);
});

test('no secret of a request reaches the log', async () => {
  const lines: string[] = [];
  const { service } = await startService({ works: false });
  const server = await createServer(service, { log: { write: (line) => lines.push(line) } });
  onTestFinished(() => server.close());
  const headers = { authorization: 'Bearer hush-1', cookie: 'session=hush-2', 'x-csrf-token': 'hush-3', 'idempotency-key': 'hush-4' };
  await server.inject({ url: '/v1/uploads?most=0&token=hush-5', headers });
  await server.inject({ url: '/v1/nothing?token=hush-6', headers });
  server.log.info({ req: { headers } as never, password: 'hush-7', deep: { token: 'hush-8', secret: 'hush-9' } }, 'a line');
  const log = lines.join('');
  expect(log).toContain('"path":"/v1/uploads"');
  expect(log).toContain('a line');
  expect(log).not.toContain('hush');
});

test('a slow query is a line of the log, without its values', () => {
  const lines: string[] = [];
  const end = logSlowQueries({ write: (line) => lines.push(line) }, 300);
  const event = (ms: number) => ({ level: 'query', query: { sql: 'select ?', parameters: ['hush'] }, queryDurationMillis: ms });
  for (const ms of [299, 300.4]) channel('streetdate:query').publish(event(ms));
  end();
  channel('streetdate:query').publish(event(900));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, sql: 'select ?', ms: 300, hasFailed: false }]);
  expect(lines.join('')).not.toContain('hush');
});

test('requests beyond the limit of a minute are refused, and told when to come back', async () => {
  const { service } = await startService({ works: false });
  const server = atTheMachine(await createServer(service, { requestsAMinute: 3 }), service);
  onTestFinished(() => server.close());
  const answers = [];
  for (let time = 0; time < 5; time++) answers.push(await server.inject('/healthz'));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429, 429]);
  expect(answers[4]!.headers['content-type']).toContain('application/problem+json');
  expect(Number(answers[4]!.headers['retry-after'])).toBeGreaterThan(0);
  // The local operator has no limit.
  for (let time = 0; time < 5; time++) expect((await server.inject('/v1/titles')).statusCode).toBe(200);
});

test('the page and the document’s pages come from the server itself', async () => {
  const { server } = await startService({ works: false });
  for (const address of ['/', '/titles', '/mark.svg', '/docs/', '/docs/static/swagger-ui.css']) {
    const { statusCode, body } = await server.inject(address);
    expect(statusCode, address).toBe(200);
    expect(body.match(/(?:src|href)="https?:/g), address).toBeNull();
  }
  const page = await server.inject('/');
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  expect(page.body).not.toMatch(/<script>|onclick=|style="/);
  expect((await server.inject('/docs/')).headers['content-security-policy']).toContain("default-src 'self'");
});
