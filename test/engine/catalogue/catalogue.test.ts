// @module-tag process
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../../packages/engine/src/catalogue/sql/migrations.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { openSqliteFile } from '../../tools/sqlite-file.ts';

const require = createRequire(new URL('../../../packages/engine/package.json', import.meta.url));

/** What opens an SQLite file in a process without sources: Node's own, else better-sqlite3. */
const SQLITE = `process.getBuiltinModule?.('node:sqlite')?.DatabaseSync ?? require(${JSON.stringify(require.resolve('better-sqlite3'))})`;

test('init makes one folder with a catalogue and a place for fingerprints, and does it once', async () => {
  const home = join(await temporaryFolder(), 'deep', 'library');
  expect(await streetdate(['init', '--home', home])).toEqual({ status: 0, stdout: '', stderr: `streetdate: made a library in ${home}\n` });
  expect((await readdir(home)).sort()).toEqual(['catalogue.sqlite', 'fingerprints']);
  const again = await streetdate(['init', '--home', home]);
  expect(again).toEqual({ status: 0, stdout: '', stderr: `streetdate: ${home} is already a library; nothing was changed\n` });
});

test('the catalogue is in WAL mode with foreign keys on, and survives being opened by several at once for the first time', async () => {
  const home = join(await temporaryFolder(), 'library');
  const openAndClose = async () => (await openLibrary(home, { patience: 60 })).close();
  await Promise.all(Array.from({ length: 4 }, openAndClose));
  const file = openSqliteFile(join(home, 'catalogue.sqlite'));
  expect(file.prepare('PRAGMA journal_mode').all()).toEqual([{ journal_mode: 'wal' }]);
  expect(file.prepare('PRAGMA foreign_keys').all()).toEqual([{ foreign_keys: 1 }]);
  expect(file.prepare('select * from library').all()).toEqual([{ id: 1, schema_version: SCHEMA_VERSION, revision: 0 }]);
  file.close();
});

test('a catalogue that another process is making at this moment is waited for', async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite');
  // Before a file is in WAL mode a writer in the way is refused to the next one at once, without any patience.
  const hold = `const file = new (${SQLITE})(process.argv[1]); file.exec('begin immediate'); console.log('held');
    setTimeout(() => file.exec('create table made (x); commit'), 300);`;
  const other = spawn(process.execPath, ['-e', hold, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  const file = openSqliteFile(path);
  expect(file.prepare('PRAGMA journal_mode').all()).toEqual([{ journal_mode: 'wal' }]);
  expect(file.prepare('select * from made').all()).toEqual([]);
  file.close();
});

test('tables that another process is bringing up to date at this moment are waited for, and found done', async () => {
  const home = join(await temporaryFolder(), 'library');
  await streetdate(['init', '--home', home]);
  const path = join(home, 'catalogue.sqlite');
  const columns = ['sources', 'look', 'iscc'];
  const old = openSqliteFile(path);
  old.exec(
    `${columns.map((column) => `alter table scan drop column ${column};`).join('')} alter table reference drop column iscc; alter table reference drop column manifest_sha256; drop table sighting; drop table ledger_entry; drop table server_problem; drop table content; drop table server_file; drop table server; update library set schema_version = 2`,
  );
  old.close();
  const ledger = 'create table ledger_entry (position integer primary key, entry text not null, leaf_hash text not null);';
  const bring = `${columns.map((column) => `alter table scan add column ${column} text;`).join('')} alter table reference add column iscc text; alter table reference add column manifest_sha256 text; ${ledger} update library set schema_version = ${SCHEMA_VERSION}`;
  const hold = `const file = new (${SQLITE})(process.argv[1]); file.exec('begin immediate'); console.log('held');
    setTimeout(() => file.exec(${JSON.stringify(`${bring}; commit`)}), 300);`;
  const other = spawn(process.execPath, ['-e', hold, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  expect(await streetdate(['title', 'add', 'Film', '--home', home])).toMatchObject({ status: 0, stderr: '' });
});

test('a catalogue of a newer version is refused and left as it is', async () => {
  const home = join(await temporaryFolder(), 'library');
  await streetdate(['init', '--home', home]);
  const path = join(home, 'catalogue.sqlite');
  const file = openSqliteFile(path);
  file.prepare('update library set schema_version = 99').run();
  const refused = await streetdate(['title', 'add', 'Film', '--home', home]);
  const reason = `it was written by a newer version of Streetdate (tables 99, known up to ${SCHEMA_VERSION}); update this one`;
  expect(refused).toEqual({ status: 3, stdout: '', stderr: `streetdate: ${path}: ${reason}\n` });
  expect(file.prepare('select schema_version from library').all()).toEqual([{ schema_version: 99 }]);
  file.close();
});

test('a writer that is in the way for too long is named as the reason', async () => {
  const home = join(await temporaryFolder(), 'library');
  await streetdate(['init', '--home', home]);
  const path = join(home, 'catalogue.sqlite');
  const other = openSqliteFile(path);
  other.exec('begin immediate');
  const refused = await streetdate(['title', 'add', 'Film', '--home', home]);
  other.exec('rollback');
  other.close();
  const reason = 'another process has been writing to it for more than 5 s; try again';
  expect(refused).toEqual({ status: 3, stdout: '', stderr: `streetdate: ${path}: ${reason}\n` });
});

test('a result that another writer keeps from being stored is printed all the same', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  await streetdate(['enroll', await writeReference(folder, 'film.sdfp', 1), '--home', home, '--title', 'Film']);
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const other = openSqliteFile(join(home, 'catalogue.sqlite'));
  other.exec('begin immediate');
  const run = await streetdate(['scan', copy, '--home', home, '--json']);
  other.exec('rollback');
  other.close();
  expect(run.status).toBe(3);
  expect(records(run)).toMatchObject([{ type: 'scan', path: copy, matches: [{ title: 'Film' }] }]);
  expect(run.stderr).toMatch(/copy\.sdfp: the result could not be stored: .*another process has been writing to it .*\n$/);
});

test('a fingerprint file that no row names does no harm', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film']);
  await writeFile(join(home, 'fingerprints', `${'0'.repeat(64)}.sdfp`), 'half a finger');
  const run = await streetdate(['scan', film, '--home', home, '--json']);
  expect(records(run)).toMatchObject([{ type: 'scan', matches: [{ referenceId: 'film.1' }] }]);
});
