import { readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

async function setUp() {
  const folder = await temporaryFolder();
  return { folder, home: join(folder, 'library'), film: await writeReference(folder, 'film.sdfp', 1) };
}

test('a new title is made with the windows that were given', async () => {
  const { home, film } = await setUp();
  const enrolled = await streetdate([
    ...['enroll', film, '--home', home, '--title', 'Big Film', '--id', 'us-bd', '--edition', 'Steelbook', '--json'],
    ...['--street-date', '2026-03-10', '--window', 'us:DIGITAL:2026-02-24T00:00:00-05:00', '--window', 'DE:disc:2026-03-12@Europe/Berlin'],
  ]);
  expect(enrolled).toMatchObject({ status: 0, stderr: '' });
  expect(records(enrolled)).toEqual([
    {
      type: 'reference',
      id: 'us-bd',
      titleId: 'big-film',
      title: 'Big Film',
      kind: 'disc',
      edition: 'Steelbook',
      duration: 60,
      path: film,
      enrolledAt: '2026-02-01T12:00:00.000Z',
    },
  ]);
  expect(records(await streetdate(['title', 'list', '--home', home, '--json']))).toEqual([
    {
      type: 'title',
      id: 'big-film',
      name: 'Big Film',
      windows: [
        { territory: 'DE', channel: 'disc', opensAt: '2026-03-12', timeZone: 'Europe/Berlin' },
        { territory: 'US', channel: 'digital', opensAt: '2026-02-24T00:00:00-05:00' },
        { territory: 'WORLD', channel: 'disc', opensAt: '2026-03-10' },
      ],
      referenceIds: ['us-bd'],
    },
  ]);
});

test('a street date belongs to the territory that is given with it', async () => {
  const { home, film } = await setUp();
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--street-date', '2026-03-10', '--territory', 'fr']);
  const [title] = records(await streetdate(['title', 'list', '--home', home, '--json']));
  expect(title?.windows).toEqual([{ territory: 'FR', channel: 'disc', opensAt: '2026-03-10' }]);
  expect(records(await streetdate(['show', 'film.1', '--home', home, '--json']))).toMatchObject([{ id: 'film.1', territory: 'FR' }]);
});

test('a file that is enrolled already is not enrolled twice, by whatever path it comes, and its windows are brought up to date', async () => {
  const { home, film, folder } = await setUp();
  const link = join(folder, 'link.sdfp');
  await symlink(film, link);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--street-date', '2026-03-10']);
  const again = await streetdate(['enroll', link, film, '--home', home, '--title', 'film', '--street-date', '2026-04-01', '--json']);
  expect(again).toMatchObject({ status: 0, stderr: `streetdate: ${link} is already enrolled as film.1\n` });
  expect(records(again)).toMatchObject([{ id: 'film.1', alreadyEnrolled: true }]);
  const [title] = records(await streetdate(['title', 'list', '--home', home, '--json']));
  expect(title).toMatchObject({ referenceIds: ['film.1'], windows: [{ opensAt: '2026-04-01' }] });
});

test('the same pictures in another file are known again', async () => {
  const { home, film, folder } = await setUp();
  await streetdate(['enroll', film, '--home', home, '--title', 'Film']);
  const twin = await writeReference(folder, 'twin.sdfp', 1);
  const again = await streetdate(['enroll', twin, '--home', home, '--title', 'Film', '--json']);
  expect(records(again)).toMatchObject([{ id: 'film.1', path: film, alreadyEnrolled: true }]);
});

test('a file of one title is not enrolled for another', async () => {
  const { home, film } = await setUp();
  await streetdate(['enroll', film, '--home', home, '--title', 'Film']);
  expect(await streetdate(['enroll', film, '--home', home, '--title', 'Other'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `streetdate: ${film} is already enrolled as film.1 of the title Film\n`,
  });
});

test('several files get ids by their order, and one that fails stops no other', async () => {
  const { home, film, folder } = await setUp();
  const second = await writeReference(folder, 'second.sdfp', 2);
  const missing = join(folder, 'missing.mkv');
  const enrolled = await streetdate(['enroll', film, missing, second, '--home', home, '--title', 'Film', '--json']);
  expect(enrolled).toMatchObject({ status: 3, stderr: `streetdate: ${missing}: there is no such file\n` });
  expect(records(enrolled)).toMatchObject([
    { type: 'error', path: missing, code: 'file-not-found' },
    { id: 'film.1', path: film },
    { id: 'film.2', path: second },
  ]);
});

test('a lost fingerprint is made again by enrolling the media again', async () => {
  const { home, film } = await setUp();
  await streetdate(['enroll', film, '--home', home, '--title', 'Film']);
  const [name = ''] = await readdir(join(home, 'fingerprints'));
  await rm(join(home, 'fingerprints', name));
  const scan = await streetdate(['scan', film, '--home', home]);
  expect(scan.status).toBe(3);
  expect(scan.stderr).toMatch(/the fingerprint of reference film\.1 cannot be used .*; enroll its media again\n$/);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film']);
  expect(await readdir(join(home, 'fingerprints'))).toEqual([name]);
});

test.each([
  ['no title', ['x.mkv'], "required option '--title <name>' not specified"],
  ['an id for two files', ['a.mkv', 'b.mkv', '--title', 'T', '--id', 'x'], '--id names one reference: give one file'],
  ['an unknown channel', ['a.mkv', '--title', 'T', '--window', 'US:vhs:2026-01-01'], 'channel must be one of'],
  ['a day that does not exist', ['a.mkv', '--title', 'T', '--street-date', '2026-02-31'], 'a day and time that exist, got "2026-02-31"'],
  ['an unknown kind', ['a.mkv', '--title', 'T', '--kind', 'tape'], 'Allowed choices are disc, master, screener, still'],
  ['an id with a blank', ['a.mkv', '--title', 'T', '--id', 'a b'], 'it must be 1 to 128 letters, digits or ._:@-'],
])('%s is wrong use, said in one line, and makes no library', async (_what, args, message) => {
  const folder = await temporaryFolder();
  const { status, stdout, stderr } = await streetdate(['enroll', ...args, '--home', join(folder, 'library')]);
  expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
  expect(stderr).toContain(message);
  expect(await readdir(folder)).toEqual([]);
});

test('an id that is taken by another file is refused', async () => {
  const { home, film, folder } = await setUp();
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'x']);
  const other = join(folder, 'other.mkv');
  await writeFile(other, 'never read');
  const refused = await streetdate(['enroll', other, '--home', home, '--title', 'Film', '--id', 'x']);
  expect(refused).toEqual({ status: 2, stdout: '', stderr: 'streetdate: the id x is taken by another reference\n' });
});

