// @module-tag servers
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresPool, type PostgresPool } from '../../packages/service/src/store/postgres/pool.ts';
import { noPostgres, postgres } from '../tools/servers.ts';
import { Engine, readLinesSql } from '../tools/sweep-engine.ts';
import { bandTables, SCHEMA } from './band-tables.ts';
import { temporaryFolder } from './tools.ts';

describe.skipIf(noPostgres)('in PostgreSQL', () => {
  let pool: PostgresPool;
  beforeAll(async () => {
    pool = await openPostgresPool((await postgres()).url);
  });
  afterAll(() => pool.end());

  test('the SQL file of a sweep gives the same alignments as in DuckDB', async () => {
    const engine = await Engine.open({ temporaryFolder: await temporaryFolder(), threads: 1 });
    for (const sql of SCHEMA) {
      await engine.run(sql);
      await pool.query(sql);
    }
    for (const [table, rows] of Object.entries(bandTables())) {
      const columns = rows[0]!.map((_, column) => Int32Array.from(rows, (row) => row[column]!));
      await engine.append(table, columns);
      const places = columns.map((_, at) => `$${at + 1}::int[]`).join(', ');
      await pool.query(
        `insert into ${table} select * from unnest(${places})`,
        columns.map((column) => [...column]),
      );
    }
    const sql = await readLinesSql();
    await engine.run(`CREATE TABLE lines AS ${sql}`);
    const lines: string[] = [];
    for await (const row of engine.rows('FROM lines')) lines.push(row.map(Number).join(' '));
    engine.close();
    const { rows } = await pool.query<Record<string, unknown>>(sql.trim().replace(/;$/, ''));
    expect(rows.map((row) => Object.values(row).map(Number).join(' ')).sort()).toEqual(lines.sort());
    expect(rows.length).toBeGreaterThan(0);
  });
});
