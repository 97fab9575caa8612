import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { openLibrary } from '@streetdate/engine';
import { type Bundle, type BundleOptions, createBundle, Ledger, type LedgerEvent, recordScans, signerOf } from '@streetdate/evidence';
import { streetdate } from '../../cli/tools/streetdate.ts';
import { standForFilms } from '../../tools/prints-as-films.ts';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { canaryEvents } from './canary-events.ts';
import { markEvents } from './mark-events.ts';

const SECONDS = 20;
/** What the page of the whole case shows: it stands for the one that people read. */
export const CASE_PAGE_TEXT = '<p>2</p>';
const DELIVERIES = [
  { title: 'Film A', variant: 'A-7', recipient: 'Shop 1', sentAt: '2026-01-02', receivedAt: '2026-01-04', quantity: 2 },
  { title: 'Film A', variant: 'A-8', recipient: 'Shop 2', sentAt: '2026-01-03' },
];
const VARIANTS = [
  { title: 'Film A', variant: 'A-7', seenAt: '2026-01-10T00:00:00Z' },
  { title: 'Film A', variant: 'A-8' },
];

/** Bundles with one of nearly everything that a bundle can enclose, which hold. */
export interface GoodBundles {
  /** Of one scan: of a film on three servers, with pictures, a decision, changes of facts, a letter, marks and canaries. */
  readonly scan: Bundle;
  /** Of the whole case, with a ranking of deliveries, a page, and a log of uploads. */
  readonly whole: Bundle;
}

/** Makes both from one library in an empty folder. */
export async function goodBundles(folder: string, privateKey: string): Promise<GoodBundles> {
  const home = join(folder, 'library');
  for (const [name, seed, window] of [
    ['a', 1, 'US:disc:2026-02-01'],
    ['b', 2, 'WORLD:disc:2026-03-01'],
  ] as const) {
    const path = join(folder, `${name}.sdfp`);
    await saveFingerprint(path, sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10, role: 'reference' }));
    const opens = ['--window', `${window}T00:00:00Z`, '--home', home];
    await streetdate(['enroll', path, '--title', `Film ${name.toUpperCase()}`, '--id', `disc-${name}`, ...opens]);
  }
  const copy = async (name: string, seed: number) => {
    const film = noisy(syntheticFilm(seed, SECONDS), 12, seed + 1000);
    await saveFingerprint(join(folder, name), sampleFilm(film, { seconds: SECONDS, framesPerSecond: 4, role: 'query', phase: 0.03 }));
    return join(folder, name);
  };
  const [copyA, copyB, strange] = [await copy('copy-a.sdfp', 1), await copy('copy-b.sdfp', 2), await copy('strange.sdfp', 7)];
  const put = async (server: string, name: string, from: string, time: string, aheadSeconds = 0) => {
    await mkdir(join(folder, server), { recursive: true });
    const to = join(folder, server, name);
    await copyFile(from, to);
    const date = new Date(Date.parse(time) + 1000 * aheadSeconds);
    await utimes(to, date, date);
  };
  for (let at = 0; at < 6; at++) {
    await writeFile(join(folder, 'notes'), `notes ${at}`);
    for (const [server, ahead] of [
      ['one', 0],
      ['two', 3600],
    ] as const)
      await put(server, `${at}.nfo`, join(folder, 'notes'), `2026-01-0${at + 1}T00:00:${10 + at}Z`, ahead + at);
  }
  await put('one', 'Film.A.2026.DVDRip.XviD-GRP.sdfp', copyA, '2026-01-10T00:00:00Z');
  await put('two', 'renamed.sdfp', copyA, '2026-01-11T00:00:00Z', 3600);
  await put('two', 'b.sdfp', copyB, '2026-01-12T00:00:00Z', 3600);
  await put('one', 'late.sdfp', copyB, '2026-01-20T00:00:00Z');
  await put('one', 'strange.sdfp', strange, '2026-01-20T00:00:00Z');
  const by = ['--by', 'C. Bruun', '--home', home];
  for (const [name, country] of [
    ['one', 'NL'],
    ['two', 'DE'],
  ] as const) {
    await standForFilms(home, join(folder, name), `FTP ${name}`);
    const seen = ['--seen-at', '2026-01-25T00:00:00Z', '--custodian', 'The police', ...by];
    await streetdate(['case', 'add-server', join(folder, name), '--name', `FTP ${name}`, '--country', country, ...seen]);
  }
  const log = join(folder, 'xferlog');
  await writeFile(log, 'Sun Jan 11 02:00:00 2026 12 192.0.2.7 4096 /ftp/two/renamed.sdfp b _ i r smurf ftp 0 * c\n');
  await streetdate(['case', 'log', log, '--server', 'FTP two', '--form', 'xferlog', '--zone', '+01:00', ...by]);
  const one = join(folder, 'one', 'Film.A.2026.DVDRip.XviD-GRP.sdfp');
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  await streetdate(['ledger', 'decide', one, '--by', 'A. Weber', '--decision', 'confirmed', '--reason', 'side by side', '--home', home]);
  await using library = await openLibrary(home);
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const scans = await library.catalogue.scans();
  const { id: scanId, path } = scans.find(({ matches }) => matches[0]?.referenceId === 'disc-a')!;
  const { issue, reading } = markEvents(sha256(await readFile(copyA)));
  const canaries = canaryEvents(sha256(await readFile(copyA)));
  await ledger.append('E. Lindt', [issue, reading, ...canaries.issues, canaries.reading]);
  await ledger.append('F. Okoye', factsOf(scanId));
  await ledger.append('G. Sand', [{ kind: 'correction', corrects: 3, reason: 'the wrong file was named' }]);
  // Pictures that are none: a bundle does not look into them.
  const picturesOf: BundleOptions['picturesOf'] = async (_, { referenceId }) =>
    [1, 2].map((time) => ({
      ...{ queryTime: time, referenceTime: time },
      ...{ query: Buffer.from(`query ${referenceId} ${time}`), reference: Buffer.from(`reference ${referenceId} ${time}`) },
    }));
  const common = { signers: [signerOf(privateKey)], name: 'case-1', picturesOf };
  const recipients = { deliveries: DELIVERIES, variants: VARIANTS };
  const wholeCase = { recipients, rightClocks: ['ftp-one'], pageOf: () => CASE_PAGE_TEXT };
  return {
    scan: withoutPage(await createBundle(library, ledger, [path], common)),
    whole: withoutPage(await createBundle(library, ledger, [], { ...common, wholeCase })),
  };
}