test('a file that has changed takes the place of the reference that was made from it, where its id is given', async () => {
  const { home, film, folder } = await setUp();
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'x']);
  await rename(await writeReference(folder, 'new.sdfp', 9), film);
  expect(await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'x'])).toMatchObject({ status: 0 });
  const copy = await writeCopy(folder, 'copy.sdfp', 9);
  expect(records(await streetdate(['scan', copy, '--home', home, '--json']))).toMatchObject([{ matches: [{ referenceId: 'x' }] }]);
});

test('what many films show is enrolled as background, and accuses nobody, however it is searched', async () => {
  const { home, film, folder } = await setUp();
  const mark = await writeReference(folder, 'mark.sdfp', 2);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--street-date', '2100-01-01']);
  const enrolled = await streetdate(['enroll', mark, '--home', home, '--title', 'Marks', '--kind', 'background', '--json']);
  expect(records(enrolled)).toMatchObject([{ id: 'marks.1', kind: 'background' }]);
  const copy = await writeCopy(folder, 'copy.sdfp', 2);
  for (const look of [['scan'], ['sweep', '--batch']]) {
    const run = await streetdate([...look, copy, '--home', home, '--json']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(records(run).flatMap(({ matches }) => matches ?? [])).toEqual([]);
  }
});

test('background has no release window, and a file keeps the kind that it was enrolled as', async () => {
  const { home, film } = await setUp();
  const background = ['enroll', film, '--home', home, '--title', 'Marks', '--kind', 'background'];
  expect(await streetdate([...background, '--street-date', '2026-03-10'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--kind background has no release window: many films show it'),
  });
  expect(await streetdate(['enroll', film, '--home', home, '--title', 'Marks'])).toMatchObject({ status: 0 });
  expect(await streetdate(background)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('film.sdfp is already enrolled as marks.1, of the kind disc'),
  });
});
