import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fewestBeyondChance } from '../../packages/sweep/src/search/grids.ts';
import { openSqliteFile } from '../tools/sqlite-file.ts';
import { Engine, readLinesSql } from '../tools/sweep-engine.ts';
import { bandTables, SCHEMA } from './band-tables.ts';
import { temporaryFolder } from './tools.ts';

const columnsOf = (rows: readonly number[][]) => rows[0]!.map((_, column) => Int32Array.from(rows, (row) => row[column]!));
const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(Number).join(' ')).sort();

test('the SQL file gives the same alignments in another engine, the true one with the most signs', async () => {
  const all = bandTables();
  const folder = await temporaryFolder();
  const engine = await Engine.open({ temporaryFolder: folder, threads: 1 });
  // SQLite comes with the command; it shares no line with DuckDB.
  const sqlite = openSqliteFile(join(folder, 'tables.sqlite'));
  for (const sql of SCHEMA) {
    await engine.run(sql);
    sqlite.exec(sql);
  }
  for (const [table, rows] of Object.entries(all)) {
    await engine.append(table, columnsOf(rows));
    const insert = sqlite.prepare(`INSERT INTO ${table} VALUES (${rows[0]!.map(() => '?').join(', ')})`);
    sqlite.exec('BEGIN');
    for (const row of rows) insert.run(row);
    sqlite.exec('COMMIT');
  }
  const sql = await readLinesSql();
  await engine.run(`CREATE TABLE lines AS ${sql}`);
  const lines: number[][] = [];
  for await (const row of engine.rows('FROM lines')) lines.push(row.map(Number));
  const others = sqlite
    .prepare(sql)
    .all()
    .map((row) => Object.values(row).map(Number));
  engine.close();
  sqlite.close();
  expect(sorted(lines)).toEqual(sorted(others));
  const [query, , look, reference, , lag] = lines.filter(([, , , , grid]) => grid! < 2).sort((one, other) => other[6]! - one[6]!)[0]!;
  expect([query, look, reference]).toEqual([0, 0, 0]);
  // Seven seconds are fourteen ticks.
  expect(lag).toBeGreaterThanOrEqual(12);
  expect(lag).toBeLessThanOrEqual(14);
});

test('lines.sql calls no function that Spark, Trino and DuckDB do not share, and is one statement', async () => {
  const sql = (await readLinesSql()).replace(/--.*$/gm, '');
  const called = [...sql.matchAll(/\b([a-z_]+)\s*\(/gi)].map(([, word]) => word!.toLowerCase());
  expect(called.filter((word) => !['as', 'count', 'mod'].includes(word))).toEqual([]);
  // Integer division, casts, casting operators and quoting differ from engine to engine.
  expect(sql).not.toMatch(/[/"`;\\]|::|\b(CAST|ILIKE|QUALIFY|USING|EXCLUDE)\b/i);
});

test('a bin needs more signs than chance gives', () => {
  // Tails of the Poisson distribution with mean 1: P(≥ 2) 0.2642, P(≥ 3) 0.0803, P(≥ 4) 0.0190, P(≥ 5) 0.00366.
  expect(fewestBeyondChance(1, 0.27)).toBe(2);
  expect(fewestBeyondChance(1, 0.26)).toBe(3);
  expect(fewestBeyondChance(1, 0.0191)).toBe(4);
  expect(fewestBeyondChance(1, 0.0189)).toBe(5);
  expect(fewestBeyondChance(0, 1e-9)).toBe(2);
  // Mean 0.01: P(≥ 6) is about 1e-12 / 720.
  expect(fewestBeyondChance(0.01, 1.4e-15)).toBe(6);
  expect(fewestBeyondChance(0.01, 1.3e-15)).toBe(7);
  // Mean 200, where every term begins small.
  expect(fewestBeyondChance(200, 0.5)).toBeGreaterThanOrEqual(199);
  expect(fewestBeyondChance(200, 0.5)).toBeLessThanOrEqual(201);
});
