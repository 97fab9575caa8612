// @module-tag servers
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFingerprint } from '@streetdate/core';
import { openLibrary, type StoredReference } from '@streetdate/engine';
import { FolderStore } from '@streetdate/engine/internal';
import { openService } from '@streetdate/service';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { indexFactsOf } from '../../../packages/service/src/search/index-facts.ts';
import { indexLibrary, type SearchedLibrary } from '../../../packages/service/src/search/index-library.ts';
import { type LibraryPlan, readPlan } from '../../../packages/service/src/search/plan.ts';
import { checkSegments, removeOldSegments, SEGMENT_GRACE_MS } from '../../../packages/service/src/search/segment-upkeep.ts';
import { openS3Store } from '../../../packages/service/src/store/s3/s3-store.ts';
import { parseS3Url } from '../../../packages/service/src/store/s3/s3-url.ts';
import { retention } from '../../../packages/service/src/work/retention.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { noS3, s3 } from '../../tools/servers.ts';
import { syntheticFilm } from '../../tools/synthetic-film.ts';
import { enrolled, enrollReferences, QUERIES, REFERENCES, searchAlone } from './searched-library.ts';

/** A process that is killed. */
class Killed extends Error {}

/** A folder whose times are those of a clock that the test sets, and that can be killed before or after it writes. */
class ClockedStore extends FolderStore {
  nowMs = Date.parse('2027-01-01T00:00:00Z');
  /** How many calls are left until one is killed; and whether that one takes effect. */
  killAfter: { calls: number; readonly takesEffect: boolean } | undefined;

  override async put(kind: Parameters<FolderStore['put']>[0], bytes: Uint8Array): Promise<string> {
    return this.#mayBeKilled(async () => {
      const sha256 = await super.put(kind, bytes);
      const time = new Date(this.nowMs);
      await utimes(join(this.place, `${kind}s`, `${sha256}.${kind === 'segment' ? 'sdsg' : 'sdfp'}`), time, time);
      return sha256;
    });
  }

  override async removeOld(...given: Parameters<FolderStore['removeOld']>): Promise<boolean> {
    return this.#mayBeKilled(() => super.removeOld(...given));
  }

  async #mayBeKilled<T>(work: () => Promise<T>): Promise<T> {
    const kills = this.killAfter !== undefined && this.killAfter.calls-- === 0 ? this.killAfter : undefined;
    if (kills?.takesEffect === false) throw new Killed();
    const result = await work();
    if (kills) throw new Killed();
    return result;
  }
}

/** A library of which only references and their fingerprints exist. */
async function bareLibrary() {
  const folder = await temporaryFolder();
  const service = await openService(join(folder, 'library'));
  onTestFinished(() => service.close());
  const blobs = new ClockedStore(join(folder, 'blobs'));
  const references = new Map<string, StoredReference>();
  let revision = 0;
  const catalogue = {
    revision: async () => revision,
    references: async () => [...references.values()],
  } as unknown as SearchedLibrary['catalogue'];
  const set = async (id: string, fingerprintSha256: string | undefined) => {
    revision++;
    if (fingerprintSha256 === undefined) references.delete(id);
    else references.set(id, { id, fingerprintSha256, duration: 60 } as StoredReference);
  };
  const now = () => new Date(blobs.nowMs);
  const place = { database: service.database, organisationId: service.firstOrganisationId, blobs };
  return { folder, service, blobs, library: { catalogue, blobs }, references, set, now, place };
}

const films = [1, 2, 3, 4].map((seed) => encodeFingerprint(enrolled(syntheticFilm(seed, 20))));

type Step =
  | { readonly kind: 'enroll'; readonly film: number; readonly id: number }
  | { readonly kind: 'remove'; readonly id: number }
  | { readonly kind: 'index' | 'clean'; readonly kill?: { readonly calls: number; readonly takesEffect: boolean } | undefined }
  | { readonly kind: 'wait'; readonly minutes: number };

const kill = fc.option(fc.record({ calls: fc.nat({ max: 2 }), takesEffect: fc.boolean() }), { nil: undefined, freq: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('enroll' as const), film: fc.nat({ max: 3 }), id: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), id: fc.nat({ max: 30 }) }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('index' as const), kill }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('clean' as const), kill }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 50 }) }) },
);

