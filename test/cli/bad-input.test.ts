// @module-tag slow
import { chmod, copyFile, mkdir, mkdtemp, open, readFile, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { runBuilt } from './tools/built-command.ts';
import { writeCopy } from './tools/prints.ts';
import { type Run, records, streetdate } from './tools/streetdate.ts';

let folder: string;
let home: string;
let uploads: string;
let copy: string;

/** One scan of a folder with everything bad in it, and good files between. */
let run: Run;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-bad-')));
  [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const at = (name: string) => join(uploads, name);
  await streetdate(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel', '--street-date', '2026-03-10', '--promo', 'none']);
  copy = at('good copy.mkv');
  const small = ['-vf', 'scale=320:-2', '-c:v', 'mpeg4', '-q:v', '5', '-an'];
  await runFfmpeg(['-i', FOOTAGE.sintel, '-ss', '4', '-t', '5', ...small, copy]);

  await writeFile(at('empty.mp4'), '');
  await writeFile(at('text.mp4'), 'This is no film.\n'.repeat(50));
  await copyFile(copy, at('truncated.mkv'));
  const { length } = await readFile(copy);
  await truncate(at('truncated.mkv'), Math.floor(length * 0.6));
  await copyFile(copy, at('broken middle.mkv'));
  const broken = await open(at('broken middle.mkv'), 'r+');
  await broken.write(Buffer.alloc(Math.floor(length / 10), 0x5a), 0, undefined, Math.floor(length / 2));
  await broken.close();
  await writeFile(at('words.srt'), '1\n00:00:01,000 --> 00:00:02,000\nHello\n\n');
  await runFfmpeg(['-i', at('words.srt'), '-c:s', 'srt', at('words only.mkv')]);
  await rm(at('words.srt'));
  await runFfmpeg(['-i', FOOTAGE.sintel, '-ss', '6', ...small, '-frames:v', '1', at('one frame.mkv')]);
  await runFfmpeg(['-i', FOOTAGE.sintel, '-ss', '4', '-t', '3', '-vf', 'scale=171:73', '-c:v', 'ffv1', '-an', at('odd size.mkv')]);
  await writeFile(at('passwd.m3u8'), '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n');
  for (const name of ['-begins with a hyphen.mkv', `quotes ' " \`.mkv`, 'new\nline.mkv', 'Ünïcödé 映画 🎬.mkv'])
    await copyFile(copy, at(name));
  await symlink('.', at('loop'));
  await writeFile(at('damaged.sdfp'), 'SDFP but no more');
  run = await streetdate(['scan', uploads, join(uploads, 'missing.mp4'), '--home', home, '--json', '--quiet']);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const recordOf = (name: string) => records(run).find(({ path }) => path === join(uploads, name));
const lineOf = (name: string) => run.stderr.split('\n').filter((line) => line.includes(name));

test('some inputs failed: status 3, and every file has its line of JSON all the same', () => {
  expect(run.status).toBe(3);
  expect(
    records(run)
      .map(({ path }) => String(path).slice(uploads.length + 1))
      .sort(),
  ).toEqual(
    [
      ...['-begins with a hyphen.mkv', 'broken middle.mkv', 'damaged.sdfp', 'empty.mp4', 'good copy.mkv', 'new\nline.mkv', 'odd size.mkv'],
      ...[
        'one frame.mkv',
        'passwd.m3u8',
        `quotes ' " \`.mkv`,
        'words only.mkv',
        'text.mp4',
        'truncated.mkv',
        'Ünïcödé 映画 🎬.mkv',
        'missing.mp4',
      ],
    ].sort(),
  );
});

test.each([
  ['text.mp4', 'a text'],
  ['passwd.m3u8', 'an HLS or M3U playlist'],
])('%s is no media whatever it is called, and the run says what it is', (name, content) => {
  expect(recordOf(name)).toEqual({ type: 'not-media', path: join(uploads, name), content });
  expect(lineOf(name)).toEqual([]);
});

test.each([
  ['missing.mp4', 'file-not-found'],
  ['empty.mp4', 'empty-file'],
  ['words only.mkv', 'no-video'],
  ['damaged.sdfp', 'not-a-fingerprint'],
])('%s is an error of its own, said in one line that names the file', (name, code) => {
  expect(recordOf(name)).toMatchObject({ type: 'error', code });
  expect(lineOf(name)).toHaveLength(1);
  expect(lineOf(name)[0]).toMatch(/^streetdate: /);
});

test.each(['truncated.mkv', 'broken middle.mkv'])('of %s what decodes is used, and a line says that it is a part', (name) => {
  expect(recordOf(name)).toMatchObject({
    type: 'scan',
    damage: { reason: expect.any(String), secondsCovered: expect.any(Number) },
    matches: [{ title: 'Sintel' }],
    verdict: { kind: 'pre-release-leak' },
  });
  expect(lineOf(name)).toHaveLength(1);
  expect(lineOf(name)[0]).toMatch(/: only \d+:\d\d\.\d could be read: /);
});

test.each(['good copy.mkv', '-begins with a hyphen.mkv', `quotes ' " \`.mkv`, 'new\nline.mkv', 'Ünïcödé 映画 🎬.mkv', 'odd size.mkv'])(
  '%j is a film like any other',
  (name) => {
    expect(recordOf(name)).toMatchObject({ type: 'scan', matches: [{ title: 'Sintel' }], verdict: { kind: 'pre-release-leak' } });
    expect(recordOf(name)).not.toHaveProperty('damage');
    expect(lineOf(name.split('\n')[0] ?? '')).toEqual([]);
  },
);

test('one frame is scanned or refused, never a crash', () => {
  expect(['scan', 'error']).toContain(recordOf('one frame.mkv')?.type);
});

test('no line holds a control character, and none has two messages', () => {
  for (const line of run.stderr.split('\n').slice(0, -1)) {
    expect(line).toMatch(/^streetdate: [^\p{Cc}]+$/u);
  }
});

test('a name that begins with - is a file after --', async () => {
  const argv = ['scan', '--home', home, '--json', '--', '-begins with a hyphen.mkv'];
  const found = await runBuilt(argv, { cwd: uploads });
  expect(records(found)).toMatchObject([{ path: '-begins with a hyphen.mkv', reused: true }]);
  const wrong = await runBuilt(['scan', '--home', home, '-begins.mkv'], { cwd: uploads });
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/^streetdate: unknown option '-begins\.mkv'.*\(write -- before a file name that begins with -\)\n$/);
});

test('a file that grows while it is read is used as far as it went, and is read again the next time', async () => {
  const growing = join(folder, 'growing.mkv');
  await copyFile(copy, growing);
  const decoder = join(folder, 'slow-ffmpeg');
  const real = process.env.FFMPEG_PATH || 'ffmpeg';
  await writeFile(decoder, `#!/bin/sh\n"${real}" "$@"\nstatus=$?\nprintf x >> "${growing}"\nexit $status\n`);
  await chmod(decoder, 0o755);
  vi.stubEnv('FFMPEG_PATH', decoder);
  if (!process.env.FFPROBE_PATH) vi.stubEnv('FFPROBE_PATH', await which('ffprobe'));
  const grown = await streetdate(['scan', growing, '--home', home, '--json', '--quiet']);
  vi.unstubAllEnvs();
  expect(grown.status).toBe(3);
  expect(grown.stderr).toMatch(/growing\.mkv: only 0:0\d\.\d could be read: the file changed while it was read\n$/);
  expect(records(grown)).toMatchObject([{ type: 'scan', damage: { reason: 'the file changed while it was read' } }]);
  const later = await streetdate(['scan', growing, '--home', home, '--json', '--quiet']);
  expect(records(later)).toMatchObject([{ type: 'scan', reused: false }]);
});

test.skipIf(process.platform === 'win32')('an unreadable folder and file are reported, and the rest goes on', async () => {
  const place = join(folder, 'guarded');
  await mkdir(join(place, 'closed'), { recursive: true });
  await writeCopy(join(place, 'closed'), 'inside.sdfp', 1);
  const locked = await writeCopy(place, 'locked.sdfp', 1);
  const readable = await writeCopy(place, 'open.sdfp', 1);
  const own = join(folder, 'own-library');
  await mkdir(own);
  // Permissions do not bind root: the command then runs as a user who owns only its library.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  await chmod(folder, 0o755);
  await chmod(own, 0o777);
  await chmod(join(place, 'closed'), 0o000);
  await chmod(locked, 0o000);
  const as = uid === undefined ? {} : { uid };
  await runBuilt(['init', '--home', own], as);
  const guarded = await runBuilt(['scan', place, '--home', own, '--json'], as);
  await chmod(join(place, 'closed'), 0o755);
  expect(guarded.stderr).toContain(`streetdate: ${place}/closed: no permission to read it\n`);
  expect(records(guarded)).toMatchObject([
    { type: 'error', path: join(place, 'closed'), code: 'file-unreadable' },
    { type: 'error', path: locked, code: 'file-unreadable' },
    { type: 'scan', path: readable },
  ]);
  expect(guarded.status).toBe(3);
});

async function which(program: string): Promise<string> {
  for (const place of (process.env.PATH ?? '').split(':')) {
    const path = join(place, program);
    if (
      await realpath(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return program;
}
