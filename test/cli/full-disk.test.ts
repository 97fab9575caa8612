// @module-tag process
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { writeCopy, writeReference } from './tools/prints.ts';
import { fill, mountDisk } from './tools/small-disk.ts';
import { records, streetdate, temporaryFolder } from './tools/streetdate.ts';

/** A library with one film on a disk that is full, and two files elsewhere: a copy of the film and an unrelated file. */
async function setUp(disk: string) {
  const folder = await temporaryFolder();
  const home = join(disk, 'library');
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--street-date', '2026-03-10']);
  const copies = [await writeCopy(folder, 'a.sdfp', 1), await writeCopy(folder, 'b.sdfp', 2)];
  return { folder, home, copies };
}

test('when the disk fills up during a scan each file says so in one line, and its result is printed all the same', async ({ skip }) => {
  const disk = await mountDisk('2m');
  if (disk === undefined) return skip('mounting a small disk is not permitted here');
  const { home, copies } = await setUp(disk);
  // Holding the catalogue open keeps the files that it works with, as a scan that began before the disk was full has them.
  await using library = await openLibrary(home, { access: 'read' });
  await library.titles();
  await fill(disk);
  const scan = await streetdate(['scan', ...copies, '--home', home, '--json']);
  expect(scan.status).toBe(3);
  expect(records(scan)).toMatchObject([
    { path: copies[0], verdict: { kind: 'pre-release-leak' } },
    { path: copies[1], verdict: { kind: 'no-match' } },
  ]);
  expect(scan.stderr.split('\n').slice(0, -1)).toEqual([
    expect.stringMatching(
      /^streetdate: the index of the library cannot be used, so its fingerprints are read one by one: .*the disk is full$/,
    ),
    ...copies.map((copy) =>
      expect.stringMatching(new RegExp(`^streetdate: ${copy}: the result could not be stored: .*the disk is full$`, 'i')),
    ),
  ]);
  expect(await halfWritten(disk)).toEqual([]);
});

test('on a disk that is full from the start each command says so in one line, and leaves nothing half written', async ({ skip }) => {
  const disk = await mountDisk('2m');
  if (disk === undefined) return skip('mounting a small disk is not permitted here');
  const { folder, home, copies } = await setUp(disk);
  await fill(disk);
  const other = await writeReference(folder, 'other.sdfp', 5);
  for (const argv of [
    ['init', '--home', join(disk, 'new')],
    ['scan', ...copies, '--home', home],
    ['enroll', other, '--home', home, '--title', 'Other'],
    ['fingerprint', other, '-o', join(disk, 'print.sdfp')],
  ]) {
    const run = await streetdate(argv);
    expect(run, argv[0]).toMatchObject({ status: 3, stdout: '' });
    expect(run.stderr, argv[0]).toMatch(/^streetdate: .*the disk (is full|reported an error).*\n$/i);
  }
  expect(await halfWritten(disk)).toEqual([]);
});

async function halfWritten(disk: string): Promise<string[]> {
  return (await readdir(disk, { recursive: true })).filter((name) => /\.(part|tmp)/.test(name));
}