test('whatever is enrolled, merged and killed, no segment goes that a row or a search of the last hour names, and no other stays', async () => {
  let [removals, kills] = [0, 0];
  const property = fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 120 }), async (steps) => {
    const { library, blobs, set, now, place, references } = await bareLibrary();
    const { database, organisationId } = place;
    const sha256s = await Promise.all(films.map((bytes) => blobs.put('fingerprint', bytes)));
    const sizes = { groupHours: 0.3, segmentHours: 1, now };
    const begun: { readonly plan: LibraryPlan; readonly atMs: number }[] = [];
    const index = async () => {
      begun.push({ plan: await indexLibrary(database, library, organisationId, sizes), atMs: blobs.nowMs });
    };
    const kept = async () => new Set(await fromAsync(blobs.list('segment')));
    await set('0', sha256s[0]!);
    for (const each of steps) {
      if (each.kind === 'enroll') await set(`${each.id}`, sha256s[each.film]!);
      else if (each.kind === 'remove') await set(`${each.id}`, undefined);
      else if (each.kind === 'wait') blobs.nowMs += each.minutes * 60_000;
      else {
        blobs.killAfter = each.kill && { ...each.kill };
        try {
          if (each.kind === 'index' && references.size > 0) await index();
          if (each.kind === 'clean') removals += await removeOldSegments(place, { now });
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
          kills++;
        }
        blobs.killAfter = undefined;
      }
      const there = await kept();
      const current = await readPlan(database, organisationId);
      const recent = begun.filter(({ atMs }) => blobs.nowMs - atMs < SEGMENT_GRACE_MS).map(({ plan }) => plan);
      for (const plan of current === undefined ? recent : [current, ...recent]) {
        for (const { sha256 } of plan.groups.flatMap(({ segments }) => segments)) expect(there.has(sha256)).toBe(true);
      }
    }
    // Once the hour is over, exactly those are there that rows name.
    await set('0', sha256s[1]!);
    await index();
    blobs.nowMs += SEGMENT_GRACE_MS + 1;
    removals += await removeOldSegments(place, { now });
    const named = begun.at(-1)!.plan.groups.flatMap(({ segments }) => segments.map(({ sha256 }) => sha256));
    expect(await kept()).toEqual(new Set(named));
    expect(await database.selectFrom('search_retired_segment').selectAll().execute()).toEqual([]);
    expect(await checkSegments(place, { now })).toEqual({
      segments: new Set(named).size,
      badSegments: [],
      unreferenced: 0,
      unreferencedBytes: 0,
      removed: 0,
    });
  });
  await fc.assert(property, { seed: 23, numRuns: 30, endOnFailure: true });
  expect(removals).toBeGreaterThan(100);
  expect(kills).toBeGreaterThan(20);
});

async function fromAsync<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('an index that took so long that its segments may be gone again is begun anew', async () => {
  const { library, blobs, set, now, place } = await bareLibrary();
  const sha256s = await Promise.all(films.map((bytes) => blobs.put('fingerprint', bytes)));
  for (const [at, sha256] of sha256s.entries()) await set(`${at}`, sha256);
  const put = blobs.put.bind(blobs);
  let puts = 0;
  blobs.put = async (kind, bytes) => {
    const sha256 = await put(kind, bytes);
    if (++puts > 1) return sha256;
    // The machine slept, and meanwhile another one took the segment for something that was left.
    blobs.nowMs += SEGMENT_GRACE_MS + 1;
    expect(await removeOldSegments(place, { now })).toBe(1);
    return sha256;
  };
  const plan = await indexLibrary(place.database, library, place.organisationId, { now });
  expect(plan.groups[0]!.references).toBe(4);
  expect(puts).toBe(2);
  expect(await checkSegments(place, { now })).toMatchObject({ segments: 1, badSegments: [], unreferenced: 0 });
});

/** A service whose library was indexed, with a merge. */
async function mergedLibrary() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const service = await openService(home);
  onTestFinished(() => service.close());
  const organisationId = service.firstOrganisationId;
  const library = await service.libraries.of(organisationId);
  const sizes = { groupHours: 1, segmentHours: 1 };
  await enrollReferences(library, join(folder, 'prints'), REFERENCES);
  for (let seed = 100; seed < 110; seed++) {
    await indexLibrary(service.database, library, organisationId, sizes);
    await enrollReferences(library, join(folder, 'prints'), [[`film-${seed}`, enrolled(syntheticFilm(seed, 60))]]);
  }
  await indexLibrary(service.database, library, organisationId, sizes);
  return { home, service, library, organisationId, sizes };
}

test('the hourly job removes what merges have replaced, and the search finds what it found', async () => {
  const { service, library, organisationId } = await mergedLibrary();
  const search = () => searchAlone(service.database, library, organisationId, QUERIES.get('two films')!);
  const [before, found] = [await fromAsync(library.blobs.list('segment')), await search()];
  const named = (await readPlan(service.database, organisationId))!.groups.flatMap(({ segments }) => segments.map(({ sha256 }) => sha256));
  expect(before.length).toBeGreaterThan(named.length);
  const run = (hours: number) => {
    const later = { ...service, now: () => new Date(Date.now() + hours * 3_600_000) };
    return retention.run(later, {} as Parameters<typeof retention.run>[1], new AbortController().signal);
  };
  await run(0);
  expect(await fromAsync(library.blobs.list('segment'))).toEqual(before);
  await run(2);
  expect((await fromAsync(library.blobs.list('segment'))).sort()).toEqual(named.sort());
  expect(await search()).toEqual(found);
});

