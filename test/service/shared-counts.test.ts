// @module-tag servers
// @module-tag waits
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type Server } from '@streetdate/service';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSharedCounts } from '../../packages/service/src/queue/shared-counts.ts';
import { noValkey, valkey } from '../tools/servers.ts';
import { startService } from './tools/running-service.ts';

/** A busy machine may take long to answer. */
const PATIENT = { answer: 60_000, pause: 0 };

describe.skipIf(noValkey)('a shared count', () => {
  test('ends with its window, and a silent server costs a moment once', async () => {
    const { url, kill, start, pid } = await valkey();
    // Only the third one has little patience.
    const [one, two] = [await openSharedCounts(url, undefined, PATIENT), await openSharedCounts(url, undefined, PATIENT)];
    const hasty = await openSharedCounts(url, undefined, { answer: 250, pause: 3_600_000 });
    onTestFinished(async () => {
      await one.close();
      await two.close();
      await hasty.close();
    });
    const [hour, moment] = [3_600_000, 100];
    expect((await one.count('key', hour))?.current).toBe(1);
    const second = await two.count('key', hour);
    expect(second?.current).toBe(2);
    expect(second!.ttl).toBeGreaterThan(hour / 2);
    expect(second!.ttl).toBeLessThanOrEqual(hour);
    expect((await two.count('other', hour))?.current).toBe(1);
    expect((await one.count('short', moment))?.current).toBe(1);
    await sleep(2 * moment);
    expect((await one.count('short', moment))?.current).toBe(1);
    // It is there and does not answer. Were it asked each time, 4,000 counts would take 1,000 seconds.
    process.kill(pid, 'SIGSTOP');
    for (let at = 0; at < 4000; at++) expect(await hasty.count('key', hour)).toBeUndefined();
    process.kill(pid, 'SIGCONT');
    await kill();
    expect(await two.count('key', hour)).toBeUndefined();
    await start();
    for (const each of [one, two]) await expect.poll(() => each.count('key', hour), { timeout: 100_000 }).toBeDefined();
  });

  test('is what two servers limit requests by', async () => {
    const { url } = await valkey();
    const { service } = await startService({ works: false });
    const servers: Server[] = [];
    for (let process = 0; process < 2; process++) {
      const counts = await openSharedCounts(url, undefined, PATIENT);
      const server = await createServer({ ...service, counts }, { requestsAMinute: 10 });
      onTestFinished(async () => {
        await server.close();
        await counts.close();
      });
      servers.push(server);
    }
    const ask = async (at: number) => (await servers[at % 2]!.inject({ url: '/healthz', remoteAddress: '192.0.2.7' })).statusCode;
    const statuses: number[] = [];
    for (let request = 0; request < 14; request++) statuses.push(await ask(request));
    expect(statuses).toEqual([...Array(10).fill(200), ...Array(4).fill(429)]);
  });
});
