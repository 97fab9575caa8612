import type {
  Catalogue,
  StoredConflict,
  StoredDisc,
  StoredDispute,
  StoredExclusion,
  StoredReference,
  StoredScan,
  StoredSighting,
} from '@streetdate/engine';
import { describe, expect, onTestFinished, test } from 'vitest';

const ENROLLED_AT = '2026-01-01T00:00:00.000Z';
const reference = (id: string, titleId: string, digit: string): StoredReference => ({
  id,
  titleId,
  kind: 'disc',
  edition: 'Steelbook',
  territory: 'US',
  duration: 1.5,
  fingerprintSha256: digit.repeat(64),
  damage: { reason: 'cut off', secondsCovered: 1 },
  media: { path: `/media/${id}.mkv`, stamp: '10-20' },
  enrolledAt: ENROLLED_AT,
  iscc: { data: 'ISCC:GAA', instance: 'ISCC:IAA' },
  manifestSha256: 'e'.repeat(64),
});
const disc: StoredDisc = {
  id: 'film-disc',
  titleId: 'film',
  kind: 'bluray',
  path: '/media/disc',
  stamp: '1-2',
  label: 'FILM',
  edition: 'Steelbook',
  variant: 'batch-7',
  territory: 'US',
  distributor: 'Acme',
  streetDate: '2026-03-10',
  ids: [{ name: 'streetdate-structure', value: 'ab', source: 'disc' } as unknown as StoredDisc['ids'][number]],
  features: [{ feature: '00800', role: 'film', referenceId: 'film.1' }],
  enrolledAt: ENROLLED_AT,
};
const scan: StoredScan = {
  id: '0123456789abcdef',
  path: '/uploads/a.mp4',
  stamp: '3-4',
  libraryRevision: 1,
  programVersion: '0.1.0',
  fingerprintSha256: 'c'.repeat(64),
  kind: 'film',
  duration: 60,
  look: { frames: 'key', closer: [{ start: 1, end: 2 }] },
  matches: [],
  scannedAt: ENROLLED_AT,
  sighting: { seenAt: ENROLLED_AT, seenAtBasis: 'observed', territory: 'DE', location: '/uploads/a.mp4' },
  iscc: { audio: 'ISCC:EIA' },
};

/** Describes what every catalogue does.
 * @param prepare - Makes an empty one. What it gives opens it, also a second time.
 */
