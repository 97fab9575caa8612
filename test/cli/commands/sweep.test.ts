// @module-tag process
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetRecord, sweepRecord } from 'streetdate';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** A library with two films, and a batch of two copies of one, an unrelated file, and a file that is no fingerprint. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, batch, parquet] = [join(folder, 'library'), join(folder, 'batch'), join(folder, 'parquet')];
  await mkdir(batch);
  for (const [title, seed] of [
    ['One', 1],
    ['Two', 2],
  ] as const) {
    const film = await writeReference(folder, `${title}.sdfp`, seed);
    await streetdate(['enroll', film, '--home', home, '--title', title, '--id', title, '--street-date', '2026-03-10']);
  }
  await writeCopy(batch, 'a.sdfp', 1);
  await writeCopy(batch, 'b.sdfp', 7);
  await writeFile(join(batch, 'c.sdfp'), 'no fingerprint');
  await writeCopy(batch, 'd.sdfp', 2);
  return { folder, home, batch, parquet };
}

test('a sweep prints for each file that shows something what a scan prints, and stores it', async () => {
  const { home, batch, parquet } = await setUp();
  const exported = await streetdate(['export', parquet, '--parquet', '--home', home, '--json']);
  expect(exported).toMatchObject({ status: 0, stderr: '' });
  const [record] = records(exported);
  expect(parquetRecord.safeParse(record).error).toBeUndefined();
  expect(record).toMatchObject({ type: 'export-parquet', path: parquet, references: 2, commonBands: 0 });

  const swept = await streetdate(['sweep', '--batch', batch, '--parquet', parquet, '--home', home, '--json']);
  expect(swept.status).toBe(3);
  expect(swept.stderr).toMatch(/c\.sdfp.* not a fingerprint/);
  const lines = records(swept);
  const summary = lines.at(-1);
  expect(sweepRecord.safeParse(summary).error).toBeUndefined();
  expect(summary).toMatchObject({ type: 'sweep', queries: 4, windows: 18, references: 2, found: 2 });
  const ofSweep = lines.filter(({ type }) => type === 'scan');

  const judged = records(await streetdate(['judge', '--home', home, '--json']));
  expect(judged.map(({ path }) => path)).toEqual([join(batch, 'a.sdfp'), join(batch, 'd.sdfp')]);
  const scanned = await streetdate(['scan', join(batch, 'a.sdfp'), join(batch, 'd.sdfp'), '--home', home, '--json']);
  expect(scanned.status).toBe(1);
  const comparable = (record: Record<string, unknown>) => ({ ...record, scannedAt: undefined, reused: undefined });
  expect(ofSweep.map(comparable)).toEqual(records(scanned).map(comparable));
  // A scan spares no work on titles that are not out yet, so it looks again at what a sweep has stored.
  expect(records(scanned).map(({ reused }) => reused)).toEqual([false, false]);
  expect((await readdir(home)).filter((name) => name.startsWith('sweep'))).toEqual([]);
});

test('without an export a sweep makes its own; text says how many files show something', async () => {
  const { home, batch } = await setUp();
  const swept = await streetdate(['sweep', '--batch', join(batch, 'a.sdfp'), join(batch, 'b.sdfp'), '--home', home]);
  expect(swept).toMatchObject({ status: 1, stderr: '' });
  expect(swept.stdout).toMatch(/^PRE-RELEASE LEAK {2}.*a\.sdfp\n/);
  expect(swept.stdout).toMatch(/\n2 files \(12 windows\) compared with 2 references; found something in 1\n$/);
  expect((await readdir(home)).filter((name) => name.startsWith('sweep'))).toEqual([]);
});

test('an export of an earlier state of the library is refused', async () => {
  const { folder, home, batch, parquet } = await setUp();
  await streetdate(['export', parquet, '--parquet', '--home', home]);
  await streetdate(['enroll', await writeReference(folder, 'new.sdfp', 3), '--home', home, '--title', 'New']);
  const swept = await streetdate(['sweep', '--batch', batch, '--parquet', parquet, '--home', home]);
  expect(swept).toEqual({
    status: 3,
    stdout: '',
    stderr: `streetdate: ${parquet}: it is not an export of this library as it is now; export the library again\n`,
  });
});

test.each([
  [['sweep'], '--batch must name a file or a folder'],
  [['sweep', '--batch', 'x', '--memory', '12'], 'it must be a whole number followed by M, G or T, such as 8G, got "12"'],
  [['export', 'x', '--memory', '2G'], '--memory is for --parquet'],
])('wrong use %j is told', async (argv, message) => {
  const { home } = await setUp();
  const run = await streetdate([...argv, '--home', home]);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toContain(message);
});

test('export as Parquet replaces an earlier one, and writes to no folder that holds something else', async () => {
  const { folder, home, parquet } = await setUp();
  await streetdate(['export', parquet, '--parquet', '--home', home]);
  const before = await readFile(join(parquet, 'sweep.json'), 'utf8');
  expect((await streetdate(['export', parquet, '--parquet', '--home', home])).status).toBe(0);
  expect(await readFile(join(parquet, 'sweep.json'), 'utf8')).toBe(before);
  const refused = await streetdate(['export', folder, '--parquet', '--home', home]);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('contains other files than an export as Parquet') });
});

test('where DuckDB cannot be loaded the error says what to install', async () => {
  const { folder, home, parquet } = await setUp();
  // A process of its own, in which the package is not found.
  const hide = join(folder, 'hide.mjs');
  await writeFile(
    hide,
    `import { register } from 'node:module';
     register('data:text/javascript,' + encodeURIComponent(\`export async function resolve(name, context, next) {
       if (name === '@duckdb/node-api') throw new Error("Cannot find package '@duckdb/node-api'");
       return next(name, context);
     }\`));`,
  );
  const { builtCommand } = await import('../tools/built-command.ts');
  const run = spawnSync(process.execPath, ['--import', hide, builtCommand(), 'export', parquet, '--parquet', '--home', home], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(3);
  expect(run.stderr).toMatch(
    /^streetdate: Parquet and sweeps need the package @duckdb\/node-api \(npm install @duckdb\/node-api@[\d.r-]+\), which cannot be loaded: Cannot find package '@duckdb\/node-api'\n$/,
  );
});

test('a sweep on a full disk says so in one line and leaves nothing behind', async ({ skip }) => {
  const { folder, home, batch } = await setUp();
  const disk = join(folder, 'disk');
  await mkdir(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk]).status !== 0)
    return skip('mounting a small disk is not permitted here');
  onTestFinished(() => void spawnSync('umount', ['-l', disk]));
  const handover = join(folder, 'handover');
  await streetdate(['export', handover, '--home', home]);
  const there = join(disk, 'library');
  await streetdate(['import', handover, '--home', there]);
  await writeFile(join(disk, 'filler'), Buffer.alloc(600_000)).catch(() => {});
  const swept = await streetdate(['sweep', '--batch', batch, '--home', there]);
  expect(swept).toMatchObject({ status: 3, stdout: '' });
  expect(swept.stderr).toMatch(/^streetdate: .*the disk (is full|reported an error).*\n$/i);
});
