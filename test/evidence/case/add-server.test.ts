// @module-tag process
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary } from '@streetdate/engine';
import { addServer, caseCopies, makeCaseReport, type ServerProgress } from '@streetdate/evidence';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { filmTree } from '../tools/film-tree.ts';

const FACTS = { name: 'FTP 1', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };

async function openOne(home: string): Promise<Library> {
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  return library;
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

test('a server is listed, read and scanned; each content is scanned once, whatever it is called and whether it is packed', async () => {
  const folder = await temporaryFolder();
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  await mkdir(join(one, 'deep'), { recursive: true });
  await mkdir(join(two, 'A.Film.2026.DVDRip.XviD-GRP'), { recursive: true });
  const library = await openOne(join(folder, 'home'));
  const { film, copy } = await filmTree();
  await library.enroll(film, { title: 'Film' });
  await copyFile(copy, join(one, 'renamed.bin'));
  await copyFile(copy, join(one, 'deep', 'same again.mkv'));
  await writeFile(join(one, 'notes.txt'), 'hello');
  await writeFile(join(one, 'empty'), '');
  await symlink(copy, join(one, 'link.mkv'));
  const rar = buildRar(5, [{ name: 'film.mkv', bytes: await readFile(copy) }], 10_000);
  for (const [at, volume] of rar.entries()) {
    await writeFile(join(two, 'A.Film.2026.DVDRip.XviD-GRP', at === 0 ? 'f.rar' : `f.r${String(at - 1).padStart(2, '0')}`), volume);
  }
  const notes: string[] = [];
  const steps: ServerProgress[] = [];
  const added = await addServer(library, one, FACTS, { onNote: (text) => notes.push(text), onProgress: (each) => steps.push(each) });
  expect(added).toMatchObject({ scanned: 1, unscanned: [], totals: { files: 4, digested: 4, unread: 0 } });
  expect(notes).toEqual(['1 links were not followed']);
  expect(steps.map(({ step }) => step)).toEqual(['list', 'read', 'scan']);
  expect(steps[1]).toEqual({ step: 'read', done: 4, total: 4, bytes: added.totals.bytes, totalBytes: added.totals.bytes });
  const { catalogue } = library;
  expect(await catalogue.serverFile('ftp-1', 'notes.txt')).toMatchObject({ bytes: 5, digest: sha256('hello') });

  const other = await addServer(library, two, { name: 'FTP 2', country: 'DE' });
  expect(other).toMatchObject({ scanned: 0, unscanned: [], totals: { files: rar.length + 1, digested: rar.length + 1 } });
  const copies = await catalogue.filmCopies({ after: '', most: 10 });
  expect(copies.map(({ serverId, path }) => [serverId, path])).toEqual([
    ['ftp-1', 'deep/same again.mkv'],
    ['ftp-1', 'renamed.bin'],
    ['ftp-2', 'A.Film.2026.DVDRip.XviD-GRP/f.rar//film.mkv'],
  ]);
  const [scan] = await library.scans();
  expect(await library.scans()).toHaveLength(1);
  expect(copies.map(({ scanId }) => scanId)).toEqual([scan!.id, scan!.id, scan!.id]);
  expect(scan!.sighting).toMatchObject({ seenAt: '2026-02-01T00:00:00Z', territory: 'NL' });
});

test('what was read is not read again, and what was not is, when the work was stopped', async () => {
  const folder = await temporaryFolder();
  const one = join(folder, 'one');
  await mkdir(one);
  const library = await openOne(join(folder, 'home'));
  for (let at = 0; at < 1500; at++) await writeFile(join(one, `${at}`), `file ${at}`);
  const stop = new AbortController();
  const stopped = addServer(library, one, FACTS, {
    signal: stop.signal,
    onProgress: ({ step }) => step === 'read' && stop.abort(new Error('killed')),
  });
  await expect(stopped).rejects.toThrow('killed');
  const { digested } = await library.catalogue.serverTotals('ftp-1');
  expect(digested).toBeGreaterThanOrEqual(1000);
  expect(digested).toBeLessThan(1500);
  // The first 500 or fewer are left. What was read before is told by a file that no longer is what it was, with its size and time.
  const before = await library.catalogue.serverFile('ftp-1', '0');
  const time = new Date(before!.modifiedMs!);
  await writeFile(join(one, '0'), 'FILE 0');
  await utimes(join(one, '0'), time, time);
  const { totals } = await addServer(library, one, FACTS);
  expect(totals).toMatchObject({ files: 1500, digested: 1500 });
  expect((await library.catalogue.serverFile('ftp-1', '0'))?.digest).toBe(before!.digest);
  expect(before!.digest).toBe(sha256('file 0'));
});

test('unreadable folders and files are named, and the rest goes on', async () => {
  const folder = await temporaryFolder();
  const one = join(folder, 'one');
  await mkdir(join(one, 'closed'), { recursive: true });
  await writeFile(join(one, 'good'), 'x');
  await writeFile(join(one, 'bad'), 'x');
  const library = await openOne(join(folder, 'home'));
  const added = await addServer(library, one, FACTS, {
    onProgress: ({ step }) => {
      if (step === 'list') void rename(join(one, 'bad'), join(one, 'gone'));
    },
  });
  expect(added.totals).toMatchObject({ files: 2, digested: 1, unread: 1 });
  expect(await library.catalogue.serverFile('ftp-1', 'bad')).toMatchObject({ problem: 'there is no such file' });
  if (process.getuid?.() === 0) return;
  await chmod(join(one, 'closed'), 0);
  await addServer(library, one, FACTS);
  expect(await library.catalogue.serverProblems('ftp-1')).toEqual([{ path: 'closed', reason: 'no permission to read it' }]);
});

test('a listing is taken as CSV and as JSON Lines, and its bad lines are named', async () => {
  const folder = await temporaryFolder();
  const library = await openOne(join(folder, 'home'));
  const csv = join(folder, 'files.csv');
  const digest = 'AB'.repeat(32);
  await writeFile(
    csv,
    [
      'Path,Size,Modified,SHA256',
      `a\\b.mkv,10,2026-01-01T00:00:00Z,${digest}`,
      `c.mkv,x,2026-01-01T00:00:00Z,${digest}`,
      'd.mkv,1,yesterday,',
      'e.mkv,1,1767225600,',
    ].join('\n'),
  );
  const added = await addServer(library, csv, FACTS);
  expect(added).toMatchObject({ server: { source: 'listing' }, totals: { files: 2, digested: 1, unread: 1 }, scanned: 0 });
  const files = await library.catalogue.serverFiles('ftp-1', 'all', { after: '', most: 9 });
  expect(files).toEqual([
    { path: 'a/b.mkv', bytes: 10, modifiedMs: Date.UTC(2026, 0, 1), digest: digest.toLowerCase() },
    { path: 'e.mkv', bytes: 1, modifiedMs: Date.UTC(2026, 0, 1), problem: 'the listing has no digest of it' },
  ]);
  const problems = await library.catalogue.serverProblems('ftp-1');
  expect(problems.map(({ path }) => path)).toEqual(['line 3', 'line 4']);
  expect(problems[1]!.reason).toContain('ISO 8601');

  const lines = join(folder, 'files.jsonl');
  await writeFile(lines, `{"path":"x","bytes":3,"mtime":1767225600,"md5":"${'0'.repeat(32)}"}\n\nno json\n`);
  await addServer(library, lines, { ...FACTS, name: 'FTP 2' });
  expect(await library.catalogue.serverFiles('ftp-2', 'all', { after: '', most: 9 })).toMatchObject([
    { path: 'x', digest: `md5:${'0'.repeat(32)}` },
  ]);
  expect(await library.catalogue.serverProblems('ftp-2')).toMatchObject([{ path: 'line 3' }]);

  await writeFile(csv, 'size,time\n1,2\n');
  await expect(addServer(library, csv, FACTS)).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringContaining('no column path'),
  });
});

