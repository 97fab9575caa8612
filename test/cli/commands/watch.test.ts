// @module-tag slow
// @module-tag waits
import { appendFile, copyFile, mkdir, open, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Settling } from '../../../packages/cli/src/watch/settling.ts';
import { records, streetdate } from '../tools/streetdate.ts';
import { prepared, start } from '../tools/watching.ts';

beforeEach(() => vi.stubEnv('STREETDATE_CONFINEMENT', 'limits'));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Files settle by a clock that only the test moves, so that no pause of a busy machine counts. @returns Moves it, seconds. */
function settleByHand(): (seconds: number) => void {
  let nowMs = 0;
  const { see, ready } = Settling.prototype;
  vi.spyOn(Settling.prototype, 'see').mockImplementation(function (this: Settling, file) {
    see.call(this, file, nowMs);
  });
  vi.spyOn(Settling.prototype, 'ready').mockImplementation(function (this: Settling) {
    return ready.call(this, nowMs);
  });
  return (seconds) => {
    nowMs += 1000 * seconds;
  };
}

test('files that are there are scanned once, also by the next run, and a leak is the exit status', async () => {
  const { drop, copy, other, watch } = await prepared();
  await copyFile(copy, join(drop, 'a.sdfp'));
  await mkdir(join(drop, 'deep/er'), { recursive: true });
  await copyFile(other, join(drop, 'deep/er/b.sdfp'));
  await writeFile(join(drop, 'notes.txt'), 'no film');
  const first = await streetdate(watch('--once', '--settle', '0', '--json'));
  expect(first.status).toBe(1);
  expect(records(first).map(({ path, verdict }) => [path, (verdict as { kind: string }).kind])).toEqual([
    [join(drop, 'a.sdfp'), 'pre-release-leak'],
    [join(drop, 'deep/er/b.sdfp'), 'no-match'],
  ]);
  // Another day, another process: nothing is new.
  const second = await streetdate(watch('--once', '--settle', '0', '--json'), { now: '2026-02-02T12:00:00Z' });
  expect(records(second)).toEqual([]);
  // A file that changes is new.
  await copyFile(other, join(drop, 'a.sdfp'));
  const third = await streetdate(watch('--once', '--settle', '0', '--json'), { now: '2026-02-03T12:00:00Z' });
  expect(records(third)).toMatchObject([{ path: join(drop, 'a.sdfp'), verdict: { kind: 'no-match' } }]);
});

test('files that arrive are scanned when they have stopped growing, folders that appear are seen, and Ctrl-C ends it', async () => {
  const { folder, drop, copy, other, watch } = await prepared();
  const bytes = await readFile(copy);
  const pass = settleByHand();
  const running = start(watch('--settle', '60', '--json'));
  await running.until(() => running.stderr.text.includes('watching'));
  // Written in pieces, with pauses shorter than the time to settle.
  const slow = join(drop, 'slow.sdfp');
  for (let from = 0; from < bytes.length; from += Math.ceil(bytes.length / 8)) {
    await appendFile(slow, bytes.subarray(from, from + Math.ceil(bytes.length / 8)));
    expect(running.stdout.text).toBe('');
    pass(50);
    await sleep(150);
  }
  const isScanned = (name: string) => () => {
    pass(20);
    return running.stdout.text.includes(name);
  };
  await running.until(isScanned('slow.sdfp'));
  expect(running.stderr.text).not.toContain('slow.sdfp');
  // A folder that is moved in, as unpackers do.
  await mkdir(join(folder, 'unpacked'));
  await copyFile(other, join(folder, 'unpacked/late.sdfp'));
  await rename(join(folder, 'unpacked'), join(drop, 'unpacked'));
  await running.until(isScanned('late.sdfp'));
  const lines = records({ status: 0, stdout: running.stdout.text, stderr: '' });
  expect(lines.map(({ verdict }) => (verdict as { kind: string }).kind)).toEqual(['pre-release-leak', 'no-match']);
  // Files and folders that go leave no error.
  await rm(join(drop, 'unpacked'), { recursive: true });
  await rm(slow);
  await sleep(300);
  const { Interrupt } = await import('../../../packages/cli/src/io.ts');
  running.stop.abort(new Interrupt('SIGINT'));
  expect(await running.end).toBe(130);
  expect(running.stderr.text.split('\n').filter((line) => line !== '')).toEqual([
    `streetdate: watching ${drop}`,
    expect.stringMatching(/^streetdate: stopped: 2 files were scanned and stored; to go on: streetdate watch /),
  ]);
});

