// @module-tag process
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** A library with a film whose disc comes out on 10 March 2026, and two stored scans: a copy of it and an unrelated file. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  const [copy, unrelated] = [await writeCopy(uploads, 'b-copy.sdfp', 1), await writeCopy(uploads, 'a-unrelated.sdfp', 2)];
  await streetdate(['scan', uploads, '--home', home]);
  return { folder, home, film, copy, unrelated };
}

test('judge without options follows the windows as they are now', async () => {
  const { home, copy, unrelated } = await setUp();
  const run = await streetdate(['judge', '--home', home, '--json']);
  expect(run.status).toBe(1);
  expect(records(run)).toMatchObject([
    { path: unrelated, verdict: { kind: 'no-match' } },
    { path: copy, reused: true, verdict: { kind: 'pre-release-leak', daysEarly: 36 } },
  ]);
  await streetdate(['title', 'add', 'Film', '--home', home, '--street-date', '2026-01-20T00:00:00Z']);
  expect(await streetdate(['judge', copy, '--home', home])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^released copy/) });
});

test('judge with another sighting time or other windows answers for that call only', async () => {
  const { home, copy } = await setUp();
  const kinds = async (args: readonly string[]) => {
    const run = await streetdate(['judge', copy, '--home', home, '--json', ...args]);
    return [run.status, ...records(run).map(({ verdict }) => (verdict as { kind: string }).kind)];
  };
  expect(await kinds(['--seen-at', '2026-03-11T00:00:00Z'])).toEqual([0, 'released-copy']);
  expect(await kinds(['--window', 'WORLD:disc:2026-01-01T00:00:00Z'])).toEqual([0, 'released-copy']);
  expect(await kinds(['--window', 'DE:disc:2026-01-01T00:00:00Z', '--window', 'FR:disc:2026-06-01T00:00:00Z'])).toEqual([
    0,
    'needs-review',
  ]);
  expect(await kinds([])).toEqual([1, 'pre-release-leak']);
});

test('judge says when the library has changed since', async () => {
  const { folder, home } = await setUp();
  await streetdate(['enroll', await writeReference(folder, 'new.sdfp', 3), '--home', home, '--title', 'New']);
  const { stderr } = await streetdate(['judge', '--home', home]);
  expect(stderr).toBe('streetdate: 2 of them were matched before the library changed; scan those files again\n');
});

test('judge and report name what was never scanned', async () => {
  const { folder, home } = await setUp();
  for (const args of [
    ['judge', 'nowhere.mkv'],
    ['report', '--scan', 'nowhere.mkv', '-o', join(folder, 'r.html')],
  ]) {
    const run = await streetdate([...args, '--home', home]);
    expect(run).toMatchObject({ status: 3, stderr: 'streetdate: nowhere.mkv: it has not been scanned; `streetdate scan` does that\n' });
  }
});

test.each([
  ['--seen-at', 'yesterday', 'must be ISO 8601'],
  ['--territory', 'UK', 'GB is the code of the United Kingdom'],
  ['--source', 'disc', 'it must be SOURCE:RATIO or SOURCE:RATIO:REASON'],
  ['--source', 'disc:-1', 'likelihoodRatio (disc) must be a finite number above 0'],
  ['--source', 'tape:3', 'source must be one of'],
])('judge %s %s is wrong use', async (option, value, message) => {
  const { home } = await setUp();
  const run = await streetdate(['judge', '--home', home, option, value]);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toContain(message);
});

test('show finds titles by id and name, references by id, scans by id and path', async () => {
  const { home, film, copy } = await setUp();
  expect((await streetdate(['show', 'Film', '--home', home])).stdout).toBe(
    'Film  [film]\n  window WORLD:disc:2026-03-10T00:00:00Z\n  reference disc-1\n',
  );
  expect((await streetdate(['show', 'disc-1', '--home', home])).stdout).toBe(
    `disc-1  Film (disc, 1:00.0)\n  made from ${film}\n  no Data-Code and no Instance-Code: it was enrolled from a fingerprint\n`,
  );
  const [scan] = records(await streetdate(['show', copy, '--home', home, '--json']));
  expect(scan).toMatchObject({ type: 'scan', path: copy, verdict: { kind: 'pre-release-leak' } });
  expect(records(await streetdate(['show', String(scan?.scanId), '--home', home, '--json']))).toEqual([scan]);
  const missing = await streetdate(['show', 'nobody', 'film', '--home', home]);
  expect(missing).toMatchObject({ status: 3, stderr: 'streetdate: nobody: no title, reference or scan goes by that name\n' });
  expect(missing.stdout).toContain('Film  [film]');
});

test('report writes one page with the verdicts, and says where', async () => {
  const { folder, home, copy } = await setUp();
  const page = join(folder, 'case.html');
  expect(await streetdate(['report', '--home', home, '-o', page])).toEqual({ status: 0, stdout: `${page}\n`, stderr: '' });
  const html = await readFile(page, 'utf8');
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).toContain('b-copy.sdfp');
  expect(html).toContain('a-unrelated.sdfp');
  await streetdate(['report', '--home', home, '-o', page, '--scan', copy]);
  expect(await readFile(page, 'utf8')).not.toContain('a-unrelated.sdfp');
  const lost = await streetdate(['report', '--home', home, '-o', join(folder, 'none', 'case.html')]);
  expect(lost.status).toBe(3);
  expect(lost.stderr).toMatch(/^streetdate: \S*none\/case\.html: its folder does not exist\n$/);
});

test('title add makes, changes and renames a title', async () => {
  const { home } = await setUp();
  const add = (...args: string[]) => streetdate(['title', 'add', ...args, '--home', home, '--json']);
  expect(records(await add('Ça, c’est bon!', '--year', '1999'))).toMatchObject([{ id: 'ça-c-est-bon', year: 1999 }]);
  expect(records(await add('映画', '--eidr', '10.5240/X'))).toMatchObject([{ id: '映画', eidr: '10.5240/X' }]);
  expect(records(await add('!!!'))).toMatchObject([{ id: 'title', name: '!!!' }]);
  expect(records(await add('???'))).toMatchObject([{ id: 'title-2', name: '???' }]);
  expect(records(await add('Film', '--year', '2026'))).toMatchObject([{ id: 'film', year: 2026, referenceIds: ['disc-1'] }]);
  expect(records(await add('The Film', '--id', 'film'))).toMatchObject([{ id: 'film', name: 'The Film', year: 2026 }]);
  expect(await add('The Film', '--id', 'other')).toMatchObject({
    status: 2,
    stderr: 'streetdate: the title The Film already exists with the id film\n',
  });
});
