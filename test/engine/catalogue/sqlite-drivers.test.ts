// @module-tag waits
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SqliteDriver, SqliteFile } from '../../../packages/engine/src/catalogue/sqlite/driver.ts';
import { resultCode, SQLITE_DRIVERS } from '../../../packages/engine/src/catalogue/sqlite/drivers.ts';
import { openSqliteFile } from '../../../packages/engine/src/catalogue/sqlite/open-sqlite-file.ts';
import { sqliteFault } from '../../../packages/engine/src/catalogue/sqlite/sqlite-fault.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

/** Why a driver cannot be tested here; undefined where it can. better-sqlite3 fits the Node that installed it, and no other. */
function absence(driver: SqliteDriver): string | undefined {
  try {
    return driver.load() ? undefined : `Node ${process.version} has no ${driver.name}`;
  } catch (error) {
    return String(error);
  }
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    return void work();
  } catch (error) {
    return error;
  }
};

test('at least one driver works on this Node', () => {
  expect(SQLITE_DRIVERS.map(absence)).toContain(undefined);
});

describe.each(SQLITE_DRIVERS.filter((driver) => absence(driver) === undefined))('$name', (driver) => {
  const openFile = (path: string) => openSqliteFile(path, [driver]);
  const newPath = async () => join(await temporaryFolder(), 'file.sqlite');
  const value = (file: SqliteFile, sql: string) => Object.values(file.prepare(sql).all()[0] ?? {})[0];

  test('opens a file with the settings of the catalogue', async () => {
    const file = openFile(await newPath());
    expect(value(file, 'PRAGMA journal_mode')).toBe('wal');
    expect(value(file, 'PRAGMA foreign_keys')).toBe(1);
    expect(value(file, 'PRAGMA synchronous')).toBe(2);
    expect(value(file, 'PRAGMA busy_timeout')).toBe(5000);
    file.close();
  });

  test('keeps every kind of value, and integers beyond 2^53 as bigints', async () => {
    const file = openFile(await newPath());
    file.exec('CREATE TABLE kinds (blob, absent, small, large, huge, negative, fraction, words)');
    const values = [new Uint8Array([1, 0, 255]), null, 1, Number.MAX_SAFE_INTEGER, 2n ** 62n, -(2n ** 53n), 0.25, 'Amélie 🎬'];
    file.prepare('INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(values);
    const [row = {}] = file.prepare('SELECT * FROM kinds').all();
    expect({ ...row, blob: [...(row.blob as Uint8Array)] }).toStrictEqual({
      ...{ blob: [1, 0, 255], absent: null, small: 1, large: Number.MAX_SAFE_INTEGER, huge: 2n ** 62n, negative: -(2n ** 53n) },
      ...{ fraction: 0.25, words: 'Amélie 🎬' },
    });
    const types = 'typeof(blob), typeof(absent), typeof(small), typeof(large), typeof(huge), typeof(fraction), typeof(words)';
    expect(Object.values(file.prepare(`SELECT ${types} FROM kinds`).all()[0] ?? {})).toEqual([
      'blob',
      'null',
      'integer',
      'integer',
      'integer',
      'real',
      'text',
    ]);
    file.close();
  });

  test('tells a statement that gives rows from one that changes them, and counts the changes', async () => {
    const file = openFile(await newPath());
    file.exec('CREATE TABLE film (id INTEGER PRIMARY KEY, name TEXT)');
    const insert = file.prepare('INSERT INTO film (name) VALUES (?), (?)');
    expect(insert.reader).toBe(false);
    expect(insert.run(['a', 'b'])).toEqual({ changes: 2n, lastInsertRowid: 2n });
    const returning = file.prepare('UPDATE film SET name = ? RETURNING id');
    expect(returning.reader).toBe(true);
    expect(returning.all(['c'])).toStrictEqual([{ id: 1 }, { id: 2 }]);
    const select = file.prepare('SELECT name FROM film ORDER BY id');
    expect(select.reader).toBe(true);
    expect([...select.iterate()]).toStrictEqual([{ name: 'c' }, { name: 'c' }]);
    for (const row of select.iterate()) {
      expect(row).toEqual({ name: 'c' });
      break;
    }
    file.exec('DELETE FROM film');
    expect(select.all()).toEqual([]);
    file.close();
  });

  test('takes back a transaction that is rolled back, and keeps a committed one for other readers', async () => {
    const path = await newPath();
    const [file, reader] = [openFile(path), openFile(path)];
    file.exec('CREATE TABLE film (name)');
    file.exec("BEGIN; INSERT INTO film VALUES ('a'); ROLLBACK");
    file.exec("BEGIN; INSERT INTO film VALUES ('b')");
    expect(reader.prepare('SELECT * FROM film').all()).toEqual([]);
    file.exec('COMMIT');
    expect(reader.prepare('SELECT * FROM film').all()).toEqual([{ name: 'b' }]);
    for (const each of [file, reader]) each.close();
  });

  test('refuses a row that points nowhere', async () => {
    const file = openFile(await newPath());
    file.exec('CREATE TABLE film (id TEXT PRIMARY KEY); CREATE TABLE disc (film TEXT REFERENCES film (id))');
    const error = thrownBy(() => file.prepare('INSERT INTO disc VALUES (?)').run(['x']));
    expect(String(error)).toContain('FOREIGN KEY constraint failed');
    expect(sqliteFault(error, 'x')).toBeUndefined();
    file.close();
  });

  test('waits for another writer as long as its time is, and no longer', async () => {
    const path = await newPath();
    const [file, other] = [openFile(path), openFile(path)];
    other.exec('BEGIN IMMEDIATE');
    file.exec('PRAGMA busy_timeout = 200');
    const start = performance.now();
    const error = thrownBy(() => file.exec('BEGIN IMMEDIATE'));
    const waited = performance.now() - start;
    expect(waited).toBeGreaterThan(150);
    expect(sqliteFault(error, 'x')).toMatchObject({
      code: 'bad-library',
      message: expect.stringContaining('another process has been writing'),
    });
    other.exec('ROLLBACK');
    for (const each of [file, other]) each.close();
  });

  const faults: [string, string, string, (path: string) => Promise<unknown>][] = [
    [
      'a full disk',
      'file-unwritable',
      'the disk is full',
      async (path) => {
        const file = openFile(path);
        file.exec('CREATE TABLE film (name); PRAGMA max_page_count = 3');
        return thrownBy(() => file.prepare('INSERT INTO film VALUES (?)').run([new Uint8Array(100_000)]));
      },
    ],
    [
      'a file that is open for reading only',
      'file-unwritable',
      'it cannot be written to',
      async (path) => {
        const file = openFile(path);
        file.exec('PRAGMA query_only = ON');
        return thrownBy(() => file.exec('CREATE TABLE film (name)'));
      },
    ],
    [
      'a page that is damaged',
      'bad-library',
      'it is damaged',
      async (path) => {
        const file = openFile(path);
        file.exec('CREATE TABLE film (name)');
        for (let at = 0; at < 50; at++) file.prepare('INSERT INTO film VALUES (?)').run([String(at).padEnd(1000)]);
        file.close();
        const bytes = await open(path, 'r+');
        await bytes.write(Buffer.alloc(4096, 0xff), 0, 4096, 4096);
        await bytes.close();
        return thrownBy(() => openFile(path).prepare('SELECT * FROM film').all());
      },
    ],
    [
      'a file that is no database',
      'bad-library',
      'it is not a catalogue, or is damaged',
      async (path) => {
        await writeFile(path, 'not a database at all, but long enough to be read as one');
        return thrownBy(() => openFile(path));
      },
    ],
    [
      'a folder in the place of the file',
      'bad-library',
      'it cannot be opened',
      async (path) => {
        await mkdir(path);
        return thrownBy(() => openFile(path));
      },
    ],
    ['a folder that is missing', 'bad-library', 'it cannot be opened', async (path) => thrownBy(() => openFile(join(path, 'deep')))],
  ];

  test.each(faults)('reports %s as %s: %s', async (_, code, reason, provoke) => {
    const path = await newPath();
    const error = await provoke(path);
    expect(error).toBeInstanceOf(Error);
    expect(sqliteFault(error, path) ?? error).toMatchObject({ code, message: expect.stringContaining(reason) });
  });

  test('gives a mistake in the SQL no reason of the world', async () => {
    const file = openFile(await newPath());
    const error = thrownBy(() => file.prepare('SELECT nonsense'));
    expect(resultCode(error)).toBe(1);
    expect(sqliteFault(error, 'x')).toBeUndefined();
    expect(resultCode(new TypeError('x'))).toBeUndefined();
    file.close();
  });
});