test.skipIf(process.platform !== 'linux')('a file that is open for writing waits, however long it stays as it is', async () => {
  const { drop, copy, watch } = await prepared();
  const file = await open(join(drop, 'open.sdfp'), 'w');
  await file.write(await readFile(copy));
  const running = start(watch('--settle', '0', '--once', '--json'));
  await sleep(1000);
  expect(running.stdout.text).toBe('');
  await file.close();
  expect(await running.end).toBe(1);
  expect(running.stdout.text).toContain('open.sdfp');
});

test('a file that cannot be read is told once, and the others go on', async () => {
  const { drop, copy, watch } = await prepared();
  await writeFile(join(drop, 'broken.sdfp'), 'no fingerprint');
  await symlink(join(drop, 'nowhere'), join(drop, 'dangling.mp4'));
  await symlink(drop, join(drop, 'loop'));
  const running = start(watch('--settle', '0', '--json'));
  await running.until(() => running.stdout.text.includes('broken.sdfp'));
  await copyFile(copy, join(drop, 'good.sdfp'));
  await running.until(() => running.stdout.text.includes('good.sdfp'));
  await sleep(500);
  running.stop.abort(new Error('enough'));
  await running.end;
  const lines = records({ status: 0, stdout: running.stdout.text, stderr: '' });
  expect(lines.map(({ type }) => type)).toEqual(['error', 'scan']);
});

test('a folder that is not there is wrong use', async () => {
  const { drop, watch } = await prepared();
  await rm(drop, { recursive: true });
  const { status, stderr } = await streetdate(watch());
  expect(status).toBe(2);
  expect(stderr).toContain(`${drop} cannot be watched: ENOENT`);
});

test('a drive that goes away is waited for', async () => {
  const { folder, drop, copy, watch } = await prepared();
  const running = start(watch('--settle', '0', '--json'));
  await running.until(() => running.stderr.text.includes('watching'));
  await rename(drop, join(folder, 'away'));
  await running.until(() => running.stderr.text.includes('waiting for it'));
  await copyFile(copy, join(folder, 'away/new.sdfp'));
  await rename(join(folder, 'away'), drop);
  await running.until(() => running.stdout.text.includes('new.sdfp'));
  expect(running.stderr.text.match(/waiting for it/g)).toHaveLength(1);
  running.stop.abort(new Error('enough'));
  await running.end;
});

test('a release is scanned when all of its files are there, and not its film alone', async () => {
  const { drop, watch } = await prepared();
  const release = join(drop, 'Film.2026.1080p.BluRay.x264-GRP');
  await mkdir(release);
  // A film that needs no decoder to be refused.
  await writeFile(join(release, 'film.mkv'), '');
  await writeFile(join(release, 'film.nfo'), 'a film');
  const pass = settleByHand();
  const running = start(watch('--settle', '60', '--once', '--json'));
  await running.until(() => running.stderr.text.includes('watching'));
  // The film has settled long before its text.
  for (let times = 0; times < 5; times++) {
    await appendFile(join(release, 'film.nfo'), ', unpacked');
    expect(running.stdout.text).toBe('');
    pass(50);
    await sleep(150);
  }
  await running.until(() => {
    pass(20);
    return running.stdout.text !== '';
  });
  expect(await running.end).toBe(3);
  expect(records({ status: 3, stdout: running.stdout.text, stderr: '' })).toMatchObject([
    { type: 'error', path: join(release, 'film.mkv'), code: 'empty-file' },
  ]);
});
