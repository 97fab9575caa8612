import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BandRows } from '../../packages/sweep/src/bands/band-rows.ts';
import { momentsOf } from '../../packages/sweep/src/bands/moments.ts';
import { listPictureBands } from '../../packages/sweep/src/bands/picture-bands.ts';
import { variantsOf } from '../../packages/sweep/src/bands/query-variants.ts';
import { fewestBeyondChance } from '../../packages/sweep/src/search/grids.ts';
import { openSqliteFile } from '../tools/sqlite-file.ts';
import { Engine, readLinesSql } from '../tools/sweep-engine.ts';
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
  const rowsOf = (number: number, variants: ReturnType<typeof variantsOf>) =>
    [...variants].flatMap(({ medium, list }, at) => {
      const { count, codes, ticks, marks } = list();
      return Array.from({ length: count }, (_, row) => [
        number,
        Math.floor(ticks[row]! / 20),
        at,
        medium,
        codes[row]!,
        ticks[row]!,
        marks[row]!,
      ]);
    });
  const references = prints.flatMap((print, number) => {
    const rows = new BandRows();
    listPictureBands(print.tracks[0]!, KEY_BITS, rows, momentsOf(print.tracks[0]!));
    return Array.from({ length: rows.count }, (_, row) => [rows.codes[row]!, number, rows.ticks[row]!, rows.marks[row]!]);
  });
  const query = sampleFilm(
    noisy((time) => film(time + 7), 30, 5),
    { seconds: 20, framesPerSecond: 4, role: 'query' },
  );
  return { references, queries: rowsOf(0, variantsOf(query, 'pdq/1', 'active', KEY_BITS)) };
}

const columnsOf = (rows: readonly number[][]) => rows[0]!.map((_, column) => Int32Array.from(rows, (row) => row[column]!));
const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(Number).join(' ')).sort();

const QUERY_BANDS = 'query INTEGER, part INTEGER, look INTEGER, medium INTEGER, code INTEGER, tick INTEGER, mark INTEGER';
const SCHEMA = [
  'CREATE TABLE reference_bands (code INTEGER, reference INTEGER, tick INTEGER, mark INTEGER)',
  `CREATE TABLE query_bands (${QUERY_BANDS})`,
  'CREATE TABLE grids (grid INTEGER, medium INTEGER, width INTEGER, shift INTEGER, fewest INTEGER)',
];

test('the SQL file gives the same alignments in another engine, the true one with the most signs', async () => {
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
