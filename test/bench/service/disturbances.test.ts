// @module-tag process
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { mountSmallDisk } from '../../../packages/bench/src/service/small-disk.ts';
import { makeClock } from '../../../packages/bench/src/service/stepped-clock.ts';
import { startProxy } from '../../../packages/bench/src/service/tcp-proxy.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

test('a proxy lets everything through, holds it back and gives it later, and ends connections', async () => {
  const echo = createServer((socket) => void socket.on('error', () => {}).pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void echo.close());
  const proxy = await startProxy(onTestFinished, (echo.address() as { readonly port: number }).port);
  const client = connect(proxy.port, '127.0.0.1').on('error', () => {});
  let said = '';
  client.setEncoding('utf8').on('data', (text: string) => (said += text));
  const until = async (text: string) => {
    while (said !== text) await sleep(5);
  };
  client.write('one ');
  await until('one ');
  proxy.stall();
  client.write('two ');
  const later = connect(proxy.port, '127.0.0.1');
  later.write('three');
  const answer = once(later, 'data');
  await sleep(100);
  expect(said).toBe('one ');
  proxy.mend();
  await until('one two ');
  expect(String((await answer)[0])).toBe('three');
  later.destroy();
  const end = once(client, 'close');
  proxy.cut();
  await end;
  const refused = connect(proxy.port, '127.0.0.1').on('error', () => {});
  await once(refused, 'close');
  expect(refused.bytesRead).toBe(0);
  proxy.mend();
  const again = connect(proxy.port, '127.0.0.1');
  again.write('four');
  expect(String((await once(again, 'data'))[0])).toBe('four');
  again.destroy();
});

test('a clock is stepped while its process runs, and dates are what they were', async () => {
  const folder = await temporaryFolder();
  const clock = await makeClock(folder, 'clock');
  const program = `setInterval(() => console.log(Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date), 20)`;
  await writeFile(join(folder, 'program.mjs'), program);
  const child = spawn(process.execPath, [join(folder, 'program.mjs')], {
    env: { ...process.env, ...clock.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let line = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (line = text.trim().split('\n').at(-1)!));
  const until = async (aheadMs: number) => {
    const isNear = (ms: number) => Math.abs(ms - Date.now() - aheadMs) < 60_000;
    while (!line.split(' ').slice(0, 2).map(Number).every(isNear) || line === '') await sleep(10);
    expect(line.split(' ').slice(2)).toEqual(['5', 'true']);
  };
  await until(0);
  for (const aheadMs of [3_600_000, -3_600_000, 0]) {
    await clock.step(aheadMs);
    await until(aheadMs);
  }
});

test('a small disk is full to the last byte until it is freed', async ({ skip }) => {
  const disk = await mountSmallDisk(onTestFinished, join(await temporaryFolder(), 'disk'), 3);
  if (typeof disk === 'string') return skip(disk);
  await disk.fill();
  const refused = writeFile(join(disk.folder, 'more'), 'more');
  await expect(refused).rejects.toMatchObject({ code: 'ENOSPC' });
  await disk.free();
  await writeFile(join(disk.folder, 'more'), 'more');
});
