// @module-tag process
import { join } from 'node:path';
import { readVpdqLines } from '@streetdate/core/portable';
import { Library, openLibrary } from '@streetdate/engine';
import { checkLibrary, FolderStore, sqliteDatabase } from '@streetdate/engine/internal';
import { parseWindow } from '@streetdate/matcher';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { errorOf, expectOwnError, type Kind, WRONG } from '../tools/wrong-values.ts';

/** An argument that is to be wrong: its name in errors, its place in the call, its option or field, and what it has to be. */
type Slot = readonly [name: string, at: number, field: string | undefined, kind: Kind];

interface Case {
  /** Right arguments. */
  readonly args: readonly unknown[];
  readonly slots: readonly Slot[];
}

/** The options of a call at a place, by name. */
const options = (at: number, kinds: Readonly<Record<string, Kind>>): Slot[] => [
  ['options', at, undefined, 'object'],
  ...Object.entries(kinds).map(([name, kind]): Slot => [name, at, name, kind]),
];

const SIGHTING = {
  seenAt: 'instant',
  seenAtBasis: 'word',
  territory: 'territory',
  sourceEvidence: 'evidence',
  nameOf: 'function',
} as const;
const ENROLL: Case = {
  args: ['film.sdfp', { title: 'Other' }],
  slots: [
    ['paths', 0, undefined, 'path'],
    ['paths', 0, undefined, 'list'],
    ...options(1, {
      ...{ title: 'text', windows: 'windows', id: 'text', kind: 'word', edition: 'text', territory: 'territory', variant: 'text' },
      ...{ thumbnails: 'flag', details: 'flag', iscc: 'flag', videoCode: 'flag', distributor: 'text', streetDate: 'instant' },
      ...{ mainTitle: 'text', as: 'word', concurrency: 'count', signal: 'signal', onProgress: 'function', onNote: 'function' },
    }),
  ],
};
const NO_ARGUMENTS: Case = { args: [], slots: [] };

