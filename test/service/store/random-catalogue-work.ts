import type { Catalogue, CatalogueReader, CatalogueWriter } from '@streetdate/engine';
import type { AllowedSourceFacts } from '@streetdate/matcher';
import fc from 'fast-check';

/** One call of a catalogue's writer. */
export interface Call {
  /** What it does, for reports of failures. */
  readonly name: string;
  /** Does it. */
  readonly run: (writer: CatalogueWriter) => Promise<unknown>;
}

const ENTERED_AT = '2026-01-04T00:00:00.000Z';

/** Names that sort differently by bytes, by UTF-16 and by any language's rules. */
const NAMES = ['a', 'B', 'b', 'Z', '_', '-', 'ä', 'é', 'Ω', 'ﬀ', '😀', 'a b', "o'x", 'ab'];
const name = fc.constantFrom(...NAMES);
const digest = fc.constantFrom(...['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64)));
const time = fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2025-12-31T23:59:59.999Z');
const size = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(2 ** 31, 2 ** 40, 2 ** 41 - 1));
const moment = fc.oneof(fc.integer({ min: -2, max: 3e8 }), fc.constantFrom(1.7e12, 86_400_000));
const seconds = fc.double({ min: 0, max: 1e5, noNaN: true });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Leaves out what is undefined, as the engine's callers do. */
const known = <T extends object>(facts: T) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;

function call<T>(title: string, facts: fc.Arbitrary<T>, run: (writer: CatalogueWriter, facts: T) => Promise<unknown>): fc.Arbitrary<Call> {
  return facts.map((given) => {
    const clean = (typeof given === 'object' && given !== null && !Array.isArray(given) ? known(given) : given) as T;
    return { name: `${title} ${JSON.stringify(clean)}`, run: (writer) => run(writer, clean) };
  });
}

const window = fc.record({
  territory: fc.constantFrom('US', 'DE', 'FR'),
  channel: fc.constantFrom('disc' as const, 'digital' as const),
  opensAt: time,
});
const file = fc.record({
  path: name,
  bytes: size,
  modifiedMs: maybe(moment),
  digest: maybe(digest),
  packedIn: maybe(fc.constant('1-2')),
  problem: maybe(name),
});

const CALLS: readonly fc.Arbitrary<Call>[] = [
  call(
    'putTitle',
    fc.record({ name, id: maybe(name), year: maybe(fc.integer({ min: 1890, max: 2030 })), eidr: maybe(name) }),
    (writer, title) => writer.putTitle(title as Parameters<CatalogueWriter['putTitle']>[0]),
  ),
  call('putWindows', fc.tuple(name, fc.array(window.map(known), { maxLength: 3 })), (writer, [id, windows]) =>
    writer.putWindows(id, windows as Parameters<CatalogueWriter['putWindows']>[1]),
  ),
  call(
    'putReference',
    fc.record({
      id: name,
      titleId: name,
      kind: fc.constantFrom('disc', 'still'),
      edition: maybe(name),
      duration: seconds,
      fingerprintSha256: digest,
      enrolledAt: time,
    }),
    (writer, reference) =>
      writer.putReference({ ...reference, media: { path: `/${reference.id}`, stamp: '1-2' } } as Parameters<
        CatalogueWriter['putReference']
      >[0]),
  ),
  call('putReferenceIscc', fc.tuple(name, name), (writer, [id, audio]) => writer.putReferenceIscc(id, { audio })),
  call('putReferenceManifest', fc.tuple(name, digest), (writer, [id, sha256]) => writer.putReferenceManifest(id, sha256)),
  call(
    'putDisc',
    fc.record({ id: name, titleId: name, label: maybe(name), references: fc.uniqueArray(name, { maxLength: 3 }), enrolledAt: time }),
    (writer, { references, ...disc }) =>
      writer.putDisc({
        ...disc,
        kind: 'dvd',
        ids: [],
        features: references.map((referenceId, at) => ({ feature: NAMES[(at * 5) % NAMES.length]!, role: 'film', referenceId })),
      } as unknown as Parameters<CatalogueWriter['putDisc']>[0]),
  ),
  call(
    'putDiscClip',
    fc.tuple(
      name,
      name,
      fc.oneof(
        digest.map((fingerprintSha256) => ({ fingerprintSha256 })),
        name.map((reason) => ({ reason })),
      ),
    ),
    (writer, [path, clip, stored]) => writer.putDiscClip(path, '1', clip, stored),
  ),
  call(
    'putScan',
    fc.record({
      id: name,
      path: name,
      libraryRevision: fc.integer({ min: 0, max: 9 }),
      fingerprintSha256: digest,
      duration: seconds,
      scannedAt: time,
      seenAt: maybe(time),
      territory: maybe(fc.constantFrom('US', 'DE')),
    }),
    (writer, { seenAt, territory, ...scan }) =>
      writer.putScan({
        ...scan,
        stamp: '1',
        programVersion: '0',
        kind: 'film',
        matches: [],
        sighting: { seenAt, seenAtBasis: 'observed', ...(territory !== undefined && { territory }), location: scan.path },
      } as Parameters<CatalogueWriter['putScan']>[0]),
  ),
  call(
    'putSighting',
    fc.record({
      scanId: name,
      link: maybe(name),
      host: maybe(name),
      account: maybe(name),
      territory: maybe(fc.constant('DE')),
      seenAt: maybe(time),
    }),
    (writer, sighting) =>
      writer.putSighting({ ...sighting, seenAtBasis: 'reported', recordedAt: '2026-01-03T00:00:00.000Z' } as Parameters<
        CatalogueWriter['putSighting']
      >[0]),
  ),
  call(
    'putAllowedSource',
    fc.record({ account: name, titleId: maybe(name), from: maybe(time), reason: maybe(name) }),
    (writer, { account, ...facts }) =>
      writer.putAllowedSource({ host: 'video.example', account, ...facts } as AllowedSourceFacts, ENTERED_AT),
  ),
  call('removeAllowedSource', fc.nat(3), async (writer, at) =>
    writer.removeAllowedSource((await writer.allowedSources()).sources[at]?.id ?? 'none'),
  ),
  call(
    'putDispute',
    fc.record({ id: name, scanId: name, path: name, by: name, ground: name, text: maybe(name), receivedAt: time }),
    (writer, dispute) =>
      writer.putDispute({
        ...dispute,
        ...{ fingerprintSha256: 'c'.repeat(64), deadline: '2027-01-01T00:00:00.000Z', recordedAt: ENTERED_AT },
      } as Parameters<CatalogueWriter['putDispute']>[0]),
  ),
  call('appendLedgerEntry', fc.tuple(fc.constantFrom(0, 0, 0, 1), name), async (writer, [gap, text]) =>
    writer.appendLedgerEntry({ position: (await writer.ledgerSize()) + gap, text, leafHash: 'f'.repeat(64) }),
  ),
  call(
    'putServer',
    fc.record({ id: name, name, country: fc.constant('DE'), custodian: maybe(name), path: name, addedAt: time }),
    (writer, server) => writer.putServer({ ...server, source: 'folder' } as Parameters<CatalogueWriter['putServer']>[0]),
  ),
  // Paths may come twice in one call.
  call('putServerFiles', fc.tuple(name, fc.array(file.map(known), { maxLength: 6 })), (writer, [id, files]) =>
    writer.putServerFiles(id, files as Parameters<CatalogueWriter['putServerFiles']>[1]),
  ),
  call(
    'putDigests',
    fc.tuple(
      name,
      fc.array(
        fc.record({ path: name, digest, bytes: size, kind: fc.constantFrom('film' as const, 'archive' as const, 'other' as const) }),
        { maxLength: 6 },
      ),
    ),
    (writer, [id, digests]) => writer.putDigests(id, digests),
  ),
  call('putFileProblems', fc.tuple(name, fc.array(fc.record({ path: name, reason: name }), { maxLength: 3 })), (writer, [id, problems]) =>
    writer.putFileProblems(id, problems),
  ),
  call('putServerProblems', fc.tuple(name, fc.array(fc.record({ path: name, reason: name }), { maxLength: 3 })), (writer, [id, problems]) =>
    writer.putServerProblems(id, problems),
  ),
  call('putServerImage', fc.tuple(name, name, size), (writer, [id, path, bytes]) =>
    writer.putServerImage(id, { path, format: 'iso', bytes, sha256: 'a'.repeat(64), sha1: 'b'.repeat(40), md5: 'c'.repeat(32) }),
  ),
  call('putPackedState', fc.tuple(name, name, name), (writer, [id, path, state]) => writer.putPackedState(id, path, state)),
  call('removePackedFiles', fc.tuple(name, name, name, fc.array(name, { maxLength: 2 })), async (writer, [id, path, packedIn, except]) => {
    await writer.removePackedFiles(id, path, packedIn, except);
  }),
  call('removeServerProblems', fc.tuple(name, name), (writer, [id, path]) => writer.removeServerProblems(id, path)),
  call(
    'putContentScan',
    fc.tuple(digest, fc.oneof(fc.record({ scanId: name, revision: fc.integer({ min: 0, max: 3 }) }), fc.record({ problem: name }))),
    (writer, [sha256, scan]) => writer.putContentScan(sha256, scan),
  ),
];

/** A server and a title come first now and then, so that most of the calls that refer to them succeed. */
const transaction = fc.array(fc.oneof(...CALLS), { minLength: 1, maxLength: 4 });

/** Transactions of random calls. Some fail: a row points nowhere, a name is taken. */
export const randomWork: fc.Arbitrary<Call[][]> = fc.array(transaction, { minLength: 4, maxLength: 40 });

/** Rows that later calls may refer to, so that most of them succeed. */
export const groundwork: readonly Call[] = NAMES.slice(0, 9).flatMap((each) => [
  { name: `title ${each}`, run: (writer) => writer.putTitle({ id: each, name: each }) },
  {
    name: `server ${each}`,
    run: (writer) => writer.putServer({ id: each, name: each, country: 'DE', source: 'folder', path: '/', addedAt: ENTERED_AT }),
  },
]);

/** Runs transactions. @returns For each what its calls gave, or that it failed. */
export async function runWork(catalogue: Catalogue, transactions: readonly (readonly Call[])[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const calls of transactions) {
    const result = await catalogue
      .write(async (writer) => {
        const given: unknown[] = [];
        for (const each of calls) given.push(await each.run(writer));
        return given;
      })
      .catch(() => 'failed');
    results.push(result);
  }
  return results;
}

/** Everything that a catalogue gives. */
export async function readAll(catalogue: CatalogueReader): Promise<Record<string, unknown>> {
  const each = async (read: (id: string) => Promise<unknown>) => {
    const all: unknown[] = [];
    for (const id of NAMES) all.push(await read(id));
    return all;
  };
  /** All pages of a list, of a few rows each. */
  const paged = async <T>(read: (page: { after: string; most: number }) => Promise<T[]>, keyOf: (row: T) => string) => {
    const all: T[] = [];
    for (let after = ''; ; ) {
      const page = await read({ after, most: 2 });
      if (page.length === 0) return all;
      all.push(...page);
      after = keyOf(page.at(-1)!);
    }
  };
  return {
    revision: await catalogue.revision(),
    titles: await catalogue.titles(),
    titleByName: await each((id) => catalogue.title(id)),
    titleIds: await each((id) => catalogue.titleIdOfName(id)),
    references: await catalogue.references(),
    media: await each((id) => catalogue.referenceOfMedia(`/${id}`, '1-2')),
    discs: await catalogue.discs(),
    clips: await each(async (id) => [...(await catalogue.discClips(id, '1'))].sort()),
    scans: await catalogue.scans(),
    scansOfFiles: await each((path) => catalogue.scansOfFile(path)),
    sightings: [...(await catalogue.sightings(NAMES))].sort(),
    allowed: await catalogue.allowedSources(),
    disputes: await catalogue.disputes(),
    ledger: [await catalogue.ledgerSize(), await catalogue.ledgerEntries(0, 100), await catalogue.ledgerEntries(1, 1)],
    servers: await catalogue.servers(),
    totals: await each((id) => catalogue.serverTotals(id)),
    problems: await each((id) => catalogue.serverProblems(id)),
    images: await each((id) => catalogue.serverImages(id)),
    packed: await each((id) => each((path) => catalogue.packedState(id, path))),
    files: await each((id) =>
      paged(
        (page) => catalogue.serverFiles(id, 'all', page),
        ({ path }) => path,
      ),
    ),
    unread: await each((id) => catalogue.serverFiles(id, 'unread', { after: '', most: 100 })),
    archives: await each((id) => catalogue.serverFiles(id, 'archives', { after: '', most: 100 })),
    toScan: await each((id) =>
      paged(
        (page) => catalogue.contentsToScan(id, ['film', 'other'], page),
        ({ digest: key }) => key!,
      ),
    ),
    copies: await paged(
      (page) => catalogue.filmCopies(page),
      ({ digest: key }) => key,
    ),
    overlaps: await catalogue.serverOverlaps(),
    times: await paged(
      (page) => catalogue.sharedTimes(page),
      ({ digest: key }) => key,
    ),
    days: await each((id) => catalogue.serverDays(id)),
    later: await each((id) => catalogue.filesAfter(id, 1000.5)),
  };
}
