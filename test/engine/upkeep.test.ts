// @module-tag slow
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLibrary } from '@streetdate/engine';
import { describe, expect, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { openSqliteFile } from '../tools/sqlite-file.ts';

/** A library with two films and a scan. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  for (const seed of [1, 2]) {
    await streetdate([
      'enroll',
      await writeReference(folder, `${seed}.sdfp`, seed),
      '--home',
      home,
      '--title',
      `Film ${seed}`,
      '--street-date',
      '2027-03-09',
    ]);
  }
  await streetdate(['scan', await writeCopy(folder, 'copy.sdfp', 1), '--home', home]);
  const feed = join(folder, 'crawl.jsonl');
  const seen = { file: 'copy.sdfp', seenAt: '2026-01-01T00:00:00Z', link: 'https://host.example/ä', host: 'h.example', country: 'DE' };
  await writeFile(feed, JSON.stringify(seen));
  await streetdate(['sightings', feed, '--home', home]);
  const fingerprints = join(home, 'fingerprints');
  return { folder, home, fingerprints, names: (await readdir(fingerprints)).sort() };
}

const check = async (home: string, ...options: string[]) => {
  const run = await streetdate(['db', 'check', '--home', home, '--json', ...options], { now: new Date().toISOString() });
  return { ...run, record: records(run)[0]! as Record<string, unknown> };
};

describe('db check', () => {
  test('counts rows and reads every blob that a row names', async () => {
    const { home } = await prepared();
    const { status, record, stderr } = await check(home);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(record).toMatchObject({ type: 'db-check', referencedBlobs: 3, badBlobs: [], unreferencedBlobs: 0, leftovers: 0, removed: 0 });
    expect(record.tables).toContainEqual(expect.objectContaining({ table: 'reference', rows: 2 }));
    expect(record.tables).toContainEqual(expect.objectContaining({ table: 'scan', rows: 1 }));
    const text = await streetdate(['db', 'check', '--home', home]);
    expect(text.stdout).toMatch(
      /tables of version \d+\n {2}library .*\n {2}title +2 .*\n(?:.*\n)*3 blobs named by rows: all there and intact\n$/,
    );
  });

  test('looks at every table that there is, so that none is left out of a copy', async () => {
    const { home } = await prepared();
    const file = openSqliteFile(join(home, 'catalogue.sqlite'));
    const tables = file.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name").all();
    file.close();
    const { record } = await check(home);
    expect((record.tables as { table: string }[]).map(({ table }) => table).sort()).toEqual(tables.map(({ name }) => name));
  });

  test('names each blob that is missing or damaged, with status 3', async () => {
    const { home, fingerprints, names } = await prepared();
    await rm(join(fingerprints, names[0]!));
    await truncate(join(fingerprints, names[1]!), 3);
    const { status, record, stderr } = await check(home);
    expect(status).toBe(3);
    const [missing, damaged] = names.map((name) => name.slice(0, 64));
    expect(record.badBlobs).toEqual(
      expect.arrayContaining([
        { kind: 'fingerprint', sha256: missing, fault: 'missing' },
        { kind: 'fingerprint', sha256: damaged, fault: 'damaged' },
      ]),
    );
    expect(stderr).toContain(`the fingerprint ${missing} is missing; enroll or scan its media again`);
  });

  test('removes only with --repair, only what no row names, and only what is older than an hour', async () => {
    const { home, fingerprints, names } = await prepared();
    const loose = async (content: string, hours: number) => {
      const name = `${createHash('sha256').update(content).digest('hex')}.sdfp`;
      await writeFile(join(fingerprints, name), content);
      const time = Date.now() / 1000 - 3600 * hours;
      await utimes(join(fingerprints, name), time, time);
      return name;
    };
    const old = await loose('old', 2);
    const fresh = await loose('fresh', 0.5);
    // What rows name may be as old as it likes.
    for (const name of names) await utimes(join(fingerprints, name), 1000, 1000);
    await mkdir(join(home, 'sweep-a1B2c3'));
    await writeFile(join(fingerprints, '.half.tmp'), 'half');
    for (const each of [join(home, 'sweep-a1B2c3'), join(fingerprints, '.half.tmp')]) await utimes(each, 1000, 1000);
    expect((await check(home)).record).toMatchObject({ unreferencedBlobs: 2, unreferencedBytes: 8, leftovers: 2, removed: 0 });
    expect((await readdir(fingerprints)).length).toBe(names.length + 3);
    expect((await check(home, '--repair')).record).toMatchObject({ badBlobs: [], unreferencedBlobs: 2, leftovers: 2, removed: 3 });
    expect((await readdir(fingerprints)).sort()).toEqual([...names, fresh].sort());
    expect(await readdir(home)).not.toContain('sweep-a1B2c3');
    expect((await check(home)).record).toMatchObject({ badBlobs: [], unreferencedBlobs: 1, leftovers: 0 });
    expect(old).not.toBe(fresh);
  });

  test('never removes what is enrolled at the same time, though its blob is old', async () => {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    const films = await Promise.all(Array.from({ length: 12 }, (_, at) => writeReference(folder, `${at}.sdfp`, at + 1)));
    // The films' fingerprints lie there from a killed enrollment, and are old.
    const other = join(folder, 'other');
    await streetdate(['enroll', ...films, '--home', other, '--title', 'Film']);
    await streetdate(['init', '--home', home]);
    await cp(join(other, 'fingerprints'), join(home, 'fingerprints'), { recursive: true });
    for (const name of await readdir(join(home, 'fingerprints'))) await utimes(join(home, 'fingerprints', name), 1000, 1000);
    // In a process of its own: SQLite waits for other writers without giving way within a process.
    const script = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
    const options = [
      '--import',
      'tsx',
      '--conditions=development',
      script,
      'enroll',
      ...films,
      '--home',
      home,
      '--title',
      'Film',
      '--json',
    ];
    const enrolling = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const end = once(enrolling, 'exit');
    let printed = '';
    enrolling.stdout.on('data', (part) => (printed += part));
    let removed = 0;
    do removed += Number((await check(home, '--repair')).record.removed);
    while (enrolling.exitCode === null);
    expect(await end).toEqual([0, null]);
    expect(printed.trim().split('\n')).toHaveLength(12);
    expect(removed).toBeGreaterThan(0);
    expect((await check(home)).record).toMatchObject({ referencedBlobs: 12, badBlobs: [] });
  });

  test('refuses a folder without a library, and tables of another version', async () => {
    const { home } = await prepared();
    const lost = await check(join(home, 'nowhere'));
    expect(lost).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no library') });
    const file = openSqliteFile(join(home, 'catalogue.sqlite'));
    file.exec('update library set schema_version = 2');
    file.close();
    expect(await check(home)).toMatchObject({ status: 3, stderr: expect.stringContaining('migrate them first') });
  });

  test('db migrate says what it did', async () => {
    const { home } = await prepared();
    const run = await streetdate(['db', 'migrate', '--home', home]);
    expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/its tables have version \d+ already\n$/) });
  });
});

describe('backup and restore', () => {
  test('give a library that is equal to the one that was', async () => {
    const { folder, home } = await prepared();
    const backup = join(folder, 'backup');
    const made = await streetdate(['backup', backup, '--home', home, '--json']);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(records(made)).toMatchObject([{ type: 'backup', databases: 1, badBlobs: [] }]);
    const was = await check(home);
    const judged = await streetdate(['judge', '--home', home, '--json']);
    expect(records(judged)).toMatchObject([{ seen: [{ link: 'https://host.example/ä', host: 'h.example', territory: 'DE' }] }]);
    await rm(home, { recursive: true });
    const restored = join(folder, 'restored', 'library');
    const run = await streetdate(['restore', backup, '--home', restored]);
    expect(run).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('each compared with its SHA-256') });
    const is = await check(restored);
    const placeless = ({ record }: typeof was) => ({ ...record, place: '', blobs: '' });
    expect(placeless(is)).toEqual(placeless(was));
    expect((await streetdate(['judge', '--home', restored, '--json'])).stdout).toBe(judged.stdout);
    expect((await readdir(join(folder, 'restored'))).sort()).toEqual(['library']);
    // The index is made again: a new copy is found.
    const copy = await writeCopy(folder, 'later.sdfp', 2);
    expect(records(await streetdate(['scan', copy, '--home', restored, '--json']))).toMatchObject([
      { matches: [{ referenceId: 'film-2.1' }] },
    ]);
  });

  test('work while the library is written to, with a service’s files and other libraries in the folder', async () => {
    const { folder, home } = await prepared();
    await mkdir(join(home, 'service', 'uploads'), { recursive: true });
    await writeFile(join(home, 'service', 'uploads', 'a'), 'content');
    const service = openSqliteFile(join(home, 'service', 'service.sqlite'));
    service.exec("create table job (id text); insert into job values ('1')");
    await streetdate(['enroll', join(folder, '1.sdfp'), '--home', join(home, 'organisations', 'x'), '--title', 'Theirs']);
    const library = await openLibrary(home);
    const writing = (async () => {
      for (let at = 0; at < 40; at++) await library.putTitle({ name: `Title ${at}` });
    })();
    const made = await streetdate(['backup', join(folder, 'backup'), '--home', home, '--json']);
    await writing;
    await library.close();
    service.close();
    expect(records(made)).toMatchObject([{ databases: 3, badBlobs: [] }]);
    const restored = join(folder, 'restored');
    expect((await streetdate(['restore', join(folder, 'backup'), '--home', restored])).status).toBe(0);
    expect(await readFile(join(restored, 'service', 'uploads', 'a'), 'utf8')).toBe('content');
    const again = openSqliteFile(join(restored, 'service', 'service.sqlite'));
    expect(again.prepare('select * from job').all()).toEqual([{ id: '1' }]);
    again.close();
    expect((await check(join(restored, 'organisations', 'x'))).record).toMatchObject({ referencedBlobs: 1, badBlobs: [] });
  });

  test('a damaged or incomplete backup gives nothing', async () => {
    const { folder, home, names } = await prepared();
    const backup = join(folder, 'backup');
    await streetdate(['backup', backup, '--home', home]);
    const restored = join(folder, 'restored');
    const damaged = join(backup, 'fingerprints', names[0]!);
    const whole = await readFile(damaged);
    await writeFile(damaged, Buffer.concat([whole.subarray(0, -1), Buffer.from([whole.at(-1)! ^ 1])]));
    expect(await streetdate(['restore', backup, '--home', restored])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`${damaged}: it is damaged: its SHA-256 differs`),
    });
    await rm(damaged);
    expect(await streetdate(['restore', backup, '--home', restored])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('there is no such file'),
    });
    await writeFile(damaged, whole);
    const list = JSON.parse(await readFile(join(backup, 'backup.json'), 'utf8')) as { files: { path: string }[] };
    await writeFile(
      join(backup, 'backup.json'),
      JSON.stringify({ ...list, files: [...list.files, { path: '../out', bytes: 1, sha256: '0'.repeat(64) }] }),
    );
    expect(await streetdate(['restore', backup, '--home', restored])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('outside of the library'),
    });
    await rm(join(backup, 'backup.json'));
    expect(await streetdate(['restore', backup, '--home', restored])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('backup.json'),
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('restored'))).toEqual([]);
  });

  test('refuse a folder with files, and one inside the library', async () => {
    const { folder, home } = await prepared();
    expect(await streetdate(['backup', folder, '--home', home])).toMatchObject({
      stderr: expect.stringContaining(`${folder} is not empty`),
    });
    expect(await streetdate(['backup', join(home, 'b'), '--home', home])).toMatchObject({
      stderr: expect.stringContaining('lies in the library itself'),
    });
    const backup = join(folder, 'backup');
    await streetdate(['backup', backup, '--home', home]);
    expect(await streetdate(['restore', backup, '--home', home])).toMatchObject({
      stderr: expect.stringContaining(`${home} is not empty`),
    });
  });

  test('a library with a missing blob is backed up, and said to lack it', async () => {
    const { folder, home, fingerprints, names } = await prepared();
    await rm(join(fingerprints, names[0]!));
    const run = await streetdate(['backup', join(folder, 'backup'), '--home', home]);
    expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining(`${names[0]!.slice(0, 64)} is missing`) });
  });
});

describe('db copy', () => {
  test('copies a folder to another, with equal digests', async () => {
    const { folder, home } = await prepared();
    const to = join(folder, 'to');
    const run = await streetdate(['db', 'copy', '--home', home, '--to-home', to, '--json']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const [is, was] = [await check(to), await check(home)];
    expect(is.record.tables).toEqual(was.record.tables);
    expect(is.record).toMatchObject({ referencedBlobs: 3, badBlobs: [] });
    expect(await streetdate(['db', 'copy', '--home', home, '--to-home', to])).toMatchObject({
      stderr: expect.stringContaining('has rows already'),
    });
  });

  test('that was stopped leaves no rows, and is made again', async () => {
    const { folder, home } = await prepared();
    const to = join(folder, 'to');
    const stop = new AbortController();
    const copying = streetdate(['db', 'copy', '--home', home, '--to-home', to], { signal: stop.signal });
    const isThere = () =>
      readdir(join(to, 'fingerprints')).then(
        (names) => names.length > 0,
        () => false,
      );
    while (!(await isThere()));
    stop.abort();
    const stopped = await copying;
    expect(stopped.status).not.toBe(0);
    expect((await check(to)).record.tables).toContainEqual(expect.objectContaining({ table: 'title', rows: 0 }));
    expect(await streetdate(['db', 'copy', '--home', home, '--to-home', to])).toMatchObject({ status: 0, stderr: '' });
    expect((await check(to)).record.tables).toEqual((await check(home)).record.tables);
  });

  test('copies no rows when a blob that they name is missing or damaged', async () => {
    const { folder, home, fingerprints, names } = await prepared();
    const whole = await readFile(join(fingerprints, names[2]!));
    await truncate(join(fingerprints, names[2]!), 3);
    const to = join(folder, 'to');
    expect(await streetdate(['db', 'copy', '--home', home, '--to-home', to])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('it is damaged'),
    });
    await rm(join(fingerprints, names[2]!));
    expect(await streetdate(['db', 'copy', '--home', home, '--to-home', to])).toMatchObject({ status: 3 });
    expect((await check(to)).record.tables).toContainEqual(expect.objectContaining({ table: 'reference', rows: 0 }));
    await writeFile(join(fingerprints, names[2]!), whole);
    expect((await streetdate(['db', 'copy', '--home', home, '--to-home', to])).status).toBe(0);
  });

  test('has to be told a whole place', async () => {
    const { home } = await prepared();
    for (const options of [[], ['--to-blobs', 'x'], ['--to-database', 'postgres://x/y']]) {
      expect(await streetdate(['db', 'copy', '--home', home, ...options])).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('--to-home'),
      });
    }
    const wrong = await streetdate(['db', 'check', '--home', home, '--database', 'mysql://x:hunter2@y']);
    expect(wrong).toMatchObject({ status: 2, stderr: expect.not.stringContaining('hunter2') });
  });
});