/** Changes of what verdicts are by, which are over again: they must not change the verdict. And a letter. */
function factsOf(scanId: string): LedgerEvent[] {
  const exclusion = { referenceId: 'disc-a', start: 1, end: 2, reason: 'a logo' };
  const conflict = { referenceId: 'disc-a', otherReferenceId: 'disc-b', start: 1, end: 2, otherStart: 3, otherEnd: 4 };
  const dispute = {
    disputedBy: 'the host',
    ground: 'a licence',
    receivedAt: '2026-02-02T00:00:00.000Z',
    deadline: '2026-03-02T00:00:00.000Z',
  };
  const promo = { titleId: 'film-a', form: 'trailer', publications: [{ territory: 'US', opensAt: '2026-01-01', timeZone: 'UTC' }] };
  return [
    { kind: 'exclusion', exclusionId: 'e-1', was: exclusion, now: null, reason: 'it was no logo' },
    { kind: 'conflict', conflictId: 'c-1', was: null, now: { ...conflict, decision: 'shared', reason: 'both have it' } },
    { kind: 'promo', referenceId: 'disc-a', was: promo, now: null },
    {
      ...{ kind: 'dispute', disputeId: 'd-1', scanId, was: null },
      now: { ...dispute, textSha256: 'd'.repeat(64), outcome: 'rejected', outcomeReason: 'no licence was shown' },
    },
  ];
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Without the page that verifies, which is most of a bundle and says nothing of the case. */
function withoutPage(bundle: Bundle): Bundle {
  return { ...bundle, files: new Map([...bundle.files].filter(([path]) => path !== 'data/verify.html')) };
}
