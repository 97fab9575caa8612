// @module-tag slow
// @module-tag waits
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { locateDecoder } from '@streetdate/core/internal/node';
import { addJob, cancelUpload, openService } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { FOOTAGE } from '../../tools/footage.ts';
import { startService } from '../tools/running-service.ts';

test('a job that ends its process costs only itself', async () => {
  const home = await temporaryFolder();
  const service = await openService(home);
  for (const payload of ['good', 'poison', 'good', 'good']) {
    const job = { organisationId: service.firstOrganisationId, kind: 'test', lane: 'short', key: `${Math.random()}`, payload } as const;
    await addJob(service.database, job, service.now());
  }
  // It has ended nineteen workers before, or the test would take minutes.
  await service.database.updateTable('job').set({ losses: 19 }).where('payload', '=', '"poison"').execute();
  await service.close();
  const worker = fileURLToPath(new URL('../tools/poison-worker.ts', import.meta.url));
  const ends: unknown[] = [];
  for (let status: unknown = 9; status === 9; ends.push(status)) {
    const child = spawn(process.execPath, ['--conditions=development', '--import', 'tsx', worker, home], { stdio: 'inherit' });
    [status] = await once(child, 'exit');
  }
  expect(ends).toEqual([9, 0]);
  const after = await openService(home);
  onTestFinished(() => after.close());
  const jobs = await after.database.selectFrom('job').select(['payload', 'state', 'error']).orderBy('id').execute();
  const done = { payload: '"good"', state: 'done', error: null };
  const dead = { payload: '"poison"', state: 'dead', error: 'its worker ended or went silent in 20 attempts' };
  expect(jobs.map((job) => ({ ...job }))).toEqual([done, dead, done, done]);
});

test('a decoder stops when its upload is cancelled, long before its film ends', async () => {
  const folder = await temporaryFolder();
  const { ffmpegPath } = locateDecoder();
  // As slow as a player, with a film that begins anew at its end: by itself it never stops. It notes its process, which it stays when it becomes the
  // decoder.
  const [slow, note] = [join(folder, 'ffmpeg'), join(folder, 'processes')];
  await writeFile(slow, `#!/bin/sh\necho $$ >>'${note}'\nexec '${ffmpegPath}' -re -stream_loop -1 "$@"\n`);
  await chmod(slow, 0o755);
  const before = process.env.FFMPEG_PATH;
  process.env.FFMPEG_PATH = slow;
  onTestFinished(() => {
    if (before === undefined) delete process.env.FFMPEG_PATH;
    else process.env.FFMPEG_PATH = before;
  });
  const { service, server } = await startService();
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: '/v1/uploads?name=bunny.mp4',
    headers: { 'content-type': 'application/octet-stream' },
    payload: await readFile(FOOTAGE.bunny),
  });
  expect(statusCode, body).toBe(202);
  const { id } = JSON.parse(body);
  const decoders = () => (existsSync(note) ? readFileSync(note, 'utf8').trim().split('\n').map(Number).filter(isRunning) : []);
  // Where no decoder runs, the failure shows the job and its error.
  const state = async () =>
    decoders().length > 0 ? 'it decodes' : JSON.stringify(await service.database.selectFrom('job').selectAll().execute());
  await expect.poll(state, { timeout: 100_000 }).toBe('it decodes');
  await sleep(1000);
  expect(await state()).toBe('it decodes');
  expect(await cancelUpload(service, service.firstOrganisationId, id)).toMatchObject({ state: 'cancelled' });
  await expect.poll(decoders, { timeout: 100_000 }).toEqual([]);
  expect(await service.database.selectFrom('verdict').select('id').execute()).toEqual([]);
});

/** Whether a process runs: signal 0 is sent to none, but tells whether there is one. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
