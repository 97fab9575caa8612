// @module-tag slow
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openService, type Service } from '@streetdate/service';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GroupSearch } from '../../../packages/service/src/search/group-search.ts';
import { indexLibrary } from '../../../packages/service/src/search/index-library.ts';
import { readPlan } from '../../../packages/service/src/search/plan.ts';
import { leadersOf, rendezvous } from '../../../packages/service/src/search/rendezvous.ts';
import { Roster } from '../../../packages/service/src/search/roster.ts';
import { keyOf, Searcher } from '../../../packages/service/src/search/searcher.ts';
import { SegmentCache } from '../../../packages/service/src/search/segment-cache.ts';
import { LocalTransport } from '../../../packages/service/src/search/transport.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { syntheticFilm } from '../../tools/synthetic-film.ts';
import { enrolled, enrollReferences, GROUP_HOURS, LATE, QUERIES, REFERENCES, searchAlone } from './searched-library.ts';

async function start(searchers: number, { patienceMs = 120_000 } = {}) {
  const folder = await temporaryFolder();
  const service = await openService(join(folder, 'library'));
  const organisationId = service.firstOrganisationId;
  const library = await service.libraries.of(organisationId);
  await enrollReferences(library, join(folder, 'prints'), REFERENCES);
  const transport = new LocalTransport();
  const roster = new Roster(service.database, { pollMs: 50, silenceMs: 60_000 });
  const { database } = service;
  const blobsOf = async (id: string) => (await service.libraries.of(id)).blobs;
  const team: Searcher[] = [];
  for (let at = 0; at < searchers; at++) {
    const cache = new SegmentCache(join(folder, `cache-${at}`));
    const searcher = new Searcher({ database, blobsOf, transport, cache, roster, beatMs: 250 });
    await searcher.start();
    team.push(searcher);
  }
  const options = { database, transport, roster, organisationId, library, groupHours: GROUP_HOURS, segmentHours: 1, patienceMs };
  const search = new GroupSearch(options);
  onTestFinished(async () => {
    for (const searcher of team) await searcher.close();
    await roster.close();
    await service.close();
  });
  return { folder, service, organisationId, library, transport, roster, team, search, options };
}

const heldBy = async ({ database }: Service) => {
  const rows = await database.selectFrom('searcher').select(['id', 'held']).execute();
  return new Map(rows.map(({ id, held }) => [id, (JSON.parse(held) as { groups: string[] }).groups.sort()]));
};

test('three searchers find what one process finds, to the last digit, and each holds its part', async () => {
  const { service, organisationId, library, team, search } = await start(3);
  for (const [name, query] of QUERIES) {
    const { missing, ...found } = await search.search(query, {});
    expect(missing).toEqual([]);
    expect(found, name).toEqual(await searchAlone(service.database, library, organisationId, query));
  }
  const plan = (await readPlan(service.database, organisationId))!;
  expect(plan.groups.length).toBe(4);
  const ids = team.map(({ id }) => id);
  const keys = plan.groups.map(({ number }) => keyOf(organisationId, number));
  const leaders = leadersOf(keys, ids);
  const leads = new Map(ids.map((id) => [id, keys.filter((key) => leaders.get(key) === id)]));
  // One that was slow to beat may have lost a group for a moment, and another holds it as well since then.
  await vi.waitFor(async () => {
    const held = await heldBy(service);
    for (const [id, own] of leads) expect(held.get(id)).toEqual(expect.arrayContaining(own));
  }, 100_000);
  // Found at all: the library, its shared intro, and the film that is there twice.
  const { matches } = await search.search(QUERIES.get('a film that was enrolled twice')!, {});
  expect(matches.map(({ referenceId, shared }) => [referenceId, shared[0]?.kind]).sort()).toEqual([
    ['film-3', 'duplicate'],
    ['film-3-again', 'duplicate'],
  ]);
  expect((await search.search(QUERIES.get('the intro before an unknown film')!, {})).matches).toEqual([]);
});

test('a new reference is found by the next search, and every searcher has it within seconds', async () => {
  const { folder, service, library, organisationId, search, options } = await start(2);
  expect((await search.search(LATE.copy, {})).matches).toEqual([]);
  const before = (await readPlan(service.database, organisationId))!;
  await enrollReferences(library, join(folder, 'prints'), [[LATE.name, LATE.fingerprint]]);
  const { matches } = await search.search(LATE.copy, {});
  expect(matches.map(({ referenceId }) => referenceId)).toEqual([LATE.name]);
  const after = (await readPlan(service.database, organisationId))!;
  // A small segment was added; those that were there have not changed.
  expect(after.groups.flatMap(({ segments }) => segments)).toHaveLength(before.groups.flatMap(({ segments }) => segments).length + 1);
  expect(after.revision).toBe(before.revision + 1);
  // Nothing changes when nothing was enrolled.
  expect(await indexLibrary(service.database, library, organisationId, options)).toEqual(after);
});

test('small segments are merged, and several processes that index at once agree', async () => {
  const { folder, service, library, organisationId } = await start(0);
  const sizes = { groupHours: 1, segmentHours: 1 };
  for (let seed = 100; seed < 110; seed++) {
    await enrollReferences(library, join(folder, 'prints'), [[`film-${seed}`, enrolled(syntheticFilm(seed, 60))]]);
    const plans = await Promise.all([1, 2].map(() => indexLibrary(service.database, library, organisationId, sizes)));
    expect(plans[0]!.groups).toEqual(plans[1]!.groups);
  }
  const plan = (await readPlan(service.database, organisationId))!;
  expect(plan.groups).toHaveLength(1);
  // Eleven were made, and eight of them merged.
  expect(plan.groups[0]!.segments.length).toBeLessThan(8);
  expect(plan.groups[0]!.references).toBe((await library.references()).length);
  const found = await searchAlone(service.database, library, organisationId, QUERIES.get('two films')!);
  expect(found.matches.map(({ referenceId }) => referenceId).sort()).toEqual(['film-4', 'film-6']);
});

