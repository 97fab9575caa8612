// @module-tag slow
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { encodeFingerprint } from '@streetdate/core';
import { acceptUpload, openService, runWorker, type Service } from '@streetdate/service';
import { expect, onTestFinished, test, vi } from 'vitest';
import { libraryFolders } from '../../../packages/service/src/organisations/library-folders.ts';
import { GroupSearch } from '../../../packages/service/src/search/group-search.ts';
import { indexLibrary } from '../../../packages/service/src/search/index-library.ts';
import { Roster } from '../../../packages/service/src/search/roster.ts';
import { Searcher } from '../../../packages/service/src/search/searcher.ts';
import { SegmentCache } from '../../../packages/service/src/search/segment-cache.ts';
import { LocalTransport } from '../../../packages/service/src/search/transport.ts';
import { listVerdicts, type Upload } from '../../../packages/service/src/uploads/uploads.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { enrollReferences, GROUP_HOURS, QUERIES, REFERENCES } from './searched-library.ts';

test('a verdict is partial while a group cannot be searched, names it, and is completed later', async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  let hours = 0;
  const now = () => new Date(Date.now() + 3_600_000 * hours);
  const opened = await openService(home, { now });
  const { database, firstOrganisationId: organisationId } = opened;
  // Enrolled while this process holds the whole library: a search by groups would wait for searchers, which come later.
  await enrollReferences(await opened.libraries.of(organisationId), join(folder, 'prints'), REFERENCES);
  await opened.libraries.close();
  const transport = new LocalTransport();
  const roster = new Roster(database, { pollMs: 50, silenceMs: 5000 });
  const sizes = { groupHours: GROUP_HOURS, segmentHours: 1 };
  const libraries = libraryFolders({
    mostOpen: 10,
    firstOrganisationId: organisationId,
    home,
    now,
    search: (id, library) => new GroupSearch({ database, transport, roster, organisationId: id, library, ...sizes, patienceMs: 8000 }),
  });
  const service: Service = { ...opened, libraries };
  const library = await libraries.of(organisationId);
  const blobsOf = async () => library.blobs;
  const searcher = new Searcher({ database, blobsOf, transport, roster, cache: new SegmentCache(join(folder, 'cache')), beatMs: 100 });
  onTestFinished(async () => {
    await searcher.close();
    await roster.close();
    await libraries.close();
    await opened.close();
  });

  // The segment with film 6 is away.
  const plan = await indexLibrary(database, library, organisationId, sizes);
  const row = await database
    .selectFrom('search_reference')
    .select('segment_id')
    .where('reference_id', '=', 'film-6')
    .executeTakeFirstOrThrow();
  const lost = plan.groups.find(({ segments }) => segments.some(({ id }) => id === row.segment_id))!;
  const [{ sha256 }] = lost.segments as [(typeof lost.segments)[number]];
  const bytes = await library.blobs.get('segment', sha256);
  await library.blobs.remove('segment', sha256);
  await searcher.start();

  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
  onTestFinished(async () => {
    stopping.abort();
    await working;
  });
  const content = encodeFingerprint(QUERIES.get('two films')!);
  const { sha256: name, bytes: size } = await service.files.keep(Readable.from([content]), 'two.sdfp', 1e8);
  const seen = { seenAt: '2027-02-07T12:00:00Z', territory: 'US' };
  const upload: Upload = await acceptUpload(service, {
    organisationId,
    name: 'two.sdfp',
    kind: 'fingerprint',
    bytes: size,
    sha256: name,
    ...seen,
  });
  const verdicts = () => listVerdicts(database, organisationId, upload.id, { most: 100 });
  await vi.waitFor(async () => expect(await verdicts()).toHaveLength(1), { timeout: 100_000, interval: 200 });
  const [partial] = await verdicts();
  expect(partial!.outcome.partial).toEqual({
    missing: [{ group: lost.number, references: lost.references, hours: lost.durationMs / 3_600_000 }],
  });
  expect(partial!.outcome.matches.map(({ referenceId }) => referenceId)).toEqual(['film-4']);
  expect(partial!.outcome.sighting).toMatchObject(seen);

  await library.blobs.put('segment', bytes);
  await vi.waitFor(
    async () => expect(await database.selectFrom('job').select('kind').where('kind', '=', 'search-again').execute()).toHaveLength(1),
    5000,
  );
  hours = 1;
  await vi.waitFor(async () => expect(await verdicts()).toHaveLength(2), { timeout: 100_000, interval: 200 });
  const [whole, before] = (await verdicts()).toSorted((one, other) => (one.id < other.id ? 1 : -1));
  expect(whole!.outcome.partial).toBeUndefined();
  expect(whole!.outcome.matches.map(({ referenceId }) => referenceId).sort()).toEqual(['film-4', 'film-6']);
  expect(before!.id).toBe(partial!.id);
  const current = await database.selectFrom('verdict').select('id').where('superseded_by', 'is', null).execute();
  expect(current).toEqual([{ id: whole!.id }]);
});