test('the command prints what it took, refuses another path under a known name, and names what it could not read', async () => {
  const folder = await temporaryFolder();
  const [one, home] = [join(folder, 'one'), join(folder, 'home')];
  await mkdir(one);
  await copyFile((await filmTree()).copy, join(one, 'copy.mkv'));
  await writeFile(join(one, 'broken.mkv'), Buffer.alloc(100, 7));
  await streetdate(['init', '--home', home]);
  const argv = ['case', 'add-server', one, '--name', 'FTP 1', '--country', 'nl', '--custodian', 'Police', '--home', home, '--json'];
  const run = await streetdate(argv);
  expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('FTP 1') });
  expect(records(run).at(-1)).toMatchObject({
    ...{ type: 'server', id: 'ftp-1', name: 'FTP 1', country: 'NL', custodian: 'Police', source: 'folder' },
    ...{ files: 2, digested: 2, unread: 0, unreadPlaces: 0, scanned: 1, unscanned: 1 },
  });
  const refused = await streetdate(['case', 'add-server', folder, '--name', 'FTP 1', '--country', 'NL', '--home', home]);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('give another name') });
  expect(await streetdate(['case', 'add-server', one, '--name', 'X', '--country', 'WORLD', '--home', home])).toMatchObject({ status: 2 });
  expect(await streetdate(['case', 'add-server', join(folder, 'none'), '--name', 'X', '--country', 'NL', '--home', home])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('there is no such file'),
  });
});

