import { copyFile, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { addServer, makeCaseReport } from '@streetdate/evidence';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { standForFilms } from '../../tools/prints-as-films.ts';

/** Three servers. The clock of the second is an hour ahead. Film A spreads from the first, film B from the third. */
async function prepare() {
  const folder = await temporaryFolder();
  const home = join(folder, 'home');
  const library = await openLibrary(home, { now: () => new Date('2026-03-01T00:00:00Z') });
  onTestFinished(() => library.close());
  const window = { territory: 'US', channel: 'disc', opensAt: '2026-02-01T00:00:00Z' } as const;
  await library.enroll(await writeReference(folder, 'a.sdfp', 1), { title: 'Film A', windows: [window] });
  await library.enroll(await writeReference(folder, 'b.sdfp', 2), { title: 'Film B' });
  const [one, two, three] = ['one', 'two', 'three'].map((name) => join(folder, name)) as [string, string, string];
  for (const root of [one, two, three]) await mkdir(join(root, 'Film.A.2026.DVDRip.XviD-GRP'), { recursive: true });
  const stamp = (path: string, time: string, aheadSeconds = 0) => {
    const date = new Date(Date.parse(time) + 1000 * aheadSeconds);
    return utimes(path, date, date);
  };
  // Ten small files that all three have within seconds.
  for (let at = 0; at < 10; at++) {
    for (const [root, ahead] of [
      [one, 0],
      [two, 3600],
      [three, 0],
    ] as const) {
      const path = join(root, `${at}.nfo`);
      await writeFile(path, `notes ${at}`);
      await stamp(path, `2026-01-0${(at % 9) + 1}T00:00:${10 + at}Z`, ahead + at);
    }
  }
  const copyA = await writeCopy(folder, 'copy-a.sdfp', 1);
  const copyB = await writeCopy(folder, 'copy-b.sdfp', 2);
  const put = async (root: string, name: string, copy: string, time: string, ahead = 0) => {
    await copyFile(copy, join(root, name));
    await stamp(join(root, name), time, ahead);
  };
  await put(one, 'Film.A.2026.DVDRip.XviD-GRP/a.sdfp', copyA, '2026-01-10T00:00:00Z');
  // By its own clock the second server would have been 30 minutes later than the third.
  await put(two, 'renamed.sdfp', copyA, '2026-01-11T00:00:00Z', 3600);
  await put(three, 'third.sdfp', copyA, '2026-01-11T00:30:00Z');
  await put(three, 'b.sdfp', copyB, '2026-01-12T00:00:00Z');
  await put(one, 'late.sdfp', copyB, '2026-02-20T00:00:00Z');
  for (const [root, name] of [
    [one, 'One'],
    [two, 'Two'],
    [three, 'Three'],
  ] as const) {
    await standForFilms(library, root, name);
  }
  await addServer(library, one, { name: 'One', country: 'NL', seenAt: '2026-02-10T00:00:00Z' });
  await addServer(library, two, { name: 'Two', country: 'DE' });
  await addServer(library, three, { name: 'Three', country: 'SE' });
  return { folder, home, library };
}

test('the order of the spread is told by corrected times, with lead times, overlap, clocks and what is not known', async () => {
  const { home, library, folder } = await prepare();
  const report = await makeCaseReport(library);
  const [filmA, filmB] = report.titles;
  expect(filmA).toMatchObject({ title: 'Film A', first: ['one'], contents: 1, undated: 0 });
  expect(filmA!.servers.map(({ serverId }) => serverId)).toEqual(['one', 'two', 'three']);
  expect(filmA!.servers[0]).toMatchObject({
    country: 'NL',
    group: 'GRP',
    release: 'Film.A.2026.DVDRip.XviD-GRP',
    copies: 1,
    sameAsEarlier: 0,
  });
  const second = filmA!.servers[1]!;
  expect(second.fileTime).toBe('2026-01-11T01:00:00.000Z');
  expect(Math.abs(Date.parse(second.time) - Date.UTC(2026, 0, 11))).toBeLessThan(30_000);
  expect(second).toMatchObject({ sameAsEarlier: 1 });
  expect(filmA!.windows).toEqual([{ territory: 'US', channel: 'disc', opensAt: '2026-02-01T00:00:00Z', daysEarly: 22 }]);
  expect(filmB!.servers.map(({ serverId }) => serverId)).toEqual(['three', 'one']);
  const clocks = new Map(report.servers.map(({ id, clock }) => [id, clock]));
  expect(Math.abs(clocks.get('two')!.seconds - 3600)).toBeLessThan(30);
  expect(clocks.get('one')).toMatchObject({ seconds: 0, basis: 'middle' });
  expect(report.servers.find(({ id }) => id === 'one')).toMatchObject({ files: 12, films: 2, filesAfterSeen: 1 });
  expect(report.overlaps).toMatchObject([
    { servers: ['one', 'three'], contents: 12, titles: 2, share: 1 },
    { servers: ['one', 'two'], contents: 11, titles: 1, share: 1 },
    { servers: ['three', 'two'], contents: 11, titles: 1, share: 1 },
  ]);
  expect(report).toMatchObject({ unmatched: 0, unscanned: 0 });

  // A listing has no bytes: its film is known by a digest that another server has.
  const listing = join(folder, 'list.csv');
  await writeFile(listing, `path,size,time,sha256\nx.mkv,5,2026-01-09T00:00:00Z,${filmA!.servers[0]!.digest}\ny.mkv,5,,\n`);
  await addServer(library, listing, { name: 'Listed', country: 'FR' });
  const more = await makeCaseReport(library);
  expect(more.titles[0]).toMatchObject({ first: ['listed'], servers: [{ serverId: 'listed', path: 'x.mkv' }, {}, {}, {}] });
  await library.close();

  const run = await streetdate(['case', 'report', '--home', home, '--json']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(records(run)).toMatchObject([{ type: 'case-report', titles: [{ title: 'Film A' }, { title: 'Film B' }] }]);
  const { stdout } = await streetdate(['case', 'report', '--home', home]);
  expect(stdout).toContain('4 servers, 2 titles found on them.');
  expect(stdout).toContain('  1. 2026-01-09 00:00 UTC  Listed (FR), 1 file: x.mkv');
  expect(stdout).toContain('US disc, 2026-02-01T00:00:00Z: 23 days early');
  expect(stdout).toContain(
    'Days are counted from the earliest file time, which whoever ran the server could set. A verdict, and the bundle with it, counts',
  );
  expect(stdout).toMatch(
    /Two \(DE\): 11 files, \d+\.\d [kM]B, 1 film, 2026-01-01 to 2026-01-11; clock 1.h ahead ± \d+.s, by 2\d comparisons of shared files/,
  );
  expect(stdout).toContain('Listed: the contents of 1 file of 2');
  expect(stdout).toContain('One: the reason for later times of 1 file');
  const right = await streetdate(['case', 'report', '--right-clock', 'Two', '--home', home]);
  expect(right.stdout).toMatch(/One \(NL\).*clock 1.h behind/);
  expect(await streetdate(['case', 'report', '--right-clock', 'Nobody', '--home', home])).toMatchObject({ status: 2 });
});

test('a case without servers says so', async () => {
  const home = join(await temporaryFolder(), 'home');
  await streetdate(['init', '--home', home]);
  expect(await streetdate(['case', 'report', '--home', home])).toMatchObject({ status: 0, stderr: expect.stringContaining('add-server') });
});
