// @module-tag slow
import { chmod, copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateDecoder } from '@streetdate/core/internal/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { runBuilt, startBuilt } from './tools/built-command.ts';
import { records, streetdate } from './tools/streetdate.ts';

const FILES = 6;

let folder: string;
let uploads: string;
let env: Record<string, string>;
let log: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-resume-')));
  uploads = join(folder, 'uploads');
  await mkdir(uploads);
  const first = join(uploads, 'film-1.mkv');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-ss', '4', '-t', '4', '-vf', 'scale=200:-2', '-c:v', 'mpeg4', '-an', first]);
  for (let number = 2; number <= FILES; number++) await copyFile(first, join(uploads, `film-${number}.mkv`));

  // A decoder that writes down what it was asked for, and takes its time: a second for each file.
  const { ffmpegPath, ffprobePath } = locateDecoder();
  log = join(folder, 'decoded.log');
  const decoder = join(folder, 'ffmpeg');
  await writeFile(decoder, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nsleep 1\nexec '${ffmpegPath}' "$@"\n`);
  await chmod(decoder, 0o755);
  env = { FFMPEG_PATH: decoder, FFPROBE_PATH: ffprobePath };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names of the files that the decoder was asked for since the log was last emptied. */
async function decoded(): Promise<Set<string>> {
  const lines = await readFile(log, 'utf8').catch(() => '');
  return new Set([...lines.matchAll(/film-\d\.mkv/g)].map(([name]) => name));
}

test('a scan that was killed goes on where it was: stored results come again, and only the rest is decoded', async () => {
  const home = join(folder, 'library');
  await streetdate(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel', '--street-date', '2100-01-01', '--promo', 'none']);
  const argv = ['scan', uploads, '--home', home, '--json', '--quiet', '--concurrency', '1'];

  const killed = startBuilt(argv, { env });
  const stored = new Set<string>();
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    killed.process.once('close', () => reject(new Error('the scan ended before it could be killed')));
    killed.process.stdout?.on('data', (text: string) => {
      printed += text;
      if (printed.split('\n').length > 2) resolve();
    });
  });
  killed.process.removeAllListeners('close');
  killed.process.kill('SIGKILL');
  await new Promise((resolve) => killed.process.once('exit', resolve));
  for (const line of printed.split('\n').slice(0, -1)) stored.add(basename(JSON.parse(line).path));
  expect(stored.size).toBeGreaterThanOrEqual(2);
  expect(stored.size).toBeLessThan(FILES);

  await rm(log);
  const resumed = await runBuilt(argv, { env });
  expect(resumed).toMatchObject({ status: 1, stderr: '' });
  const names = Array.from({ length: FILES }, (_, at) => `film-${at + 1}.mkv`);
  expect(records(resumed).map(({ path }) => basename(String(path)))).toEqual(names);
  const reused = records(resumed).filter((record) => record.reused);
  expect(new Set(reused.map(({ path }) => basename(String(path))))).toEqual(stored);
  expect(await decoded()).toEqual(new Set(names.filter((name) => !stored.has(name))));
  for (const record of records(resumed)) expect(record).toMatchObject({ verdict: { kind: 'pre-release-leak' } });

  await rm(log);
  const third = await runBuilt(argv, { env });
  expect(records(third).every(({ reused: again }) => again === true)).toBe(true);
  expect(await decoded()).toEqual(new Set());
});

test('SIGTERM stops the scan and its decoders, and what was complete is stored', async () => {
  const home = join(folder, 'library-2');
  await streetdate(['init', '--home', home, '--quiet']);
  const argv = ['scan', uploads, '--home', home, '--json', '--concurrency', '2'];
  const stopped = startBuilt(argv, { env });
  await new Promise((resolve) => stopped.process.stdout?.once('data', resolve));
  stopped.process.kill('SIGTERM');
  const { status, stdout } = await stopped.end;
  expect(status).toBe(143);
  const done = stdout.split('\n').length - 1;
  expect(done).toBeGreaterThanOrEqual(1);
  await rm(log);
  await sleep(1500);
  // No decoder was started by the stopped run after its end.
  expect(await decoded()).toEqual(new Set());
  const judged = await streetdate(['judge', '--home', home, '--json']);
  expect(records(judged).length).toBeGreaterThanOrEqual(done);
});

test('two scans of one folder at once do not disturb each other', async () => {
  const home = join(folder, 'library-3');
  await streetdate(['init', '--home', home, '--quiet']);
  const argv = ['scan', uploads, '--home', home, '--json', '--quiet'];
  const both = await Promise.all([runBuilt(argv, { env }), runBuilt(argv, { env })]);
  for (const run of both) {
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(records(run)).toHaveLength(FILES);
  }
  expect(records(await streetdate(['judge', '--home', home, '--json']))).toHaveLength(FILES);
});
