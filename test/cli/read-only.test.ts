// @module-tag slow
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { openSqliteFile } from '../tools/sqlite-file.ts';
import { runBuilt } from './tools/built-command.ts';
import { writeCopy, writeReference } from './tools/prints.ts';
import { mountReadOnly, protect, STRANGER } from './tools/read-only.ts';
import { type Run, streetdate, streetdateIn, temporaryFolder } from './tools/streetdate.ts';

/** A library with a film and a scan, and a file that was not scanned. */
async function setUp() {
  const folder = await temporaryFolder();
  await chmod(folder, 0o755);
  const home = join(folder, 'library');
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const late = await writeCopy(folder, 'late.sdfp', 1);
  await streetdate([
    'enroll',
    await writeReference(folder, 'film.sdfp', 1),
    '--home',
    home,
    '--title',
    'Film',
    '--street-date',
    '2026-03-10',
  ]);
  expect((await streetdate(['scan', copy, '--home', home, '--seen-at', '2026-02-01T00:00:00Z'])).status).toBe(1);
  return { folder, home, copy, late };
}

const leftCopies = async (folder: string) => (await readdir(folder)).filter((name) => name.startsWith('streetdate-read-'));

/** Runs the command: built, as a process of its own, or in this one. */
type Runner = (argv: readonly string[], env: Readonly<Record<string, string>>) => Promise<Run>;

/** As another user, whom permissions bind. */
const asStranger: Runner = (argv, env) => runBuilt(argv, { ...STRANGER, env });

/** In this process, which may write wherever the disk lets it. */
const inThisProcess: Runner = (argv, env) => streetdateIn(argv, { env });

/** Every command that only reads gives what it gave before, and leaves nothing behind. */
async function readsAll(home: string, was: string, copy: string, runner: Runner): Promise<void> {
  const out = await temporaryFolder();
  await chmod(out, 0o777);
  const temporary = join(out, 'tmp');
  await mkdir(temporary);
  await chmod(temporary, 0o777);
  const ways: readonly (readonly string[])[] = [
    ['title', 'list', '--json'],
    ['show', 'Film', '--json'],
    ['show', copy, '--json'],
    ['judge', '--json'],
    ['find', 'ISCC:GAA6TT6NVWT4W7NV', '--json'],
    ['ledger', 'show', '--json'],
    ['case', 'report'],
  ];
  const reads = (argv: readonly string[]) => runner([...argv, '--home', home], { TMPDIR: temporary });
  for (const argv of ways) {
    const before = await streetdate([...argv, '--home', was]);
    const run = await reads(argv);
    expect(run, argv.join(' ')).toEqual(before);
    expect([0, 1]).toContain(run.status);
  }
  const page = join(out, 'report.html');
  expect(await reads(['report', '-o', page])).toMatchObject({ status: 0, stderr: '' });
  expect(await readFile(page, 'utf8')).toContain('Film');
  const exported = join(out, 'export');
  expect(await reads(['export', exported])).toMatchObject({ status: 0 });
  expect(JSON.parse(await readFile(join(exported, 'library.json'), 'utf8')).titles).toHaveLength(1);
  for (const argv of [
    ['backup', join(out, 'backup')],
    ['db', 'check'],
    ['db', 'copy', '--to-home', join(out, 'copied')],
  ]) {
    expect(await reads(argv), argv.join(' ')).toMatchObject({ status: 0, stderr: '' });
  }
  expect(await leftCopies(temporary)).toEqual([]);
}

/** A command that stores says why it cannot, before it opens a file. */
async function refusesToScan(home: string, file: string, runner: Runner, reason: RegExp): Promise<void> {
  // A decoder would be missed first.
  const scan = await runner(['scan', file, '--home', home, '--json'], { FFMPEG_PATH: '/nowhere', FFPROBE_PATH: '/nowhere' });
  expect(scan).toMatchObject({ status: 3, stdout: '' });
  expect(scan.stderr).toMatch(reason);
  expect(scan.stderr.split('\n')).toHaveLength(2);
}

test.skipIf(process.platform === 'win32')('a library without permission to write is read as before, and not scanned into', async () => {
  const { home, copy, late, folder } = await setUp();
  const same = join(folder, 'same');
  await streetdate(['backup', join(folder, 'backup'), '--home', home]);
  await streetdate(['restore', join(folder, 'backup'), '--home', same]);
  await protect(home);
  await readsAll(home, same, copy, asStranger);
  await refusesToScan(home, late, asStranger, /this library can only be read: there is no permission to write in this folder$/m);
});

test('a library on a read-only disk is read as before, and not scanned into', async ({ skip }) => {
  const { home, copy, late } = await setUp();
  const place = await mountReadOnly(home);
  if (place === undefined) return skip('mounting is not permitted here');
  await readsAll(place, home, copy, inThisProcess);
  await refusesToScan(place, late, inThisProcess, /this library can only be read: its disk is read-only$/m);
  // A lock that a killed process left there cannot be taken over.
  await writeFile(join(home, 'writer.lock'), JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname() }));
  await refusesToScan(place, late, inThisProcess, /this library can only be read: its disk is read-only$/m);
});

test('a reader on a read-only disk sees what a writer elsewhere has committed', async ({ skip }) => {
  const { home } = await setUp();
  const place = await mountReadOnly(home);
  if (place === undefined) return skip('mounting is not permitted here');
  const titlesSeen = async () => {
    await using library = await openLibrary(place, { access: 'read' });
    return (await library.titles()).map(({ name }) => name);
  };
  expect(await titlesSeen()).toEqual(['Film']);
  const writer = await openLibrary(home);
  await writer.putTitle({ name: 'Other' });
  // Still in the log: the catalogue's file itself does not have it.
  expect(await titlesSeen()).toEqual(['Film', 'Other']);
  await writer.close();
  await using reader = await openLibrary(place, { access: 'read' });
  await streetdate(['title', 'add', 'Third', '--home', home]);
  expect((await reader.titles()).map(({ name }) => name)).toEqual(['Film', 'Other']);
  expect(await titlesSeen()).toEqual(['Film', 'Other', 'Third']);
});

test('what a killed writer has left in the log is read on a read-only disk', async ({ skip }) => {
  const { home, folder } = await setUp();
  // The files of a catalogue in use, as they lie on a disk after a power cut: without the one that processes share.
  const path = join(home, 'catalogue.sqlite');
  const file = openSqliteFile(path);
  file.exec("INSERT INTO title (id, name) VALUES ('late', 'Late')");
  const cut = join(folder, 'cut');
  await mkdir(join(cut, 'fingerprints'), { recursive: true });
  for (const suffix of ['', '-wal']) await writeFile(join(cut, `catalogue.sqlite${suffix}`), await readFile(path + suffix));
  file.close();
  const place = await mountReadOnly(cut);
  if (place === undefined) return skip('mounting is not permitted here');
  const before = await leftCopies(tmpdir());
  {
    await using library = await openLibrary(place, { access: 'read' });
    expect((await library.titles()).map(({ name }) => name)).toEqual(['Film', 'Late']);
  }
  expect(await leftCopies(tmpdir())).toEqual(before);
});