/** Every public method. A new one without a case fails the first test. */
const CASES: Readonly<Record<string, Case>> = {
  enroll: ENROLL,
  enrollEach: ENROLL,
  enrol: ENROLL,
  enrolEach: ENROLL,
  scan: {
    args: ['copy.sdfp', {}],
    slots: [
      ['paths', 0, undefined, 'path'],
      ['paths', 0, undefined, 'list'],
      ...options(1, {
        ...SIGHTING,
        ...{
          link: 'text',
          host: 'text',
          account: 'text',
          windows: 'windows',
          only: 'function',
          isGrowing: 'function',
          concurrency: 'count',
        },
        ...{
          checkSums: 'flag',
          iscc: 'flag',
          rescan: 'flag',
          thorough: 'flag',
          signal: 'signal',
          onProgress: 'function',
          onNote: 'function',
        },
      }),
    ],
  },
  judgeAgain: {
    args: ['copy.sdfp', {}],
    slots: [['names', 0, undefined, 'path'], ['names', 0, undefined, 'list'], ...options(1, { ...SIGHTING, windows: 'windows' })],
  },
  searchAgain: {
    args: ['0123456789abcdef', {}],
    slots: [['scanId', 0, undefined, 'text'], ...options(1, { signal: 'signal', onNote: 'function', nameOf: 'function' })],
  },
  explainSearch: { args: ['0123456789abcdef'], slots: [['scanId', 0, undefined, 'text']] },
  findCopies: {
    args: [readVpdqLines(`0,100,${'5a'.repeat(32)},0.000`), {}],
    slots: [
      ['fingerprint', 0, undefined, 'object'],
      ...options(1, {
        ...{ name: 'text', seenAt: 'instant', seenAtBasis: 'word', territory: 'territory', link: 'text', host: 'text' },
        ...{ signal: 'signal', onNote: 'function' },
      }),
    ],
  },
  removeReference: { args: ['film.1'], slots: [['id', 0, undefined, 'text']] },
  removeTitle: { args: ['film'], slots: [['id', 0, undefined, 'text']] },
  removeScans: {
    args: [{ prefix: '/' }],
    slots: [
      ['place', 0, undefined, 'object'],
      ['place.prefix', 0, 'prefix', 'text'],
    ],
  },
  scansToSearchAgain: { args: [[]], slots: [['enrolled', 0, undefined, 'list']] },
  sweep: {
    args: ['copy.sdfp', {}],
    slots: [
      ['paths', 0, undefined, 'path'],
      ...options(1, { ...SIGHTING, parquet: 'path', memoryBytes: 'count', concurrency: 'count', signal: 'signal', onProgress: 'function' }),
    ],
  },
  findByIscc: { args: ['ISCC:GAAW2PRCRS5LNVZV', {}], slots: [['iscc', 0, undefined, 'text'], ...options(1, { distance: 'count' })] },
  putTitle: {
    args: [{ name: 'New' }, []],
    slots: [
      ['title', 0, undefined, 'object'],
      ['title.name', 0, 'name', 'text'],
      ['title.id', 0, 'id', 'text'],
      ['title.year', 0, 'year', 'count'],
      ['title.eidr', 0, 'eidr', 'text'],
      ['title.isan', 0, 'isan', 'text'],
      ['windows', 1, undefined, 'windows'],
    ],
  },
  exclude: {
    args: ['Film', [{ start: 1, end: 2 }], { reason: 'archive' }],
    slots: [
      ['idOrName', 0, undefined, 'text'],
      ['intervals', 1, undefined, 'list'],
      ...options(2, { reason: 'text', referenceId: 'text', signal: 'signal' }),
    ],
  },
  removeExclusion: { args: ['0123456789ab'], slots: [['id', 0, undefined, 'text']] },
  exclusions: { args: ['film'], slots: [['titleId', 0, undefined, 'text']] },
  indexState: NO_ARGUMENTS,
  conflicts: { args: ['film'], slots: [['titleId', 0, undefined, 'text']] },
  decideConflicts: {
    args: [['0123456789ab'], 'mine', { reason: 'ours' }],
    slots: [['ids', 0, undefined, 'list'], ['decision', 1, undefined, 'word'], ...options(2, { reason: 'text', owner: 'text' })],
  },
  heldBack: { args: ['film.1'], slots: [['referenceId', 0, undefined, 'text']] },
  putWindows: { args: [new Map()], slots: [['windows', 0, undefined, 'map']] },
  allow: {
    args: [{ host: 'video.example', wholeHost: true }],
    slots: [
      ['source', 0, undefined, 'object'],
      ['source.host', 0, 'host', 'text'],
      ['source.account', 0, 'account', 'text'],
      ['source.titleId', 0, 'titleId', 'text'],
      ['source.from', 0, 'from', 'text'],
      ['source.fromTimeZone', 0, 'fromTimeZone', 'text'],
      ['source.until', 0, 'until', 'text'],
      ['source.untilTimeZone', 0, 'untilTimeZone', 'text'],
      ['source.wholeHost', 0, 'wholeHost', 'flag'],
      ['source.reason', 0, 'reason', 'text'],
    ],
  },
  allowAll: { args: [[]], slots: [['sources', 0, undefined, 'list']] },
  disallow: { args: ['0123456789abcdef'], slots: [['id', 0, undefined, 'text']] },
  allowedSources: NO_ARGUMENTS,
  addDispute: {
    args: ['copy.sdfp', { by: 'A. Uploader', ground: 'licensed' }],
    slots: [
      ['idOrPath', 0, undefined, 'text'],
      ['dispute', 1, undefined, 'object'],
      ['dispute.by', 1, 'by', 'text'],
      ['dispute.ground', 1, 'ground', 'text'],
      ['dispute.text', 1, 'text', 'text'],
      ['dispute.receivedAt', 1, 'receivedAt', 'instant'],
      ['dispute.deadline', 1, 'deadline', 'instant'],
    ],
  },
  endDispute: {
    args: ['0123456789ab', { outcome: 'rejected', reason: 'no licence' }],
    slots: [
      ['id', 0, undefined, 'text'],
      ['end', 1, undefined, 'object'],
      ['end.outcome', 1, 'outcome', 'word'],
      ['end.reason', 1, 'reason', 'text'],
    ],
  },
  disputes: NO_ARGUMENTS,
  appendToLedger: { args: [() => []], slots: [['compose', 0, undefined, 'function']] },
  keepManifest: {
    args: ['film.1', new Uint8Array(3)],
    slots: [
      ['referenceId', 0, undefined, 'text'],
      ['store', 1, undefined, 'bytes'],
    ],
  },
  writeServers: { args: [async () => {}], slots: [['work', 0, undefined, 'function']] },
  exportTo: { args: ['out'], slots: [['folder', 0, undefined, 'path']] },
  exportParquet: {
    args: ['out', {}],
    slots: [['folder', 0, undefined, 'path'], ...options(1, { memoryBytes: 'count', signal: 'signal' })],
  },
  importFrom: { args: ['in', {}], slots: [['path', 0, undefined, 'path'], ...options(1, { overwrite: 'flag' })] },
  titles: NO_ARGUMENTS,
  references: NO_ARGUMENTS,
  publishedFootage: NO_ARGUMENTS,
  discs: NO_ARGUMENTS,
  scans: NO_ARGUMENTS,
  pause: NO_ARGUMENTS,
  resume: NO_ARGUMENTS,
  close: NO_ARGUMENTS,
};

