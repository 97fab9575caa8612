// @module-tag servers
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSharedCounts } from '../../packages/service/src/queue/shared-counts.ts';
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

describe.skipIf(noPostgres ?? noValkey ?? noS3)('on servers', { timeout: 180_000 }, () => {
  test('two processes count requests together, and each by itself while Valkey is away', async () => {
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
      for (const last = performance.now() + 60_000; performance.now() < last && child.exitCode === null; await sleep(20)) {
        const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
        if (url !== undefined) return url;
      }
      throw new Error(`${name} did not start: ${said}`);
    };
    const urls = [await start('one'), await start('two')];
    expect(await statusesOf(urls, LIMIT + 200)).toEqual({ 200: LIMIT, 429: 200 });
    await servers.valkey.kill('SIGKILL');
    // Either begins anew. Nobody gets an error.
    for (const url of urls) expect(await statusesOf([url], LIMIT + 10)).toEqual({ 200: LIMIT, 429: 10 });
    await servers.valkey.start();
  });
});

test('a process alone counts by itself', async () => {
  const { server } = await startService({ works: false });
  const remoteAddress = '192.0.2.7';
  const statuses = new Map<number, number>();
  for (let request = 0; request < LIMIT + 5; request++) {
    const { statusCode } = await server.inject({ url: '/healthz', remoteAddress });
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
  }
  expect(statuses).toEqual(
    new Map([
      [200, LIMIT],
      [429, 5],
    ]),
  );
  expect((await server.inject({ url: '/healthz', remoteAddress: '192.0.2.8' })).statusCode).toBe(200);
}, 60_000);

describe.skipIf(noValkey)('a shared count', () => {
  test('ends with its window, and a silent server costs a moment once', async () => {
    const { url, kill, start, pid } = await valkey();
    const [one, two] = [await openSharedCounts(url), await openSharedCounts(url)];
    onTestFinished(async () => {
      await one.close();
      await two.close();
    });
    expect((await one.count('key', 300))?.current).toBe(1);
    expect((await two.count('key', 300))?.current).toBe(2);
    expect((await two.count('other', 300))?.current).toBe(1);
    await sleep(350);
    const again = await one.count('key', 300);
    expect(again?.current).toBe(1);
    expect(again!.ttl).toBeGreaterThan(0);
    // It is there and does not answer.
    process.kill(pid, 'SIGSTOP');
    const since = performance.now();
    for (let at = 0; at < 20; at++) expect(await one.count('key', 300)).toBeUndefined();
    expect(performance.now() - since).toBeLessThan(1500);
    process.kill(pid, 'SIGCONT');
    await kill();
    expect(await two.count('key', 300)).toBeUndefined();
    await start();
    await sleep(2600);
    expect((await two.count('key', 300))?.current).toBeGreaterThan(0);
    expect((await one.count('key', 300))?.current).toBeGreaterThan(0);
  });
});