export function describeCatalogue(name: string, prepare: () => Promise<() => Promise<Catalogue>>): void {
  describe(`a catalogue in ${name}`, () => {
    async function openOne(): Promise<Catalogue> {
      const catalogue = await (await prepare())();
      onTestFinished(() => catalogue.close());
      return catalogue;
    }

    /** A title with a window, and a reference of it. */
    async function fill(catalogue: Catalogue): Promise<void> {
      await catalogue.write(async (writer) => {
        expect(await writer.putTitle({ name: 'Film', year: 2010 })).toEqual({ id: 'film', isNew: true });
        await writer.putWindows('film', [{ territory: 'US', channel: 'disc', opensAt: '2026-03-10', timeZone: 'America/New_York' }]);
        await writer.putReference(reference('film.1', 'film', 'a'));
      });
    }

    test('gives titles and references page by page, and removes them with all that is said of them', async () => {
      const catalogue = await openOne();
      await fill(catalogue);
      await catalogue.write(async (writer) => {
        await writer.putTitle({ name: 'Another film' });
        await writer.putReference(reference('film.2', 'film', 'b'));
        await writer.putReference(reference('other', 'another-film', 'd'));
        await writer.putDisc(disc);
        await writer.putDiscClip('/media/disc', '1-2', '00001', { fingerprintSha256: 'f'.repeat(64) });
        await writer.putScan(scan);
        await writer.putSighting({ scanId: scan.id, host: 'h', seenAtBasis: 'reported', recordedAt: ENROLLED_AT });
      });
      expect((await catalogue.titlePage({ most: 1 })).map(({ id }) => id)).toEqual(['another-film']);
      expect(await catalogue.titlePage({ after: 'another-film', most: 5 })).toMatchObject([{ id: 'film', windows: [{ territory: 'US' }] }]);
      expect(await catalogue.titlePage({ after: 'none', most: 5 })).toEqual([]);
      expect(await catalogue.titleNames(['film', 'none'])).toEqual(new Map([['film', 'Film']]));
      expect((await catalogue.enrolledTitles()).map(({ id }) => id)).toEqual(['another-film', 'film']);
      expect((await catalogue.referencePage({ after: 'film.1', most: 1 })).map(({ id }) => id)).toEqual(['film.2']);
      expect((await catalogue.referencePage({ most: 5, titleId: 'another-film' })).map(({ id }) => id)).toEqual(['other']);
      expect(await catalogue.referenceIds(['film', 'none'])).toEqual(
        new Map([
          ['film', ['film.1', 'film.2']],
          ['none', []],
        ]),
      );

      const revision = await catalogue.revision();
      const named = await catalogue.erase((writer) => writer.removeReference('film.1'));
      expect(named).toEqual([
        { kind: 'fingerprint', sha256: 'a'.repeat(64) },
        { kind: 'manifest', sha256: 'e'.repeat(64) },
        { kind: 'fingerprint', sha256: 'f'.repeat(64) },
      ]);
      expect(await catalogue.revision()).toBe(revision + 1);
      expect([await catalogue.discs(), await catalogue.discClips('/media/disc', '1-2')]).toEqual([[], new Map()]);
      // Another reference has the same manifest.
      const isNamed = (kind: 'fingerprint' | 'manifest', digit: string) =>
        catalogue.write((writer) => writer.isNamed({ kind, sha256: digit.repeat(64) }));
      expect([await isNamed('manifest', 'e'), await isNamed('fingerprint', 'a')]).toEqual([true, false]);
      expect(await catalogue.erase((writer) => writer.removeReference('film.1'))).toBeUndefined();
      await catalogue.erase((writer) => writer.removeTitle('film'));
      expect((await catalogue.titles()).map(({ id }) => id)).toEqual(['another-film']);
      expect((await catalogue.references()).map(({ id }) => id)).toEqual(['other']);

      const scanned = [{ kind: 'fingerprint', sha256: 'c'.repeat(64) }];
      for (const place of [{ prefix: '/uploads/b' }, { part: 'ads_a' }])
        expect(await catalogue.erase((writer) => writer.removeScans(place))).toEqual([]);
      expect(await catalogue.erase((writer) => writer.removeScans({ part: 'ads/a' }))).toEqual(scanned);
      await catalogue.write((writer) => writer.putScan(scan));
      expect(await catalogue.erase((writer) => writer.removeScans({ prefix: '/uploads/' }))).toEqual(scanned);
      expect(await catalogue.scans()).toEqual([]);
    });

    test('is empty at first', async () => {
      const catalogue = await openOne();
      expect(await catalogue.revision()).toBe(0);
      for (const list of [catalogue.titles(), catalogue.references(), catalogue.discs(), catalogue.scans()]) expect(await list).toEqual([]);
      expect(await catalogue.title('film')).toBeUndefined();
      expect(await catalogue.reference('film.1')).toBeUndefined();
      expect(await catalogue.scan('0')).toBeUndefined();
    });

    test('replaces the ISCC and the manifest of a reference without a new revision', async () => {
      const catalogue = await openOne();
      await fill(catalogue);
      await catalogue.write(async (writer) => {
        await writer.putReferenceIscc('film.1', { audio: 'ISCC:EIB' });
        await writer.putReferenceManifest('film.1', 'f'.repeat(64));
      });
      const facts = { iscc: { audio: 'ISCC:EIB' }, manifestSha256: 'f'.repeat(64) };
      expect(await catalogue.references()).toEqual([{ ...reference('film.1', 'film', 'a'), ...facts }]);
      expect(await catalogue.revision()).toBe(1);
    });

    test('gives back what was written, also when it is opened again', async () => {
      const open = await prepare();
      const first = await open();
      await fill(first);
      await first.write(async (writer) => {
        await writer.putDisc(disc);
        await writer.putScan(scan);
        await writer.putDiscClip('/media/disc', '1-2', '00001', { fingerprintSha256: 'd'.repeat(64) });
        await writer.putDiscClip('/media/disc', '1-2', '00002', { reason: 'too short' });
      });
      await first.close();
      const catalogue = await open();
      onTestFinished(() => catalogue.close());
      const window = { territory: 'US', channel: 'disc', opensAt: '2026-03-10', timeZone: 'America/New_York' };
      const title = { id: 'film', name: 'Film', year: 2010, windows: [window] };
      expect(await catalogue.titles()).toEqual([title]);
      expect([await catalogue.title('film'), await catalogue.title('Film')]).toEqual([title, title]);
      expect(await catalogue.titleIdOfName('Film')).toBe('film');
      expect(await catalogue.openings('2026-03-10', '2026-03-11', 9)).toEqual([window]);
      for (const [from, before] of [
        ['2026-03-11', '2027'],
        ['2026', '2026-03-10'],
      ] as const)
        expect(await catalogue.openings(from, before, 9)).toEqual([]);
      await expect(catalogue.openings('2026', '2027', 0)).rejects.toThrow('most must be');
      const known = reference('film.1', 'film', 'a');
      expect(await catalogue.references()).toEqual([known]);
      expect(await catalogue.reference('film.1')).toEqual(known);
      expect(await catalogue.referenceOfMedia('/media/film.1.mkv', '10-20')).toEqual(known);
      expect(await catalogue.referenceOfMedia('/media/film.1.mkv', '10-21')).toBeUndefined();
      expect(await catalogue.referenceOfContent('a'.repeat(64))).toEqual(known);
      expect(await catalogue.discs()).toEqual([disc]);
      expect(await catalogue.discClips('/media/disc', '1-2')).toEqual(
        new Map([
          ['00001', { fingerprintSha256: 'd'.repeat(64) }],
          ['00002', { reason: 'too short' }],
        ]),
      );
      expect(await catalogue.scans()).toEqual([scan]);
      expect(await catalogue.scan(scan.id)).toEqual(scan);
      expect([await catalogue.scansOfFile(scan.path), await catalogue.scansOfFile('/none')]).toEqual([[scan], []]);
    });

    test('replaces facts, windows, references, discs, clips and scans by their keys', async () => {
      const catalogue = await openOne();
      await fill(catalogue);
      await catalogue.write(async (writer) => {
        await writer.putTitle({ id: 'film', name: 'The Film', eidr: '10.5240/1' });
        await writer.putWindows('film', [{ territory: 'US', channel: 'disc', opensAt: '2026-04-01' }]);
        await writer.putReference({ ...reference('film.1', 'film', 'b'), kind: 'master' });
        await writer.putDisc(disc);
        await writer.putDisc({ ...disc, features: [] });
        await writer.putScan(scan);
        await writer.putScan({ ...scan, duration: 61 });
        await writer.putDiscClip('/d', '1', 'x', { reason: 'none' });
        await writer.putDiscClip('/d', '1', 'x', { fingerprintSha256: 'e'.repeat(64) });
      });
      expect(await catalogue.titles()).toMatchObject([
        { id: 'film', name: 'The Film', year: 2010, eidr: '10.5240/1', windows: [{ opensAt: '2026-04-01' }] },
      ]);
      expect(await catalogue.references()).toMatchObject([{ kind: 'master', fingerprintSha256: 'b'.repeat(64) }]);
      expect(await catalogue.discs()).toMatchObject([{ features: [] }]);
      expect(await catalogue.scans()).toMatchObject([{ duration: 61 }]);
      expect(await catalogue.discClips('/d', '1')).toEqual(new Map([['x', { fingerprintSha256: 'e'.repeat(64) }]]));
    });

    test('keeps where a file was seen, each place once and in order of time, and only of a known scan', async () => {
      const open = await prepare();
      const first = await open();
      const late: StoredSighting = { scanId: scan.id, link: 'https://a.example/1', seenAtBasis: 'unknown', recordedAt: ENROLLED_AT };
      const seen: StoredSighting = { ...late, host: 'a.example', territory: 'DE', seenAt: '2027-02-07T12:00:00Z', seenAtBasis: 'observed' };
      // As an instant it is an hour earlier, as a text it is later.
      const early: StoredSighting = { ...seen, seenAt: '2027-02-07T13:00:00+02:00' };
      await first.write(async (writer) => {
        await writer.putScan(scan);
        for (const each of [late, seen, early, seen]) await writer.putSighting(each);
      });
      await first.write(async (writer) => {
        await writer.putSighting({ ...seen, recordedAt: '2028-01-01T00:00:00.000Z' });
        // A scan that is stored again keeps them.
        await writer.putScan({ ...scan, duration: 61 });
      });
      await expect(first.write((writer) => writer.putSighting({ ...seen, scanId: 'none' }))).rejects.toThrow(/foreign key constraint/i);
      await first.close();
      const catalogue = await open();
      onTestFinished(() => catalogue.close());
      expect(await catalogue.sightings([scan.id, 'none'])).toEqual(new Map([[scan.id, [early, seen, late]]]));
      expect(await catalogue.sightings([])).toEqual(new Map());
    });

    test('keeps the account where a file was seen, and another account apart', async () => {
      const catalogue = await openOne();
      const seen = {
        scanId: scan.id,
        host: 'a.example',
        seenAt: '2027-02-07T12:00:00Z',
        seenAtBasis: 'observed',
        recordedAt: ENROLLED_AT,
      } as const;
      await catalogue.write(async (writer) => {
        await writer.putScan(scan);
        for (const account of ['studio', 'other', 'studio']) await writer.putSighting({ ...seen, account });
        await writer.putSighting(seen);
      });
      const [...own] = (await catalogue.sightings([scan.id])).get(scan.id)!;
      expect(own.map(({ account }) => account).sort()).toEqual(['other', 'studio', undefined]);
    });

    test('keeps where copies are allowed, each place once, in the order of hosts and accounts', async () => {
      const open = await prepare();
      const first = await open();
      const long = { from: '2026-12-01', fromTimeZone: 'America/New_York', until: '2027-01-01T00:00:00Z', titleId: 'film' };
      const studio = { host: 'video.example', account: 'Studio', ...long, reason: 'Their own.' };
      const any = { host: '*.video.example', wholeHost: true } as const;
      const cyrillic = { host: 'video.example', account: 'Студия' };
      await first.write(async (writer) => {
        await writer.putTitle({ id: 'film', name: 'Film' });
        for (const facts of [cyrillic, studio, any])
          expect(await writer.putAllowedSource(facts, ENROLLED_AT)).toMatchObject({ isNew: true, source: facts });
        const later = '2028-01-01T00:00:00.000Z';
        const { reason: _, ...without } = studio;
        for (const facts of [studio, without, { ...studio, host: 'VIDEO.example' }]) {
          expect(await writer.putAllowedSource(facts, later)).toMatchObject({
            isNew: false,
            source: { addedAt: ENROLLED_AT, reason: 'Their own.' },
          });
        }
        expect(await writer.putAllowedSource({ ...studio, reason: 'Their channel.' }, later)).toMatchObject({ isNew: false });
      });
      await first.close();
      const catalogue = await open();
      onTestFinished(() => catalogue.close());
      const { sources, unreadable } = await catalogue.allowedSources();
      const stored = { id: expect.stringMatching(/^[0-9a-f]{16}$/), addedAt: ENROLLED_AT };
      expect(sources).toEqual([any, { ...studio, reason: 'Their channel.' }, cyrillic].map((facts) => ({ ...facts, ...stored })));
      expect(unreadable).toEqual([]);
      for (const wrong of [{ host: 'video.example' }, { host: 'https://video.example', wholeHost: true }, { ...any, titleId: 'none' }])
        await expect(catalogue.write((writer) => writer.putAllowedSource(wrong as never, ENROLLED_AT))).rejects.toThrow();
      const remove = () => catalogue.write((writer) => writer.removeAllowedSource(sources[0]!.id));
      expect([await remove(), await remove()]).toEqual([true, false]);
      expect((await catalogue.allowedSources()).sources).toEqual(sources.slice(1));
    });

    test('keeps what of a reference proves nothing, by its id, and only of a known reference', async () => {
      const catalogue = await openOne();
      await fill(catalogue);
      const late: StoredExclusion = { id: 'a', referenceId: 'film.1', start: 40.125, end: 60, reason: 'archive', addedAt: ENROLLED_AT };
      const early: StoredExclusion = { ...late, id: 'b', start: 1, end: 2, carriedFrom: 'a' };
      const conflict: StoredConflict = {
        ...{ id: 'c', referenceId: 'film.1', otherReferenceId: 'film.1', start: 3, end: 5, otherStart: 7.5, otherEnd: 9.5 },
        decision: 'undecided',
      };
      const revision = await catalogue.revision();
      await catalogue.write(async (writer) => {
        await writer.putExclusions([late, early]);
        await writer.putConflicts([conflict]);
      });
      expect(await catalogue.exclusions()).toEqual([early, late]);
      expect(await catalogue.conflicts()).toEqual([conflict]);
      expect([...(await catalogue.provesNothing())]).toMatchObject([
        ['film.1', [{ start: 1 }, { start: 3 }, { start: 7.5 }, { start: 40.125 }]],
      ]);
      const decided: StoredConflict = { ...conflict, decision: 'shared', decidedAt: ENROLLED_AT, reason: 'both' };
      await catalogue.write(async (writer) => {
        await writer.putExclusions([{ ...late, reason: 'newsreel' }]);
        await writer.removeExclusions(['b', 'none']);
        await writer.putConflicts([decided]);
      });
      expect(await catalogue.exclusions()).toEqual([{ ...late, reason: 'newsreel' }]);
      expect(await catalogue.conflicts()).toEqual([decided]);
      await catalogue.write((writer) => writer.removeConflicts(['c']));
      expect(await catalogue.conflicts()).toEqual([]);
      expect(await catalogue.revision()).toBe(revision);
      const lost = catalogue.write((writer) => writer.putExclusions([{ ...late, id: 'd', referenceId: 'none' }]));
      await expect(lost).rejects.toThrow(/foreign key constraint/i);
    });

    test('keeps disputes by their ids, in the order of their receipt, and only of a known scan', async () => {
      const catalogue = await openOne();
      await fill(catalogue);
      await catalogue.write((writer) => writer.putScan(scan));
      const { id: scanId, path, fingerprintSha256 } = scan;
      const late: StoredDispute = {
        ...{ id: 'a', scanId, path, fingerprintSha256, by: 'A. Uploader', ground: 'licensed', text: 'Dear all,\n' },
        ...{ receivedAt: '2026-02-02T00:00:00.000Z', deadline: '2026-02-16T00:00:00.000Z', recordedAt: ENROLLED_AT },
      };
      const { text: _, ...rest } = late;
      const early: StoredDispute = { ...rest, id: 'b', receivedAt: '2026-02-01T00:00:00.000Z' };
      await catalogue.write(async (writer) => {
        await writer.putDispute(late);
        await writer.putDispute(early);
      });
      expect(await catalogue.disputes()).toEqual([early, late]);
      const ended: StoredDispute = { ...early, outcome: 'upheld', outcomeReason: 'a licence', endedAt: ENROLLED_AT };
      await catalogue.write((writer) => writer.putDispute(ended));
      expect(await catalogue.disputes()).toEqual([ended, late]);
      const lost = catalogue.write((writer) => writer.putDispute({ ...late, id: 'c', scanId: 'none' }));
      await expect(lost).rejects.toThrow(/foreign key constraint/i);
    });

    test('has a new revision with each change of the references, and with nothing else', async () => {
      const catalogue = await openOne();
      await fill(catalogue);
      expect(await catalogue.revision()).toBe(1);
      await catalogue.write(async (writer) => {
        await writer.putTitle({ name: 'Another' });
        await writer.putScan(scan);
      });
      expect(await catalogue.revision()).toBe(1);
      await catalogue.write((writer) => writer.putReference(reference('film.2', 'film', 'b')));
      expect(await catalogue.revision()).toBe(2);
    });

    test('keeps a ledger that only grows, and refuses an entry at any other place than its end', async () => {
      const open = await prepare();
      const first = await open();
      const entry = (position: number) => ({ position, text: `{"position":${position}}`, leafHash: String(position).repeat(64) });
      expect([await first.ledgerSize(), await first.ledgerEntries(0, 10)]).toEqual([0, []]);
      await first.write(async (writer) => {
        for (const position of [0, 1, 2]) await writer.appendLedgerEntry(entry(position));
      });
      for (const position of [0, 2, 4, -1]) {
        await expect(first.write((writer) => writer.appendLedgerEntry(entry(position)))).rejects.toThrow(
          'position must be 3, where the ledger ends',
        );
      }
      await first.close();
      const catalogue = await open();
      onTestFinished(() => catalogue.close());
      expect(await catalogue.ledgerSize()).toBe(3);
      expect(await catalogue.ledgerEntries(1, 10)).toEqual([entry(1), entry(2)]);
      expect(await catalogue.ledgerEntries(0, 1)).toEqual([entry(0)]);
    });

    test('keeps servers, files, contents and problems, and gives long lists by pages', async () => {
      const open = await prepare();
      const first = await open();
      const server = { id: 'one', name: 'One', country: 'NL', source: 'folder', path: '/one', addedAt: ENROLLED_AT } as const;
      const other = { ...server, id: 'two', name: 'Two', custodian: 'Police', source: 'listing', seenAt: ENROLLED_AT } as const;
      const digest = (digit: string) => digit.repeat(64);
      await first.write(async (writer) => {
        await writer.putServer(server);
        await writer.putServer({ ...other, country: 'DE' });
        await writer.putServer(other);
        await writer.putServerFiles('one', [
          { path: 'a.mkv', bytes: 10, modifiedMs: 86_400_000 },
          { path: 'b.mkv', bytes: 10, modifiedMs: 90_000_000 },
          { path: 'c.txt', bytes: 5 },
          { path: 'x.rar//a.mkv', bytes: 10, modifiedMs: 5, packedIn: 'v1' },
        ]);
        await writer.putServerFiles('two', [{ path: 'z', bytes: 10, modifiedMs: 7, digest: digest('a') }]);
        await writer.putDigests('one', [
          { path: 'a.mkv', digest: digest('a'), bytes: 10, kind: 'film' },
          { path: 'b.mkv', digest: digest('b'), bytes: 10, kind: 'film' },
          { path: 'x.rar//a.mkv', digest: digest('a'), bytes: 10, kind: 'film' },
        ]);
        await writer.putFileProblems('one', [{ path: 'c.txt', reason: 'no permission' }]);
        await writer.putServerProblems('one', [{ path: 'secret', reason: 'no' }]);
        await writer.putServerProblems('one', [{ path: 'secret', reason: 'no permission' }]);
      });
      await first.close();
      const catalogue = await open();
      onTestFinished(() => catalogue.close());
      expect(await catalogue.servers()).toEqual([server, other]);
      expect(await catalogue.serverTotals('one')).toEqual({ files: 4, bytes: 35, digested: 3, digestedBytes: 30, unread: 1 });
      expect(await catalogue.serverTotals('none')).toEqual({ files: 0, bytes: 0, digested: 0, digestedBytes: 0, unread: 0 });
      expect(await catalogue.serverProblems('one')).toEqual([{ path: 'secret', reason: 'no permission' }]);
      expect(await catalogue.serverFiles('one', 'unread', { after: '', most: 9 })).toEqual([]);
      await catalogue.write(async (writer) => {
        const problem = (path: string) => ({ path, reason: 'damaged' });
        await writer.putServerProblems('one', ['x_r//a', 'x.rar', 'x.rar//a', 'x.rar//b//c', 'x.rar2'].map(problem));
        await writer.removeServerProblems('one', 'x.rar');
        await writer.removeServerProblems('one', 'x%');
        await writer.removeServerProblems('two', 'x.rar2');
      });
      expect((await catalogue.serverProblems('one')).map(({ path }) => path).sort()).toEqual(['secret', 'x.rar2', 'x_r//a']);
      const image = {
        format: 'ewf',
        bytes: 3,
        sha256: digest('a'),
        sha1: 'b'.repeat(40),
        md5: 'c'.repeat(32),
        statedMd5: 'c'.repeat(32),
      } as const;
      await catalogue.write(async (writer) => {
        await writer.putServerImage('one', { path: 'b.E01', ...image });
        await writer.putServerImage('one', { path: 'a.zip//x.E01', ...image });
        await writer.putServerImage('one', { path: 'b.E01', ...image, bytes: 4 });
      });
      expect(await catalogue.serverImages('one')).toEqual([
        { path: 'a.zip//x.E01', ...image },
        { path: 'b.E01', ...image, bytes: 4 },
      ]);
      expect(await catalogue.serverImages('two')).toEqual([]);
      expect(await catalogue.packedState('one', 'x.rar')).toBeUndefined();
      await catalogue.write(async (writer) => {
        for (const state of ['old', 'new']) await writer.putPackedState('one', 'x.rar', state);
        const packed = (path: string, packedIn: string) => ({ path, bytes: 1, packedIn });
        await writer.putServerFiles('two', [
          { path: 'p.zip', bytes: 1 },
          { path: 'p.zip//plain', bytes: 1 },
        ]);
        await writer.putServerFiles('two', [packed('p.zip//a', 'old'), packed('p.zip//b', 'new'), packed('p.zip//c.iso//d', 'old')]);
        await writer.putServerFiles('two', [packed('p_zip//a', 'old'), packed('p.zip2//a', 'old')]);
        expect(await writer.removePackedFiles('two', 'p.zip', 'new', ['p.zip//c.iso'])).toBe(1);
        expect(await writer.removePackedFiles('one', 'p.zip', 'new', [])).toBe(0);
      });
      expect([await catalogue.packedState('one', 'x.rar'), await catalogue.packedState('two', 'x.rar')]).toEqual(['new', undefined]);
      const left = async () =>
        (await catalogue.serverFiles('two', 'all', { after: 'p', most: 9 })).flatMap(({ path }) => (path < 'q' ? [path] : [])).sort();
      expect(await left()).toEqual(['p.zip', 'p.zip//b', 'p.zip//c.iso//d', 'p.zip//plain', 'p.zip2//a', 'p_zip//a']);
      await catalogue.write(async (writer) => {
        expect(await writer.removePackedFiles('two', 'p.zip', 'other', [])).toBe(2);
        for (const path of ['p_zip', 'p.zip2']) expect(await writer.removePackedFiles('two', path, 'other', [])).toBe(1);
      });
      expect(await left()).toEqual(['p.zip', 'p.zip//plain']);
      await catalogue.write(async (writer) => {
        await writer.putServerFiles('two', [{ path: 'y', bytes: 3 }]);
        await writer.putDigests('two', [{ path: 'y', digest: digest('e'), bytes: 3, kind: 'archive' }]);
      });
      expect(await catalogue.serverFiles('two', 'archives', { after: '', most: 9 })).toMatchObject([{ path: 'y', digest: digest('e') }]);
      expect(await catalogue.serverFiles('two', 'archives', { after: 'y', most: 9 })).toEqual([]);
      expect(await catalogue.serverFiles('one', 'archives', { after: '', most: 9 })).toEqual([]);
      const page = { after: 'a.mkv', most: 2 };
      expect((await catalogue.serverFiles('one', 'all', page)).map(({ path }) => path)).toEqual(['b.mkv', 'c.txt']);
      // Of two files with one content, one is scanned.
      const toScan = await catalogue.contentsToScan('one', ['film'], { after: '', most: 9 });
      expect(toScan.map(({ path }) => path)).toEqual(['a.mkv', 'b.mkv']);
      await catalogue.write(async (writer) => {
        await writer.putContentScan(digest('a'), { scanId: 's', revision: 0 });
        await writer.putContentScan(digest('b'), { problem: 'no film' });
      });
      expect(await catalogue.contentsToScan('one', ['film'], { after: '', most: 9 })).toEqual([]);
      // A page is longer than asked for rather than end inside a content.
      const copies = await catalogue.filmCopies({ after: '', most: 2 });
      expect(copies.map(({ serverId, path, scanId }) => [serverId, path, scanId])).toEqual([
        ['one', 'a.mkv', 's'],
        ['one', 'x.rar//a.mkv', 's'],
        ['two', 'z', 's'],
      ]);
      expect(await catalogue.filmCopies({ after: digest('a'), most: 2 })).toMatchObject([{ path: 'b.mkv', problem: 'no film' }]);
      expect(await catalogue.serverOverlaps()).toEqual([
        { servers: ['one', 'one'], contents: 2, bytes: 20 },
        { servers: ['one', 'two'], contents: 1, bytes: 10 },
        { servers: ['two', 'two'], contents: 2, bytes: 13 },
      ]);
      expect(await catalogue.sharedTimes({ after: '', most: 1 })).toEqual([
        { digest: digest('a'), serverId: 'one', firstMs: 5 },
        { digest: digest('a'), serverId: 'two', firstMs: 7 },
      ]);
      expect(await catalogue.serverDays('one')).toEqual([{ day: 1, files: 2 }]);
      expect(await catalogue.filesAfter('one', 86_400_000)).toBe(1);
      // A changed file loses its digest, an unchanged one keeps it.
      await catalogue.write((writer) =>
        writer.putServerFiles('one', [
          { path: 'a.mkv', bytes: 10, modifiedMs: 86_400_000 },
          { path: 'b.mkv', bytes: 11, modifiedMs: 90_000_000 },
        ]),
      );
      expect((await catalogue.serverFile('one', 'a.mkv'))?.digest).toBe(digest('a'));
      expect((await catalogue.serverFile('one', 'b.mkv'))?.digest).toBeUndefined();
      // A new reference makes every scan outdated.
      await fill(catalogue);
      expect(await catalogue.contentsToScan('one', ['film'], { after: '', most: 9 })).toMatchObject([{ path: 'a.mkv' }]);
    });

    test('keeps nothing of a transaction that fails', async () => {
      const catalogue = await openOne();
      const failing = catalogue.write(async (writer) => {
        await writer.putTitle({ name: 'Film' });
        await writer.putReference(reference('x', 'no such title', 'a'));
      });
      await expect(failing).rejects.toThrow(/foreign key constraint/i);
      expect(await catalogue.titles()).toEqual([]);
      expect(await catalogue.revision()).toBe(0);
      const mine = new Error('mine');
      const stopped = catalogue.write(async (writer) => {
        await writer.putTitle({ name: 'Film' });
        throw mine;
      });
      await expect(stopped).rejects.toBe(mine);
      expect(await catalogue.titles()).toEqual([]);
    });

    test('gives two titles of one name in other scripts ids of their own', async () => {
      const catalogue = await openOne();
      const ids = await catalogue.write(async (writer) => {
        const put = [];
        for (const name of ['Film!', 'Film?', '…']) put.push((await writer.putTitle({ name })).id);
        return put;
      });
      expect(ids).toEqual(['film', 'film-2', 'title']);
    });

    test('is read while it is open for writing elsewhere', async () => {
      const open = await prepare();
      const [writer, reader] = [await open(), await open()];
      onTestFinished(() => writer.close());
      onTestFinished(() => reader.close());
      await fill(writer);
      expect(await reader.titles()).toHaveLength(1);
    });
  });
}