/** A library with a film, its windows, and a judged copy. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const film = await writeReference(folder, 'film.sdfp', 1);
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  await library.enroll(film, { title: 'Film', windows: [parseWindow('US:disc:2027-03-09@America/New_York')] });
  for await (const _ of library.scan(copy, { seenAt: '2027-02-07T12:00:00Z', territory: 'US', link: 'https://host.example/v/1' }));
  return { folder, home, copy, library };
}

/** All that the library has, by its tables and by its reading calls. */
async function readingOf(library: Library, home: string) {
  const { tables, badRows } = await checkLibrary(sqliteDatabase(join(home, 'catalogue.sqlite')), new FolderStore(home));
  const judged = [];
  for await (const outcome of library.judgeAgain()) judged.push(outcome);
  return { tables, badRows, judged, titles: await library.titles(), scans: await library.scans() };
}

test('every public method of a library has a case of wrong arguments', () => {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(Library.prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' && name !== 'constructor' ? [name] : [],
  );
  expect(Object.keys(CASES).sort()).toEqual(methods.sort());
});

test('a wrong argument of any method is refused by its name, and the library reads exactly as before', { timeout: 120_000 }, async () => {
  const { home, folder, library } = await prepared();
  const before = await readingOf(library, home);
  expect(before).toMatchObject({ badRows: [], judged: [{ verdict: { kind: 'pre-release-leak' } }] });
  const slots = Object.entries(CASES).flatMap(([method, { args, slots }]) => slots.map((slot) => ({ method, args, slot })));
  for (const { method, args, slot } of slots) {
    const [name, at, field, kind] = slot;
    await fc.assert(
      fc.asyncProperty(WRONG[kind], async (wrong) => {
        const given = args.map((arg, place) => {
          // Right paths that exist, so that nothing but the wrong value can stop the call.
          const right = typeof arg === 'string' && /\.sdfp$|^(?:in|out)$/.test(arg) ? join(folder, arg) : arg;
          if (place !== at) return right;
          return field === undefined ? wrong : { ...(right as object), [field]: wrong };
        });
        const call = (library as unknown as Record<string, (...args: unknown[]) => unknown>)[method]!.bind(library);
        const error = await errorOf(() => call(...given));
        expect(error, `${method} took a wrong ${name}`).toBeDefined();
        expectOwnError(error, name);
      }),
      { numRuns: 25, seed: 38 },
    );
  }
  expect(await readingOf(library, home)).toEqual(before);
});

