import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryManifest } from 'streetdate';
import { expect, test } from 'vitest';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** A library with two titles, exported. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, other, handover] = [join(folder, 'library'), join(folder, 'other'), join(folder, 'handover')];
  const films = [await writeReference(folder, 'one.sdfp', 1), await writeReference(folder, 'two.sdfp', 2)] as const;
  await streetdate([
    ...['enroll', films[0], '--home', home, '--title', 'One', '--id', 'one-bd', '--edition', 'Steelbook'],
    ...['--territory', 'US', '--street-date', '2026-03-10@America/New_York'],
  ]);
  await streetdate(['enroll', films[1], '--home', home, '--title', 'Two']);
  const run = await streetdate(['export', handover, '--home', home, '--json']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  return { folder, home, other, handover, run };
}

const manifestOf = async (folder: string) => JSON.parse(await readFile(join(folder, 'library.json'), 'utf8'));

test('an exported library finds the same copies elsewhere', async () => {
  const { folder, other, handover, run } = await setUp();
  expect(records(run)).toEqual([{ type: 'export', path: handover, titles: 2, references: 2, discs: 0, added: 2 }]);
  const imported = await streetdate(['import', handover, '--home', other, '--json']);
  expect(records(imported)).toEqual([{ type: 'import', path: handover, titles: 2, references: 2, discs: 0, added: 2 }]);
  const scan = await streetdate(['scan', await writeCopy(folder, 'copy.sdfp', 1), '--home', other, '--json']);
  expect(scan.status).toBe(1);
  expect(records(scan)).toMatchObject([{ matches: [{ referenceId: 'one-bd', title: 'One' }] }]);
  expect(records(await streetdate(['show', 'one-bd', '--home', other, '--json']))).toMatchObject([
    { edition: 'Steelbook', territory: 'US', duration: 60 },
  ]);
});

test('the manifest fits its schema and names no path of a media file', async () => {
  const { folder, handover } = await setUp();
  const manifest = await manifestOf(handover);
  expect(libraryManifest.safeParse(manifest).error).toBeUndefined();
  expect(JSON.stringify(manifest)).not.toContain(folder);
  expect(await readdir(handover)).toEqual(['fingerprints', 'library.json', 'library.schema.json']);
});

test('a second export and a second import change nothing', async () => {
  const { home, other, handover } = await setUp();
  const before = await readFile(join(handover, 'library.json'));
  expect(records(await streetdate(['export', handover, '--home', home, '--json']))).toMatchObject([{ added: 0 }]);
  expect(await readFile(join(handover, 'library.json'))).toEqual(before);
  await streetdate(['import', handover, '--home', other]);
  expect(records(await streetdate(['import', handover, '--home', other, '--json']))).toMatchObject([{ added: 0 }]);
});

test('an export does not write among other files', async () => {
  const { folder, home } = await setUp();
  const run = await streetdate(['export', folder, '--home', home]);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toBe(`streetdate: ${folder} contains other files than an exported library; give a new or empty folder\n`);
});

test('what contradicts the library stops the import, all of it, until it is told to overwrite', async () => {
  const { folder, other, handover } = await setUp();
  const film = await writeReference(folder, 'else.sdfp', 7);
  await streetdate([
    'enroll',
    film,
    '--home',
    other,
    '--title',
    'One',
    '--id',
    'one-bd',
    '--territory',
    'US',
    '--street-date',
    '2026-05-05',
  ]);
  const run = await streetdate(['import', handover, '--home', other]);
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(run.stderr).toBe(
    `streetdate: ${handover}: it contradicts the library: title one has the window US:disc:2026-05-05 here and ` +
      'US:disc:2026-03-10@America/New_York there; reference one-bd has other content here; nothing was imported\n',
  );
  expect(records(await streetdate(['title', 'list', '--home', other, '--json']))).toMatchObject([{ id: 'one' }]);
  const forced = await streetdate(['import', handover, '--home', other, '--overwrite', '--json']);
  expect(records(forced)).toMatchObject([{ added: 2 }]);
  expect(records(await streetdate(['title', 'list', '--home', other, '--json']))).toMatchObject([
    { windows: [{ opensAt: '2026-03-10', timeZone: 'America/New_York' }] },
    { id: 'two' },
  ]);
});

test('pictures that go by another id here stop the import, whatever is asked', async () => {
  const { folder, other, handover } = await setUp();
  await streetdate(['enroll', await writeReference(folder, 'mine.sdfp', 1), '--home', other, '--title', 'One', '--id', 'mine']);
  const run = await streetdate(['import', handover, '--home', other, '--overwrite']);
  const reason = 'it contradicts the library: reference one-bd is enrolled here as mine; nothing was imported';
  expect(run).toEqual({ status: 3, stdout: '', stderr: `streetdate: ${handover}: ${reason}\n` });
});

test('a fingerprint with one other bit stops the import', async () => {
  const { other, handover } = await setUp();
  const [name = ''] = await readdir(join(handover, 'fingerprints'));
  const path = join(handover, 'fingerprints', name);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
  const run = await streetdate(['import', handover, '--home', other]);
  expect(run).toMatchObject({ status: 3, stderr: `streetdate: ${path}: it is damaged: its SHA-256 differs\n` });
  expect(await readdir(join(other, 'fingerprints'))).toEqual([]);
});

test.each([
  ['no JSON', () => '{', /library\.json: it is not JSON/],
  [
    'a newer version',
    (manifest: object) => ({ ...manifest, version: 2 }),
    /it was written by a newer version of Streetdate \(manifest 2\)/,
  ],
  ['something else', () => ({ hello: 1 }), /it is not the manifest of an exported library: format/],
  [
    'a path that leads out of the folder',
    (manifest: { references: object[] }) => ({
      ...manifest,
      references: manifest.references.map((reference) => ({ ...reference, file: '../../../etc/passwd' })),
    }),
    /references\.0\.file: must be a SHA-256 in hexadecimal and \.sdfp/,
  ],
  [
    'a reference without its title',
    (manifest: object) => ({ ...manifest, titles: [] }),
    /reference one-bd belongs to a title that is missing, one/,
  ],
  [
    'an id twice',
    (manifest: { references: object[] }) => ({ ...manifest, references: [...manifest.references, ...manifest.references] }),
    /library\.json: one-bd appears twice/,
  ],
  [
    'a window that is no time',
    (manifest: { titles: object[] }) => ({
      ...manifest,
      titles: manifest.titles.map((title) => ({ ...title, windows: [{ territory: 'US', channel: 'disc', opensAt: 'soon' }] })),
    }),
    /must be ISO 8601/,
  ],
])('a manifest with %s is refused', async (_what, change, message) => {
  const { other, handover } = await setUp();
  const changed = change(await manifestOf(handover));
  await writeFile(join(handover, 'library.json'), typeof changed === 'string' ? changed : JSON.stringify(changed));
  const run = await streetdate(['import', handover, '--home', other]);
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(run.stderr).toMatch(message);
  expect(run.stderr.split('\n')).toHaveLength(2);
});

test('one folder that cannot be imported stops no other', async () => {
  const { folder, other, handover } = await setUp();
  const run = await streetdate(['import', join(folder, 'nowhere'), handover, '--home', other, '--json']);
  expect(run.status).toBe(3);
  expect(records(run)).toMatchObject([
    { type: 'error', code: 'file-not-found' },
    { type: 'import', added: 2 },
  ]);
});