test('a folder that holds only fingerprints is a list of fingerprints: it has no copy, is first with nothing, and no letter names it', async () => {
  const folder = await temporaryFolder();
  const [prints, mixed, home] = [join(folder, 'prints'), join(folder, 'mixed'), join(folder, 'home')];
  await mkdir(prints);
  await mkdir(mixed);
  await writeCopy(prints, 'a.sdfp', 1);
  await writeCopy(prints, 'b', 2);
  await writeFile(join(prints, 'damaged.sdfp'), Buffer.alloc(100, 0x80));
  await writeFile(join(prints, 'notes.txt'), 'hello');
  const { film, copy } = await filmTree();
  await copyFile(copy, join(mixed, 'copy.mkv'));
  await copyFile(join(prints, 'a.sdfp'), join(mixed, 'a.sdfp'));
  const window = ['--window', 'US:disc:2026-06-01T00:00:00Z', '--home', home];
  await streetdate(['enroll', await writeReference(folder, 'one.sdfp', 1), '--title', 'One', ...window]);
  await streetdate(['enroll', film, '--title', 'Film', ...window]);
  const add = (path: string, name: string) =>
    streetdate(['case', 'add-server', path, '--name', name, '--country', 'US', '--seen-at', FACTS.seenAt, '--home', home, '--json']);
  const added = await add(prints, 'Prints');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  expect(records(added)).toMatchObject([{ type: 'server', fingerprints: 3, scanned: 0, unscanned: 0 }]);
  await add(mixed, 'Mixed');
  const library = await openOne(home);
  const report = await makeCaseReport(library);
  expect(report.servers).toMatchObject([
    { name: 'Mixed', films: 1, fingerprints: 1 },
    { name: 'Prints', films: 0, fingerprints: 3, isFingerprintList: true },
  ]);
  expect(report.servers[0]).not.toHaveProperty('isFingerprintList');
  expect(report.titles.map(({ title, first }) => [title, first])).toEqual([['Film', ['mixed']]]);
  expect(report).toMatchObject({ unmatched: 0, unscanned: 0 });
  expect((await caseCopies(library)).copies.map(({ location }) => location)).toEqual(['file://mixed/copy.mkv']);
  await library.close();
  const { stdout } = await streetdate(['case', 'report', '--home', home, '-o', join(folder, 'case.html')]);
  expect(stdout).toMatch(/Mixed \(US\): 2 files, .*, 1 film and 1 fingerprint, /);
  expect(stdout).toMatch(/Prints \(US\): 4 files, .*, a list of 3 fingerprints, no copies, /);
  expect(stdout).toContain('Prints: whether the films of 3 fingerprints were there: a fingerprint is no copy');
  const page = await readFile(join(folder, 'case.html'), 'utf8');
  expect(page).toContain('none: a list of 3 fingerprints, no copies');
});