test('the rows of a library refuse a wrong key in plain words', async () => {
  const { library } = await prepared();
  const { catalogue } = library;
  const wrong = [undefined, null, Number.NaN, {}, [], [null], Symbol('s'), '\0'];
  for (const [name, method] of Object.entries(catalogue)) {
    if (typeof method !== 'function' || method.length === 0 || ['write', 'erase', 'close'].includes(name)) continue;
    for (const value of wrong) {
      const error = await errorOf(() => (method as (...args: unknown[]) => unknown)(value, value, value));
      if (error !== undefined || !Array.isArray(value)) expectOwnError(error);
    }
  }
});

test('rows of servers and of the ledger are checked before they are stored', async () => {
  const { home, library } = await prepared();
  const before = await readingOf(library, home);
  const server = { id: 's', name: 'S', country: 'DE', source: 'folder', path: '/s', addedAt: '2027-01-01T00:00:00Z' };
  for (const field of Object.keys(server)) {
    for (const wrong of [undefined, null, 5, {}, '', '\0']) {
      const error = await errorOf(() => library.writeServers((writer) => writer.putServer({ ...server, [field]: wrong } as never)));
      expectOwnError(error, `server.${field}`);
    }
  }
  for (const wrong of [null, [null], [{}], [{ path: 'a' }], [{ path: 'a', bytes: -1 }]]) {
    expectOwnError(await errorOf(() => library.writeServers((writer) => writer.putServerFiles('s', wrong as never))), 'files');
  }
  const image = { path: 'a', format: 'iso', bytes: 1, sha256: 'a'.repeat(64), sha1: 'b'.repeat(40), md5: 'c'.repeat(32) };
  for (const field of Object.keys(image)) {
    for (const wrong of [undefined, null, {}, '', 'x'.repeat(64)]) {
      if (field === 'path' && typeof wrong === 'string' && wrong !== '') continue;
      const put = () => library.writeServers((writer) => writer.putServerImage('s', { ...image, [field]: wrong } as never));
      expectOwnError(await errorOf(put), 'image');
    }
  }
  for (const wrong of [undefined, null, 5, {}, '']) {
    expectOwnError(await errorOf(() => library.writeServers((writer) => writer.removeServerProblems('s', wrong as never))), 'path');
    expectOwnError(await errorOf(() => library.writeServers((writer) => writer.putPackedState('s', wrong as never, 'x'))), 'path');
    expectOwnError(await errorOf(() => library.writeServers((writer) => writer.removePackedFiles('s', wrong as never, 'x', []))), 'path');
    expectOwnError(
      await errorOf(() => library.writeServers((writer) => writer.removePackedFiles('s', 'a', 'x', [wrong] as never))),
      'except',
    );
  }
  for (const wrong of [null, [null], [{}], [{ position: 0, text: 5, leafHash: '' }], [{ position: 0, text: '{}', leafHash: 'x' }]]) {
    expectOwnError(await errorOf(() => library.appendToLedger(() => wrong as never)), 'what compose returns');
  }
  expect(await readingOf(library, home)).toEqual(before);
});

test('the code of a country is taken in any case, and the time of a sighting as a Date', async () => {
  const { copy, library } = await prepared();
  const seenAt = new Date('2027-02-06T12:00:00Z');
  for await (const outcome of library.scan(copy, { seenAt, territory: 'us', rescan: true })) {
    expect(outcome).toMatchObject({
      sighting: { seenAt: '2027-02-06T12:00:00.000Z', territory: 'US' },
      verdict: { kind: 'pre-release-leak' },
    });
  }
  for await (const outcome of library.judgeAgain(copy, { seenAt: new Date('2027-04-01T00:00:00Z'), territory: 'us' })) {
    expect(outcome).toMatchObject({ sighting: { territory: 'US' }, verdict: { kind: 'released-copy' } });
  }
  await library.putTitle({ name: 'Film' }, [{ territory: 'de', channel: 'disc', opensAt: '2027-03-01' }]);
  expect((await library.titles())[0]!.windows.map(({ territory }) => territory)).toEqual(['DE', 'US']);
});
