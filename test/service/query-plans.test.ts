// @module-tag servers
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { putLimits } from '../../packages/service/src/organisations/limits.ts';
import { addOrganisation } from '../../packages/service/src/organisations/organisations.ts';
import { type CompiledQuery, QUERIES, rawQuery, type ServiceDatabase } from '../../packages/service/src/store/database.ts';
import { migrateService } from '../../packages/service/src/store/migrations.ts';
import { openPostgresPool } from '../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables } from '../../packages/service/src/store/postgres/postgres-tables.ts';
import { openSqliteTables } from '../../packages/service/src/store/sqlite-tables.ts';
import { eraseOrganisation, removeOrganisation } from '../../packages/service/src/work/erase-organisation.ts';
import { eraseContent } from '../../packages/service/src/work/erase-upload.ts';
import { heldJobOf } from '../../packages/service/src/work/jobs.ts';
import { retention } from '../../packages/service/src/work/retention.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { noPostgres, postgres } from '../tools/servers.ts';
import { type Described, describedOperations, ENDLESS } from './tools/described.ts';
import { requestsTo } from './tools/random-requests.ts';
import { startService } from './tools/running-service.ts';
import { whatExists } from './tools/what-exists.ts';

/** Requests to each operation: enough that each handler is reached. */
const RUNS = 6;

/** Tables with a few rows an organisation or a process, or of some seconds, which may be read as a whole, and rows that are limited by a query. */
const SMALL = [
  'service_schema',
  'organisation',
  'organisation_limit',
  'webhook',
  'search_library',
  'searcher',
  'tally',
  'audit_pending',
  'some',
];

/** SQLite plans to look for rows of a new organisation, for keys that are checked late, and has none of those. */
const ONLY_PLANNED = /^insert into "organisation"/;

/** The queries that work sends, once each. */
async function watched(work: () => Promise<unknown>): Promise<Map<string, CompiledQuery>> {
  const sent = new Map<string, CompiledQuery>();
  const watch = (event: unknown) => {
    const { query } = event as { readonly query: CompiledQuery };
    if (/^(select|insert|update|delete|with)\b/.test(query.sql)) sent.set(query.sql, query);
  };
  QUERIES.subscribe(watch);
  try {
    await work();
  } finally {
    QUERIES.unsubscribe(watch);
  }
  return sent;
}

/** Does everything that a service on one machine does: all routes, the jobs that they add, and those of each hour. */
async function doEverything(): Promise<void> {
  const { server, service, folder } = await startService({ webhooks: { resolve: async () => [] } });
  const document: Described = JSON.parse((await server.inject('/v1/openapi.json')).body);
  const known = await whatExists(server, folder);
  for (const described of describedOperations(document).filter(({ id }) => !ENDLESS.includes(id)))
    await fc.assert(
      fc.asyncProperty(requestsTo(document, described, known), async (request) => void (await server.inject(request))),
      { seed: 41, numRuns: RUNS },
    );
  await retention.run(service, {} as never, new AbortController().signal);
  // With a retention of its own, and without.
  await putLimits(service.database, service.firstOrganisationId, { mediaDays: 1 });
  await retention.run(service, {} as never, new AbortController().signal);
  const jobs = service.database.selectFrom('job').selectAll().where('key', '>=', 'erase ').where('key', '<', 'erase!');
  for (const job of await jobs.execute()) await eraseContent.run(service, heldJobOf(job), new AbortController().signal);
  await addOrganisation(service.database, { id: 'gone', name: 'Gone' }, service.now());
  await eraseOrganisation(service, 'gone', async () => {});
  await removeOrganisation.run(service, { payload: { organisationId: 'gone' } } as never, new AbortController().signal);
}

/** The tables that SQLite reads as a whole for a query. */
async function scannedBySqlite(database: ServiceDatabase, { sql, parameters }: CompiledQuery): Promise<string[]> {
  const { rows } = await database.executeQuery<{ detail: string }>(rawQuery(`explain query plan ${sql}`, parameters));
  const scanned = rows.flatMap(({ detail }) => /^SCAN ([a-z]\w*)/i.exec(detail)?.[1] ?? []);
  // To give a few rows in order, it would read and sort all that match.
  const isSorted = / limit \?/.test(sql) && rows.some(({ detail }) => detail === 'USE TEMP B-TREE FOR ORDER BY');
  return [...scanned, ...(isSorted ? ['sorted'] : [])];
}

/** A step of a plan of PostgreSQL. */
interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Recheck Cond'?: string;
  readonly Plans?: readonly Step[];
}

/** The tables that PostgreSQL could only read as a whole for a query: it is told to avoid that, since it would for tables without rows. */
async function scannedByPostgres(database: ServiceDatabase, { query }: CompiledQuery): Promise<string[]> {
  const executor = database.getExecutor();
  const id = { queryId: 'plan' };
  const { sql, parameters } = executor.compileQuery(executor.transformQuery(query, id), id);
  const plan = await database.connection().execute(async (connection) => {
    await connection.executeQuery(rawQuery('set enable_seqscan = off', []));
    const { rows } = await connection.executeQuery<{ 'QUERY PLAN': readonly { readonly Plan: Step }[] }>(
      rawQuery(`explain (format json) ${sql}`, parameters),
    );
    return rows[0]!['QUERY PLAN'][0]!.Plan;
  });
  const steps = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(steps)];
  return steps(plan).flatMap((step) => {
    const isWhole = / Scan$/.test(step['Node Type']) && step['Index Cond'] === undefined && step['Recheck Cond'] === undefined;
    return isWhole && step['Relation Name'] !== undefined ? [step['Relation Name']] : [];
  });
}

test('no query of the service reads a whole table that grows', async () => {
  const path = join(await temporaryFolder(), 'service.sqlite');
  const database = openSqliteTables(path);
  onTestFinished(() => database.destroy());
  const onlyOnce = await watched(() => migrateService(database, path));
  const sent = await watched(doEverything);
  const queries = [...sent.values()].filter(({ sql }) => !onlyOnce.has(sql) && !ONLY_PLANNED.test(sql));
  expect(queries.length).toBeGreaterThan(60);

  const scans: Record<string, string[]> = {};
  const look = async (engine: string, scanned: (query: CompiledQuery) => Promise<string[]>) => {
    for (const query of queries) {
      const large = (await scanned(query)).filter((table) => !SMALL.includes(table));
      if (large.length > 0) scans[`${engine}: ${query.sql}`] = large;
    }
  };
  await look('SQLite', (query) => scannedBySqlite(database, query));
  if (noPostgres === undefined) {
    const pool = await openPostgresPool((await postgres()).url);
    onTestFinished(() => pool.end());
    const tables = await openPostgresTables(pool, 'plans');
    await look('PostgreSQL', (query) => scannedByPostgres(tables, query));
  }
  expect(scans).toEqual({});
});
