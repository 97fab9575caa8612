// @module-tag servers
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openLibrary, type ReferenceSearchResult } from '@streetdate/engine';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { firstOrganisation } from '../../../packages/service/src/organisations/organisations.ts';
import { openFlowTransport } from '../../../packages/service/src/search/flow-transport.ts';
import { GroupSearch } from '../../../packages/service/src/search/group-search.ts';
import { indexLibrary } from '../../../packages/service/src/search/index-library.ts';
import { Roster } from '../../../packages/service/src/search/roster.ts';
import type { SearchTransport } from '../../../packages/service/src/search/transport.ts';
import type { ServiceDatabase } from '../../../packages/service/src/store/database.ts';
import { openPostgresPool } from '../../../packages/service/src/store/postgres/pool.ts';
import { openPostgresTables } from '../../../packages/service/src/store/postgres/postgres-tables.ts';
import { noPostgres, noValkey, postgres, type TestServer, valkey } from '../../tools/servers.ts';
import { enrollReferences, GROUP_HOURS, LATE, QUERIES, REFERENCES, searchAlone } from './searched-library.ts';

const SCRIPT = fileURLToPath(new URL('search-process.ts', import.meta.url));
const reason = noPostgres ?? noValkey;

describe.skipIf(reason)(`three searcher processes, PostgreSQL and Valkey`, { timeout: 300_000 }, () => {
  const running = new Map<string, ChildProcess>();
  let folder: string;
  let servers: { readonly database: TestServer; readonly queue: TestServer };
  let database: ServiceDatabase;
  let library: Awaited<ReturnType<typeof openLibrary>>;
  let organisationId: string;
  let transport: SearchTransport;
  let roster: Roster;
  let search: GroupSearch;
  const closing: (() => Promise<unknown>)[] = [];

  const launch = async () => {
    const cache = join(folder, `cache-${running.size}-${Date.now()}`);
    const options = ['--import', 'tsx', '--conditions=development', SCRIPT, servers.database.url, servers.queue.url, library.home, cache];
    const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [id] = (await once(child.stdout!.setEncoding('utf8'), 'data')) as [string];
    running.set(id.trim(), child);
    return id.trim();
  };
  const kill = async (id: string) => {
    const child = running.get(id)!;
    running.delete(id);
    const end = once(child, 'exit');
    child.kill('SIGKILL');
    await end;
  };
  const groupsHeld = async () => {
    const rows = await database.selectFrom('searcher').select(['id', 'held']).execute();
    return new Map(rows.map(({ id, held }) => [id, (JSON.parse(held) as { groups: string[] }).groups.length]));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'searchers-'));
    servers = { database: await postgres(), queue: await valkey() };
    const pool = await openPostgresPool(servers.database.url);
    database = await openPostgresTables(pool, 'the test');
    organisationId = (await firstOrganisation(database, new Date())).id;
    library = await openLibrary(join(folder, 'library'));
    await enrollReferences(library, join(folder, 'prints'), REFERENCES);
    transport = await openFlowTransport({ url: servers.queue.url });
    roster = new Roster(database, { pollMs: 200, silenceMs: 3000 });
    const sizes = { groupHours: GROUP_HOURS, segmentHours: 1 };
    search = new GroupSearch({ database, transport, roster, organisationId, library, ...sizes, patienceMs: 120_000 });
    closing.push(
      () => roster.close(),
      () => transport.close(),
      () => library.close(),
      () => pool.end(),
    );
    await indexLibrary(database, library, organisationId, sizes);
    await Promise.all([launch(), launch(), launch()]);
  }, 120_000);

  afterAll(async () => {
    for (const id of [...running.keys()]) await kill(id);
    for (const close of closing) await close();
    await rm(folder, { recursive: true, force: true });
  });

  const alone = async (name: string) => searchAlone(database, library, organisationId, QUERIES.get(name)!);
  const found = async (name: string): Promise<ReferenceSearchResult> => search.search(QUERIES.get(name)!, {});

  test('find together what one process finds, to the last digit', async () => {
    for (const name of QUERIES.keys()) expect(await found(name), name).toEqual({ ...(await alone(name)), missing: [] });
    await vi.waitFor(
      async () => expect([...(await groupsHeld()).values()].reduce((sum, held) => sum + held, 0)).toBeGreaterThanOrEqual(4),
      100_000,
    );
  });

  test('have a new reference within seconds', async () => {
    await enrollReferences(library, join(folder, 'prints'), [[LATE.name, LATE.fingerprint]]);
    const from = performance.now();
    const { matches } = await search.search(LATE.copy, {});
    expect(matches.map(({ referenceId }) => referenceId)).toEqual([LATE.name]);
    console.log(`a new reference was indexed and found after ${((performance.now() - from) / 1000).toFixed(1)} s`);
  });

  test('lose nothing when they are killed during searches', async () => {
    const names = [...QUERIES.keys()];
    const expected = new Map<string, unknown>();
    for (const name of names) expected.set(name, { ...(await alone(name)), missing: [] });
    let kills = 0;
    let slowest = 0;
    for (let round = 0; round < 3; round++) {
      const searching = Promise.all(
        names.map(async (name) => {
          const from = performance.now();
          const result = await found(name);
          slowest = Math.max(slowest, performance.now() - from);
          expect(result, name).toEqual(expected.get(name));
        }),
      );
      // At another moment of the searches each time; the last round leaves one of three.
      await setTimeout(150 + 250 * round);
      const [first, second] = [...running.keys()];
      await kill(first!);
      kills++;
      if (round === 2) {
        await kill(second!);
        kills++;
      }
      await searching;
      if (round < 2) await launch();
    }
    console.log(
      `${kills} searchers were killed during ${3 * names.length} searches; none missed anything; the slowest took ${(slowest / 1000).toFixed(1)} s`,
    );
    expect(kills).toBe(4);
  });

  test('go on after Valkey was killed', async () => {
    while (running.size < 2) await launch();
    const expected = { ...(await alone('two films')), missing: [] };
    const searching = found('two films');
    await setTimeout(100);
    await servers.queue.kill();
    await setTimeout(500);
    await servers.queue.start();
    expect(await searching).toEqual(expected);
    expect(await found('two films')).toEqual(expected);
  });
});
