import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteFile } from '../../packages/cli/src/catalogue/sqlite.ts';
import { looksOf } from '../../packages/sweep/src/bands/looks.ts';
import { Engine } from '../../packages/sweep/src/engine/duckdb.ts';
import { readSql } from '../../packages/sweep/src/engine/sql-text.ts';
import { fewestBeyondChance } from '../../packages/sweep/src/search/grids.ts';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { temporaryFolder } from './tools.ts';

const KEY_BITS = 16;
const GRIDS = [
  [0, 0, 2, 2 ** 20, 3],
  [1, 0, 2, 2 ** 20 + 1, 3],
  [2, 0, 16, 2 ** 20, 4],
];

/** The tables of two references and a query of one of them, as rows. */
function tables() {
  const film = syntheticFilm(1, 30);
  const prints = [film, syntheticFilm(2, 30)].map((each) => sampleFilm(each, { seconds: 30, framesPerSecond: 8 }));
  const rowsOf = (number: number, look: ReturnType<typeof looksOf>) =>
    [...look].flatMap(({ medium, rows }, at) =>
      Array.from({ length: rows.count }, (_, row) => [
        number,
        Math.floor(rows.ticks[row]! / 20),
        at,
        medium,
        rows.codes[row]!,
        rows.ticks[row]!,
        rows.marks[row]!,
      ]),
    );
  const references = prints.flatMap((print, number) =>
    rowsOf(number, looksOf(print, 'pdq/1', 'active', KEY_BITS))
      .filter(([, , look]) => look === 0)
      .map(([reference, , , , code, tick]) => [code!, reference!, tick!]),
  );
  const query = sampleFilm(
    noisy((time) => film(time + 7), 30, 5),
    { seconds: 20, framesPerSecond: 4, role: 'query' },
  );
  return { references, queries: rowsOf(0, looksOf(query, 'pdq/1', 'active', KEY_BITS)) };
}

const columnsOf = (rows: readonly number[][]) => rows[0]!.map((_, column) => Int32Array.from(rows, (row) => row[column]!));
const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(Number).join(' ')).sort();

const QUERY_BANDS = 'query INTEGER, part INTEGER, look INTEGER, medium INTEGER, code INTEGER, tick INTEGER, mark INTEGER';
const SCHEMA = [
  'CREATE TABLE reference_bands (code INTEGER, reference INTEGER, tick INTEGER)',
  `CREATE TABLE query_bands (${QUERY_BANDS})`,
  'CREATE TABLE grids (grid INTEGER, medium INTEGER, width INTEGER, shift INTEGER, fewest INTEGER)',
];

test('the SQL as it lies in its files gives the same lines and pairs in another engine, the true line with the most signs', async () => {
  const { references, queries } = tables();
  const all = { reference_bands: references, query_bands: queries, grids: GRIDS };
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
    sqlite.transaction(() => {
      for (const row of rows) insert.run(row);
    })();
  }
  const results: Record<string, string[]>[] = [{}, {}];
  for (const name of ['lines', 'pairs'] as const) {
    const sql = await readSql(name);
    await engine.run(`CREATE TABLE ${name} AS ${sql}`);
    sqlite.exec(`CREATE TABLE ${name} AS ${sql}`);
    results[0]![name] = [];
    for await (const row of engine.rows(`FROM ${name}`)) results[0]![name].push(...sorted([row]));
    results[0]![name].sort();
    results[1]![name] = sorted(sqlite.prepare(`SELECT * FROM ${name}`).raw().all() as number[][]);
  }
  engine.close();
  sqlite.close();
  expect(results[0]).toEqual(results[1]);
  const lines = results[0]!.lines!.map((line) => line.split(' ').map(Number)).filter(([, , , , grid]) => grid! < 2);
  const [query, , look, reference, grid, bin] = lines.sort((one, other) => other[6]! - one[6]!)[0]!;
  expect([query, look, reference]).toEqual([0, 0, 0]);
  // Seven seconds are fourteen ticks.
  const offset = bin! - GRIDS[grid!]![3]!;
  expect(offset).toBeGreaterThanOrEqual(12);
  expect(offset).toBeLessThanOrEqual(14);
  expect(results[0]!.pairs!.map((pair) => pair.split(' ').slice(0, 2).join(' '))).toContain('0 0');
});

test.each(['lines', 'pairs'] as const)(
  '%s.sql calls no function that Spark, Trino and DuckDB do not share, and is one statement',
  async (name) => {
    const sql = (await readSql(name)).replace(/--.*$/gm, '');
    const called = [...sql.matchAll(/\b([a-z_]+)\s*\(/gi)].map(([, word]) => word!.toLowerCase());
    expect(called.filter((word) => !['as', 'count', 'max', 'mod'].includes(word))).toEqual([]);
    // Integer division, casts, casting operators and quoting differ from engine to engine.
    expect(sql).not.toMatch(/[/"`;\\]|::|\b(CAST|ILIKE|QUALIFY|USING|EXCLUDE)\b/i);
  },
);

test('a bin needs as many signs as chance hardly gives', () => {
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