test('db check reads the segments, and with --repair removes old ones and has missing ones made again', async () => {
  const { home, service, library, organisationId, sizes } = await mergedLibrary();
  const plan = (await readPlan(service.database, organisationId))!;
  const named = plan.groups.flatMap(({ segments }) => segments.map(({ sha256 }) => sha256));
  const all = await fromAsync(library.blobs.list('segment'));
  const check = async (...options: readonly string[]) => {
    const now = new Date(Date.now() + 2 * 3_600_000).toISOString();
    const run = await streetdate(['db', 'check', '--home', home, ...options], { now });
    const json = await streetdate(['db', 'check', '--home', home, '--json'], { now });
    return { ...run, index: records(json)[0]!.index };
  };
  const loose = all.length - named.length;
  expect(await check()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${named.length} segments of the search index: all there and intact`),
    index: { segments: named.length, badSegments: 0, unreferenced: loose },
  });
  await library.blobs.remove('segment', named[0]!);
  expect(await check()).toMatchObject({
    status: 3,
    stderr: expect.stringContaining(`the segment ${named[0]} is missing; with --repair, the next search makes it again`),
  });
  const repaired = await check('--repair');
  expect(repaired.stdout).toContain(`1 missing or damaged; the next search makes them again`);
  expect(repaired.stdout).toContain(`segments removed: ${loose}`);
  expect(repaired.index).toMatchObject({ segments: named.length - 1, badSegments: 0, unreferenced: 0 });
  await indexLibrary(service.database, library, organisationId, sizes);
  const found = await searchAlone(service.database, library, organisationId, QUERIES.get('two films')!);
  expect(found.matches.map(({ referenceId }) => referenceId).sort()).toEqual(['film-4', 'film-6']);
  expect((await readPlan(service.database, organisationId))!.groups[0]!.references).toBe(plan.groups[0]!.references);
});

test('db check leaves the segments of a library alone that no service looks after', async () => {
  const home = join(await temporaryFolder(), 'library');
  await (await openLibrary(home)).close();
  const store = new FolderStore(home);
  await store.put('segment', new Uint8Array(100));
  const now = new Date(Date.now() + 2 * SEGMENT_GRACE_MS).toISOString();
  const { status, stdout } = await streetdate(['db', 'check', '--repair', '--home', home], { now });
  expect(status).toBe(0);
  expect(stdout).toContain('segments of a search index: left alone, since no service here names any');
  expect(await fromAsync(store.list('segment'))).toHaveLength(1);
});

describe.skipIf(noS3)('in S3', () => {
  test('what a merge has replaced goes, and nothing else', async () => {
    const server = await s3();
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    await fetch(`${server.url}/films`, { method: 'PUT', headers });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const store = openS3Store(parseS3Url(`s3://films/a?endpoint=${server.url}`), { credentials });
    onTestFinished(() => store.close());
    const { library, set, place, service } = await bareLibrary();
    const there = { catalogue: library.catalogue, blobs: store };
    const sha256s = await Promise.all(films.map((bytes) => store.put('fingerprint', bytes)));
    for (let at = 0; at < 12; at++) {
      await set(`${at}`, sha256s[at % 4]!);
      await indexLibrary(service.database, there, service.firstOrganisationId, { groupHours: 1, segmentHours: 1 });
    }
    const before = await fromAsync(store.list('segment'));
    const late = () => new Date(Date.now() + 2 * SEGMENT_GRACE_MS);
    expect(await removeOldSegments({ ...place, blobs: store }, { now: () => new Date() })).toBe(0);
    const removed = await removeOldSegments({ ...place, blobs: store }, { now: late });
    expect(removed).toBeGreaterThan(6);
    const named = (await readPlan(service.database, service.firstOrganisationId))!.groups.flatMap(({ segments }) => segments);
    expect(await fromAsync(store.list('segment'))).toHaveLength(before.length - removed);
    expect((await fromAsync(store.list('segment'))).sort()).toEqual(named.map(({ sha256 }) => sha256).sort());
    expect(await fromAsync(store.list('fingerprint'))).toHaveLength(4);
  });
});

test('the size of the index that searchers hold is told, and what of the library it lacks', async () => {
  const { service, library, blobs, set } = await bareLibrary();
  const { database, firstOrganisationId: organisationId } = service;
  const searchesElsewhere = { indexState: async () => undefined };
  const facts = (enrolledNow: number) => indexFactsOf({ database, hasSearchers: true }, organisationId, searchesElsewhere, enrolledNow);
  expect(await facts(1)).toBeUndefined();
  for (const [at, bytes] of films.entries()) await set(`film-${at}`, await blobs.put('fingerprint', bytes));
  await indexLibrary(database, library, organisationId);
  const found = await facts(films.length + 2);
  expect(found).toMatchObject({ references: films.length, missing: 2, surplus: 0 });
  expect(found!.segments).toBeGreaterThan(0);
  expect(found!.bytes).toBeGreaterThan(1000);
  expect(found).not.toHaveProperty('frames');
  await set('film-0', undefined);
  await indexLibrary(database, library, organisationId);
  expect(await facts(films.length - 1)).toMatchObject({ references: films.length - 1, missing: 0, surplus: 0 });
});
