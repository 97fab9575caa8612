import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { resultCode } from '../../../packages/engine/src/catalogue/sqlite/drivers.ts';
import { SqliteThread } from '../../../packages/engine/src/catalogue/sqlite/sqlite-thread.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

async function newThread(): Promise<SqliteThread> {
  const thread = new SqliteThread(join(await temporaryFolder(), 'file.sqlite'));
  onTestFinished(() => thread.close());
  return thread;
}

/** Counts to a number, which takes SQLite a while. */
const SLOW = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) as count from n';

test('statements run in the order of the calls, with every kind of value', async () => {
  const thread = await newThread();
  const values = [new Uint8Array([1, 0, 255]), null, 1, 2n ** 62n, 0.25, 'Amélie 🎬'];
  const [, added, read] = await Promise.all([
    thread.run('create table kinds (blob, absent, small, huge, fraction, words)'),
    thread.run('insert into kinds values (?, ?, ?, ?, ?, ?)', values),
    thread.run('select * from kinds'),
  ]);
  expect(added).toEqual({ rows: [], changes: 1n, lastInsertRowid: 1n });
  const { blob, ...rest } = read.rows[0]!;
  expect([...(blob as Uint8Array)]).toEqual([1, 0, 255]);
  expect(rest).toEqual({ absent: null, small: 1, huge: 2n ** 62n, fraction: 0.25, words: 'Amélie 🎬' });
  expect((await thread.run('pragma secure_delete')).rows).toEqual([{ secure_delete: 1 }]);
});

test('the calling thread goes on during a slow statement', async () => {
  const thread = await newThread();
  await thread.run('select 1');
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  onTestFinished(() => clearInterval(timer));
  expect((await thread.run(SLOW)).rows).toEqual([{ count: 300_000 }]);
  expect(turns).toBeGreaterThan(1);
});

test('an error comes back with the library’s code, and what follows runs', async () => {
  const thread = await newThread();
  await thread.run('create table one (id integer primary key)');
  await thread.run('insert into one values (1)');
  const fault = await thread.run('insert into one values (1)').catch((error: unknown) => error);
  expect(String(fault)).toContain('UNIQUE constraint failed: one.id');
  // SQLITE_CONSTRAINT of node:sqlite; the other library's codes are known by name only where they are treated.
  expect([1, 19]).toContain(resultCode(fault));
  expect((await thread.run('select id from one')).rows).toEqual([{ id: 1 }]);
});

test('closing waits for what was asked, and nothing is asked afterwards', async () => {
  const thread = await newThread();
  const slow = thread.run(SLOW);
  await thread.close();
  expect((await slow).rows).toHaveLength(1);
  await expect(thread.run('select 1')).rejects.toThrow('the database is closed');
});