test('a search that nobody answers for names what is missing, and one that reaches nobody fails', async () => {
  const { team, search, service, organisationId, transport, library, roster, options } = await start(1, { patienceMs: 15_000 });
  await search.search(QUERIES.get('two films')!, {});
  const plan = (await readPlan(service.database, organisationId))!;
  // One segment is gone from the blobs, and a new searcher has to fetch it.
  const lost = plan.groups[1]!;
  await team[0]!.close();
  await library.blobs.remove('segment', lost.segments[0]!.sha256);
  const other = new Searcher({
    database: service.database,
    blobsOf: async () => library.blobs,
    transport,
    roster,
    cache: new SegmentCache(join(await temporaryFolder(), 'cache')),
    beatMs: 250,
  });
  await other.start();
  onTestFinished(() => other.close());
  const { missing, matches } = await search.search(QUERIES.get('two films')!, {});
  expect(missing).toEqual([{ group: 1, references: lost.references, hours: lost.durationMs / 3_600_000 }]);
  expect(matches.length).toBeGreaterThan(0);
  await other.close();
  // However long it waits, nobody comes.
  const hasty = new GroupSearch({ ...options, patienceMs: 1000 });
  await expect(hasty.search(QUERIES.get('two films')!, {})).rejects.toMatchObject({ code: 'store-unavailable' });
});

test('a searcher that stops answering in the middle costs another request', async () => {
  const { team, search, transport, service, library, organisationId } = await start(2);
  const query = QUERIES.get('two films')!;
  const expected = (await search.search(query, {})).matches;
  const serve = vi.spyOn(transport, 'ask');
  let silenced = 0;
  serve.mockImplementationOnce(({ signal }) => {
    silenced++;
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  });
  // The one who was asked first stops, and its request is sent to the other one. A row that is only deleted comes back with the next beat.
  const searching = search.search(query, {});
  await vi.waitFor(() => expect(silenced).toBe(1), 100_000);
  const asked = serve.mock.calls[0]![0].searcherId;
  await team.find(({ id }) => id === asked)!.close();
  expect(await searching).toMatchObject({ matches: expected, missing: [] });
  expect(await searchAlone(service.database, library, organisationId, query)).toMatchObject({ matches: expected });
});

test('rendezvous hashing moves only the keys of one that leaves, and spreads them evenly', () => {
  const members = Array.from({ length: 5 }, (_, at) => `member ${at}`);
  const keys = Array.from({ length: 2000 }, (_, at) => `key ${at}`);
  const first = (of: readonly string[]) => keys.map((key) => rendezvous(key, of)[0]!);
  const before = first(members);
  const after = first(members.slice(1));
  for (const [at, member] of before.entries()) if (member !== 'member 0') expect(after[at]).toBe(member);
  for (const member of members) {
    const share = before.filter((leader) => leader === member).length / keys.length;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.25);
  }
  expect(rendezvous('key', members.toReversed())).toEqual(rendezvous('key', members));
});

test('no searcher leads more than its share of the groups, and few groups move when one leaves', () => {
  const members = Array.from({ length: 8 }, (_, at) => `member ${at}`);
  const keys = Array.from({ length: 41 }, (_, at) => `group ${at}`);
  const before = leadersOf(keys, members);
  const loads = members.map((member) => [...before.values()].filter((leader) => leader === member).length);
  expect(Math.max(...loads)).toBe(6);
  expect(leadersOf(keys, members.toReversed())).toEqual(before);
  const after = leadersOf(keys, members.slice(1));
  const moved = keys.filter((key) => before.get(key) !== 'member 0' && before.get(key) !== after.get(key));
  expect(moved.length).toBeLessThan(keys.length / 4);
  expect(leadersOf(keys, [])).toEqual(new Map());
});

test('the cache keeps to its size, checks what it finds on disk, and fetches what is damaged anew', async () => {
  const { sha256Of } = await import('@streetdate/engine/internal');
  const folder = await temporaryFolder();
  const pieces = [1, 2, 3].map((value) => new Uint8Array(1000).fill(value));
  const names = pieces.map(sha256Of);
  let fetched = 0;
  const fetchOf = (at: number) => async () => {
    fetched++;
    return pieces[at]!;
  };
  const cache = new SegmentCache(folder, { mostBytes: 2500 });
  const [first] = await Promise.all([cache.pathOf(names[0]!, fetchOf(0)), cache.pathOf(names[0]!, fetchOf(0))]);
  expect(fetched).toBe(1);
  await setTimeout(5);
  await cache.pathOf(names[1]!, fetchOf(1));
  await setTimeout(5);
  await cache.pathOf(names[0]!, fetchOf(0));
  await setTimeout(5);
  await cache.pathOf(names[2]!, fetchOf(2));
  expect(fetched).toBe(3);
  expect((await readdir(folder)).sort()).toEqual([names[0], names[2]].map((name) => `${name}.sdsg`).sort());
  expect(cache.bytes).toBe(2000);
  // Another process finds one whole and one damaged file.
  await writeFile(first!, new Uint8Array(1000));
  const next = new SegmentCache(folder, { mostBytes: 2500 });
  expect(await readFile(await next.pathOf(names[0]!, fetchOf(0)))).toEqual(Buffer.from(pieces[0]!));
  await next.pathOf(names[2]!, fetchOf(2));
  expect(fetched).toBe(4);
  await expect(next.pathOf(names[1]!, fetchOf(2))).rejects.toThrow('fetch must give the bytes');
  await rm(folder, { recursive: true });
});
