// @module-tag servers
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCommand } from '../cli/tools/built-command.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { noPostgres, noS3, noValkey, postgres, s3, valkey } from '../tools/servers.ts';
import { startService } from './tools/running-service.ts';

/** Requests that an address without a key may send in a minute. */
const LIMIT = 1200;

/** Sends requests to addresses in turn. @returns How many got each status. */
async function statusesOf(urls: readonly string[], requests: number): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  let sent = 0;
  const sender = async () => {
    while (sent < requests) {
      const { status, headers, body } = await fetch(`${urls[sent++ % urls.length]}/healthz`);
      await body?.cancel();
      counts[status] = (counts[status] ?? 0) + 1;
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
  };
  await Promise.all(Array.from({ length: 20 }, sender));
  return counts;
}

/**
 * Expects that of some requests no more are served than allowed. Those that take longer than a minute get the next minute's as well.
 * @param processes - How many may count by themselves.
 * @param least - How many are served at least. @defaultValue all that are allowed
 */
async function expectLimit(
  requests: number,
  send: () => Promise<Readonly<Record<number, number>>>,
  { processes = 1, least = LIMIT } = {},
): Promise<void> {
  const since = performance.now();
  const { 200: served = 0, 429: refused = 0 } = await send();
  const minutes = 1 + Math.floor((performance.now() - since) / 60_000);
  expect(served + refused).toBe(requests);
  expect(served).toBeGreaterThanOrEqual(least);
  expect(served).toBeLessThanOrEqual(minutes * processes * LIMIT);
}

describe.skipIf(noPostgres ?? noValkey ?? noS3)('on servers', () => {
  test('two processes limit requests, also while Valkey is away', async () => {
    const folder = await temporaryFolder();
    const servers = { postgres: await postgres(), valkey: await valkey(), s3: await s3() };
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    await fetch(`${servers.s3.url}/uploads`, { method: 'PUT', headers });
    const start = async (name: string): Promise<string> => {
      const env = {
        STREETDATE_POSTGRES: servers.postgres.url,
        STREETDATE_VALKEY: servers.valkey.url,
        STREETDATE_S3: `s3://uploads/test?endpoint=${servers.s3.url}`,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      const argv = [builtCommand(), 'serve', '--role', 'api', '--port', '0', '--home', join(folder, name)];
      const child: ChildProcess = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
      onTestFinished(async () => {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      });
      let said = '';
      for (const output of [child.stdout!, child.stderr!]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
      for (const last = performance.now() + 100_000; performance.now() < last && child.exitCode === null; await sleep(20)) {
        const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
        if (url !== undefined) return url;
      }
      throw new Error(`${name} did not start: ${said}`);
    };
    const urls = [await start('one'), await start('two')];
    // On a busy machine Valkey may answer too late for its answer to count. That the processes count together is tested in shared-counts.test.ts.
    await expectLimit(2 * LIMIT + 200, () => statusesOf(urls, 2 * LIMIT + 200), { processes: urls.length });
    await servers.valkey.kill('SIGKILL');
    // Either goes by what it has counted itself. Nobody gets an error.
    for (const url of urls) await expectLimit(LIMIT + 10, () => statusesOf([url], LIMIT + 10), { least: 1 });
    await servers.valkey.start();
  });
});

test('a process alone counts by itself', async () => {
  const { server } = await startService({ works: false });
  const remoteAddress = '192.0.2.7';
  await expectLimit(LIMIT + 5, async () => {
    const counts: Record<number, number> = {};
    for (let request = 0; request < LIMIT + 5; request++) {
      const { statusCode } = await server.inject({ url: '/healthz', remoteAddress });
      counts[statusCode] = (counts[statusCode] ?? 0) + 1;
    }
    return counts;
  });
  expect((await server.inject({ url: '/healthz', remoteAddress: '192.0.2.8' })).statusCode).toBe(200);
});
