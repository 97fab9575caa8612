// @module-tag slow
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { saveFingerprint } from '@streetdate/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interrupt } from '../../../packages/cli/src/io.ts';
import { PrintedLog } from '../../../packages/cli/src/watch/printed-log.ts';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { startBuilt } from '../tools/built-command.ts';
import { fill, mountDisk } from '../tools/small-disk.ts';
import { records, streetdate } from '../tools/streetdate.ts';
import { prepared, start } from '../tools/watching.ts';

beforeEach(() => vi.stubEnv('STREETDATE_CONFINEMENT', 'limits'));
afterEach(() => vi.unstubAllEnvs());

const printed = (stdout: string) => records({ status: 0, stdout, stderr: '' });
const pathsOf = (stdout: string) => printed(stdout).map(({ path }) => String(path));

test('a disk that fills up costs no result: each is printed once, and stored when there is room again', async ({ skip }) => {
  const disk = await mountDisk('3m');
  if (disk === undefined) return skip('mounting a small disk is not permitted here');
  const { home, drop, copy, other, watch } = await prepared(disk);
  const running = start(watch('--settle', '0', '--retry', '0.3', '--json'));
  await copyFile(other, join(drop, 'before.sdfp'));
  await running.until(() => running.stdout.text.includes('before.sdfp'));
  await fill(disk);
  await copyFile(copy, join(drop, 'during.sdfp'));
  await running.until(() => running.stderr.text.includes('the result could not be stored'));
  await sleep(1500);
  await rm(join(disk, 'filler'));
  await running.until(() => running.stderr.text.includes('during.sdfp: its result is stored now'));
  running.stop.abort(new Interrupt('SIGINT'));
  await running.end;
  expect(printed(running.stdout.text)).toMatchObject([
    { path: join(drop, 'before.sdfp'), verdict: { kind: 'no-match' } },
    { path: join(drop, 'during.sdfp'), verdict: { kind: 'pre-release-leak' } },
  ]);
  expect(records(await streetdate(['judge', '--json', '--home', home]))).toHaveLength(2);
});

test('of 1,000 small files that appear at once each is printed once, also when it is killed among them', { timeout: 300_000 }, async () => {
  const { folder, home, drop, watch } = await prepared();
  const short = join(folder, 'short.sdfp');
  const film = noisy(syntheticFilm(2, 12), 12, 1);
  await saveFingerprint(short, sampleFilm(film, { seconds: 12, framesPerSecond: 4, role: 'query', phase: 0.03 }));
  const bytes = await readFile(short);
  const names = Array.from({ length: 1000 }, (_, index) => join(drop, `${String(index).padStart(4, '0')}.sdfp`));
  for (const name of names) await writeFile(name, bytes);
  const argv = watch('--settle', '0', '--once', '--json');
  const killed = startBuilt(argv);
  let lines = 0;
  await new Promise<void>((resolve) => {
    killed.process.stdout!.on('data', (text: string) => {
      lines += text.split('\n').length - 1;
      if (lines >= 300) resolve();
    });
  });
  killed.process.kill('SIGKILL');
  const first = (await killed.end).stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => String(JSON.parse(line).path));
  const rest = await startBuilt(argv).end;
  expect(rest).toMatchObject({ status: 0, stderr: expect.stringMatching(/^streetdate: watching .*\n$/) });
  const all = [...first, ...pathsOf(rest.stdout)];
  expect(new Set(all)).toEqual(new Set(names));
  // At most the one result that it was printing is printed again.
  expect(all.length - names.length).toBeLessThanOrEqual(1);
  expect((await readdir(home)).filter((name) => name.startsWith('watch'))).toEqual([]);
  expect((await startBuilt(argv).end).stdout).toBe('');
});

test('a result that was stored and not printed, when its process was killed, is printed by the next run', async () => {
  const { home, drop, copy, other, watch } = await prepared();
  const [one, two, old] = ['one', 'two', 'old'].map((name) => join(drop, `${name}.sdfp`)) as [string, string, string];
  const at = (now: string) => streetdate(watch('--once', '--settle', '0', '--json'), { now });
  await copyFile(other, old);
  expect(pathsOf((await at('2026-02-01T12:00:00Z')).stdout)).toEqual([old]);
  await copyFile(copy, one);
  await copyFile(other, two);
  // As a process leaves it that is killed in its second batch, after it has stored both results and printed the first.
  const scanned = records(await streetdate(['scan', one, two, '--json', '--home', home], { now: '2026-02-02T12:00:01Z' }));
  const log = await PrintedLog.open(home, drop);
  await log.begin('2026-02-02T12:00:00.000Z');
  await log.add(String(scanned[0]?.scanId));
  expect(pathsOf((await at('2026-02-03T12:00:00Z')).stdout)).toEqual([two]);
  expect(pathsOf((await at('2026-02-04T12:00:00Z')).stdout)).toEqual([]);
});

test('files and folders that go before or while they are read cost nothing but a note', async () => {
  const { drop, copy, watch } = await prepared();
  const folder = join(drop, 'going');
  await mkdir(folder);
  const bytes = await readFile(copy);
  for (let index = 0; index < 40; index++) await writeFile(join(folder, `${index}.sdfp`), bytes);
  const running = start(watch('--settle', '0', '--json'));
  await running.until(() => running.stdout.text !== '');
  await rm(folder, { recursive: true });
  await copyFile(copy, join(drop, 'stays.sdfp'));
  await running.until(() => running.stdout.text.includes('stays.sdfp'));
  running.stop.abort(new Interrupt('SIGINT'));
  await running.end;
  expect(printed(running.stdout.text).map(({ type }) => type)).not.toContain('error');
  const paths = pathsOf(running.stdout.text);
  expect(new Set(paths).size).toBe(paths.length);
  const said = running.stderr.text.split('\n').slice(1, -2);
  expect(running.stderr.text).toMatch(/\nstreetdate: stopped: .*\n$/);
  expect(said.length).toBeGreaterThan(0);
  for (const line of said) expect(line).toMatch(/going\/\d+\.sdfp cannot be read: there is no such file or folder$/);
});
