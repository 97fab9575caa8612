// @module-tag servers
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqliteDatabase } from '../../../packages/engine/src/catalogue/sql/database.ts';
import { openSqlCatalogue } from '../../../packages/engine/src/catalogue/sql/sql-catalogue.ts';
import { openPostgresPool, type PostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresCatalogue } from '../../../packages/service/src/store/postgres/postgres-catalogue.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { noPostgres, postgres } from '../../tools/servers.ts';
import { groundwork, randomWork, readAll, runWork } from './random-catalogue-work.ts';

describe.skipIf(noPostgres)('SQLite and PostgreSQL', () => {
  let pool: PostgresPool;
  beforeAll(async () => {
    pool = await openPostgresPool((await postgres()).url);
  });
  afterAll(() => pool.end());

  test('give the same results and rows after the same random work', async () => {
    const folder = await temporaryFolder();
    const [seen, failed] = [{ transactions: 0 }, { transactions: 0 }];
    await fc.assert(
      fc.asyncProperty(randomWork, async (work) => {
        const id = randomUUID();
        const path = join(folder, `${id}.sqlite`);
        const places = [await openSqlCatalogue(sqliteDatabase(path)), await openPostgresCatalogue({ pool, schema: id })] as const;
        try {
          const [ours, theirs] = [await runWork(places[0], [groundwork, ...work]), await runWork(places[1], [groundwork, ...work])];
          expect(ours[0]).not.toBe('failed');
          expect(theirs).toEqual(ours);
          expect(await readAll(places[1])).toEqual(await readAll(places[0]));
          seen.transactions += ours.length;
          failed.transactions += ours.filter((result) => result === 'failed').length;
        } finally {
          for (const place of places) await place.close();
          await rm(path, { force: true });
          await pool.query(`drop schema "${id}" cascade`);
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 150_000 },
    );
    // The work is neither all in vain nor without any failure.
    expect(failed.transactions).toBeGreaterThan(seen.transactions / 20);
    expect(failed.transactions).toBeLessThan((seen.transactions * 3) / 4);
  });
});
