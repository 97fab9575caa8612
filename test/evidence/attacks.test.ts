// @module-tag process
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFingerprint, saveFingerprint } from '@streetdate/core';
import { spliceFingerprints } from '@streetdate/core/internal';
import { decodeFingerprint, encodeFingerprint } from '@streetdate/core/portable';
import { openLibrary } from '@streetdate/engine';
import {
  type Bundle,
  type Checkpoint,
  createBundle,
  keyIdOf,
  Ledger,
  recordScans,
  signerOf,
  toCanonicalJson,
  type VerifyOptions,
  verifyBundle,
} from '@streetdate/evidence';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encloseInterval, matchIntervals } from '../../packages/evidence/src/bundle/interval-match.ts';
import { fingerprintTree } from '../../packages/evidence/src/proofs/fingerprint-tree.ts';
import { streetdate } from '../cli/tools/streetdate.ts';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { newKeys } from './tools/case.ts';
import { byInsider, type Desk, type Forged, jsonOf, judged, listOfOne, recordAnew } from './tools/insider.ts';

/** Short films: every attack computes their matches again. */
const SECONDS = 30;
async function writeReference(home: string, name: string, seed: number): Promise<string> {
  const path = join(home, name);
  await saveFingerprint(path, sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10, role: 'reference' }));
  return path;
}
const copyOf = (seed: number) =>
  sampleFilm(noisy(syntheticFilm(seed, SECONDS), 12, seed + 1000), { seconds: SECONDS, framesPerSecond: 4, role: 'query', phase: 0.03 });

/** An attack by somebody with the signing key. */
interface Attack {
  /** What is done. */
  readonly name: string;
  readonly work?: (desk: Desk) => unknown;
  /** What the verifier is given beside the key. */
  readonly given?: () => VerifyOptions;
  /** The sentence that names it. */
  readonly says: RegExp;
  /** Where the sentence stands. @defaultValue fails */
  readonly as?: 'fails' | 'notice' | 'asserted';
}

let folder = '';
let bundle: Bundle;
const keys = newKeys();

/** Of a file with two films, found on a server, with a decision. */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-attacks-')));
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const date = ['--street-date', '2026-03-10T00:00:00Z', '--home', home];
  await streetdate(['enroll', await writeReference(folder, 'film.sdfp', 1), '--title', 'Film', '--id', 'disc-1', ...date]);
  const other = ['--street-date', '2026-01-10T00:00:00Z', '--home', home];
  await streetdate(['enroll', await writeReference(folder, 'other.sdfp', 3), '--title', 'Other', '--id', 'disc-2', ...other]);
  const both = spliceFingerprints([1, 3].map(copyOf).map((fingerprint) => ({ fingerprint, start: 0, end: fingerprint.duration })));
  const copy = join(uploads, 'copy.sdfp');
  await saveFingerprint(copy, both);
  await streetdate(['case', 'add-server', uploads, '--name', 'FTP 1', '--country', 'NL', '--by', 'C. Bruun', '--home', home]);
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  await streetdate(['ledger', 'decide', copy, '--by', 'A. Weber', '--decision', 'confirmed', '--reason', 'side by side', '--home', home]);
  await writeReference(folder, 'unrelated.sdfp', 9);
  await using library = await openLibrary(home);
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const made = await createBundle(library, ledger, [copy], { signers: [signerOf(keys.privateKey)], name: 'case-1' });
  // Without its page, which is most of it and no part of any attack.
  const files = new Map([...made.files].filter(([path]) => path !== 'data/verify.html'));
  bundle = { ...made, bytes: await byInsider({ ...made, files }, keys.privateKey, () => {}), files };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const scanOf = ({ content }: Desk) => content.scans[0];
const matchOf = (desk: Desk, name: string) => scanOf(desk).matches.find(({ title }: Forged) => title.name === name);
const entryOf = ({ entries }: Desk, kind: string) => entries.find(({ event }) => event.kind === kind);
const bytesOf = (value: Forged) => Buffer.from(toCanonicalJson(value));

/** Changes what the verdict on a match is by, and writes down the verdict that follows. */
const rejudge =
  (name: string, change: (match: Forged, scan: Forged) => void, isRecorded = false) =>
  (desk: Desk) => {
    const [scan, match] = [scanOf(desk), matchOf(desk, name)];
    change(match, scan);
    for (const each of scan.matches) each.verdict = judged(scan, each);
    if (isRecorded) recordAnew(desk);
  };
/** Changes what the scan found, in the case and in the ledger. */
const claim = (change: (match: Forged) => void) => (desk: Desk) => {
  const [scan, match] = [scanOf(desk), matchOf(desk, 'Film')];
  change(scan.found.find(({ referenceId }: Forged) => referenceId === match.reference.id));
  for (const each of scan.matches) each.verdict = judged(scan, each);
  recordAnew(desk);
};
/** Puts other bytes in the place of an enclosed file, under their own digest. */
const replace = ({ payload }: Desk, interval: Forged, bytes: Uint8Array) => {
  interval.file = `fingerprints/${createHash('sha256').update(bytes).digest('hex')}.sdfp`;
  payload.set(interval.file, bytes);
};
/** Computes the match of the enclosed intervals again, as the forger needs it. */
const recompute = ({ payload }: Desk, match: Forged) => {
  match.recomputed = matchIntervals(payload.get(match.query.file)!, payload.get(match.referenceInterval.file)!, match.reference.id);
};
const state = () => JSON.parse(Buffer.from(bundle.files.get('data/ledger/proofs.json')!).toString()).checkpoint as Checkpoint;
const NO_ROOT = '0'.repeat(64);
const add = (event: Forged) => (desk: Desk) => {
  const last = desk.entries.at(-1)!;
  desk.entries.push({ ...last, position: last.position + 1, event });
};
const of = (name: string, member: string) => new RegExp(`copy\\.sdfp, ${name}: ${member}.* is stated to be .* of the ledger has`);

const ATTACKS: readonly Attack[] = [
  // 1. Verdicts.
  {
    name: 'a second title gets other windows',
    work: rejudge('Other', (match) => (match.windows[0].opensAt = '2027-01-10T00:00:00Z')),
    says: of('Other', 'windows\\.0\\.opensAt'),
  },
  {
    name: 'the verdicts of two titles change places',
    work: (desk) => {
      const [film, other] = ['Film', 'Other'].map((name) => matchOf(desk, name));
      [film.verdict, other.verdict] = [other.verdict, film.verdict];
    },
    says: of('Film', 'verdict\\.'),
  },
  {
    name: 'evidence of the source is made up',
    work: rejudge('Film', (match) => match.sourceEvidence.push({ source: 'disc', likelihoodRatio: 100, reason: 'x' })),
    says: /Film: (sourceEvidence.* is stated|it cannot be computed)/,
  },
  {
    name: 'footage is held back that is not',
    work: rejudge('Film', (match) => (match.heldBack = [{ start: 0, end: 60, reason: 'shared' }])),
    says: of('Film', 'heldBack'),
  },
  {
    name: 'the copy is allowed by a source that is not',
    work: rejudge('Film', (match) => (match.allowedBy = [{ id: 'a', host: 'x.example', reason: 'x' }])),
    says: /Film: (allowedBy.* is stated|it cannot be computed)/,
  },
  {
    name: 'the file is seen elsewhere',
    work: (desk) => (scanOf(desk).sighting.location = 'https://other.example/'),
    says: /copy\.sdfp: sighting\.location is stated/,
  },
  {
    name: 'the file is seen at another time',
    work: rejudge('Film', (_, scan) => (scan.sighting.seenAt = '2026-01-05T00:00:00Z')),
    says: /copy\.sdfp: sighting\.seenAt is stated/,
  },
  {
    name: 'a verdict is worded otherwise',
    work: (desk) => (matchOf(desk, 'Film').verdict.summary = 'x'),
    says: of('Film', 'verdict\\.summary'),
  },
  {
    name: 'a verdict has another kind, in the ledger too',
    work: (desk) => {
      matchOf(desk, 'Film').verdict.kind = 'released-copy';
      recordAnew(desk);
    },
    says: /the verdict’s kind is claimed to be "released-copy", and is "pre-release-leak"/,
  },
  {
    name: 'the file’s verdict is not that of its titles',
    work: (desk) => (entryOf(desk, 'verdict').event.verdict = 'no-match'),
    says: /records the verdict no-match, and its titles give pre-release-leak/,
  },
  {
    name: 'a title is renamed',
    work: (desk) => (matchOf(desk, 'Film').title.name = 'Film II'),
    says: /matches with Film II, Other is stated, and entry \d+ records matches with Film, Other/,
  },
  {
    name: 'a reference is of another title',
    work: (desk) => (matchOf(desk, 'Film').reference.titleId = 'other'),
    says: of('Film', 'titleId|reference\\.titleId'),
  },
  // 2. Servers.
  {
    name: 'another film of a server is bound to the scan, in the ledger too',
    work: (desk) => {
      const proven = jsonOf(desk.payload.get('ledger/servers.json')!);
      const [line] = proven.files;
      line.file = { ...line.file, path: 'blockbuster.mkv', digest: NO_ROOT };
      Object.assign(line, { position: 0, hashes: [] });
      Object.assign(entryOf(desk, 'server').event, { files: 1, filesRoot: listOfOne(line.file) });
      desk.payload.set('ledger/servers.json', bytesOf(proven));
    },
    says: /blockbuster\.mkv of the server FTP 1 is another film than copy\.sdfp/,
  },
  {
    name: 'a file is put into the list of a server',
    work: (desk) => {
      const proven = jsonOf(desk.payload.get('ledger/servers.json')!);
      proven.files[0].file.path = 'blockbuster.mkv';
      desk.payload.set('ledger/servers.json', bytesOf(proven));
    },
    says: /blockbuster\.mkv is not in the list of the server FTP 1/,
  },
  {
    name: 'the proofs of servers are removed',
    work: ({ payload }) => payload.delete('ledger/servers.json'),
    says: /records the server FTP 1, and no proof of its files is enclosed/,
  },
  {
    name: 'servers are removed with their entries',
    work: (desk) => {
      desk.payload.delete('ledger/servers.json');
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'server');
    },
    as: 'asserted',
    says: /The bundle names no server: that the scanned files are in the list of none/,
  },
  // 3. Fields of the scan.
  ...Object.entries({ fileName: 'x', scannedAt: '2026-01-01T00:00:00.000Z', programVersion: 'x', fingerprintSha256: NO_ROOT }).map(
    ([field, value]) => ({
      name: `the scan's ${field} is another one`,
      work: (desk: Desk) => {
        scanOf(desk)[field] = value;
      },
      says: new RegExp(`${field} is stated to be "${value.slice(0, 20)}.*, and entry \\d+ of the ledger has`),
    }),
  ),
  ...Object.entries({ media: { bytes: 1 }, fingerprint: { root: NO_ROOT } }).map(([field, value]) => ({
    name: `the scan's ${field} is another one`,
    work: (desk: Desk) => {
      Object.assign(scanOf(desk)[field], value);
    },
    says: new RegExp(`copy\\.sdfp: ${field}\\.\\w+ is stated to be`),
  })),
  {
    name: 'the film has the digest of another one',
    work: (desk) => (scanOf(desk).media.sha256 = NO_ROOT),
    says: /copy\.sdfp: media\.sha256 is stated to be "000/,
  },
  {
    name: 'the digest of the film is left out, in the ledger too',
    work: (desk) => {
      scanOf(desk).media.sha256 = null;
      recordAnew(desk);
    },
    as: 'asserted',
    says: /The ledger has no SHA-256 of copy\.sdfp/,
  },
  // 4. Numbers.
  {
    name: 'a match is with an unrelated reference, in the ledger too',
    work: async (desk) => {
      const match = matchOf(desk, 'Film');
      const unrelated = await loadFingerprint(join(folder, 'unrelated.sdfp'));
      const interval = encloseInterval(unrelated, [0], [60]);
      replace(desk, match.referenceInterval, interval.bytes);
      Object.assign(match.referenceInterval, { start: interval.start, end: interval.end, chunks: interval.chunks });
      match.recomputed = null;
      entryOf(desk, 'enrolment').event.fingerprint = fingerprintTree(unrelated);
    },
    says: /copy\.sdfp, Film: the match cannot be computed again: the enclosed intervals show none/,
  },
  {
    name: 'a distance of the computed match is smaller',
    work: (desk) => (matchOf(desk, 'Film').recomputed.segments[0].distances[3] = 0),
    says: /segments\.0\.distances\.3 is claimed to be 0, and is \d+/,
  },
  {
    name: 'a distance of the scan is smaller',
    work: (desk) => (scanOf(desk).found[0].segments[0].distances[3] = 0),
    says: /copy\.sdfp: matches\.0\.segments\.0\.framesSha256 is stated/,
  },
  {
    name: 'a score is higher',
    work: (desk) => (scanOf(desk).found[0].score = 9000),
    says: /copy\.sdfp: matches\.0\.score is stated to be 9000/,
  },
  {
    name: 'a score is higher, in the ledger too',
    work: claim((match) => (match.score = 9000)),
    says: /do not show what the scan of the whole film found: its score is claimed to be 9000\.0, and is/,
  },
  {
    name: 'a segment is longer, in the ledger too',
    work: claim((match) => (match.segments[0].queryEnd += 40)),
    says: /do not show what the scan of the whole film found: seconds .* is claimed, and not found/,
  },
  {
    name: 'a segment is at another speed, in the ledger too',
    work: claim((match) => (match.segments[0].speed = 1.04)),
    says: /a speed of 1\.04 is claimed, and/,
  },
  {
    name: 'a picture is mirrored, in the ledger too',
    work: claim((match) => (match.segments[0].mirrored = true)),
    says: /is claimed, and not found/,
  },
  // 5. What is left out of the case.
  {
    name: 'the matches are left out beside a recorded leak',
    work: (desk) => (scanOf(desk).matches = []),
    says: /copy\.sdfp: no match is stated, and entry \d+ records matches with Film, Other/,
  },
  {
    name: 'one of two titles is left out',
    work: (desk) => (scanOf(desk).matches = [matchOf(desk, 'Film')]),
    says: /matches with Film is stated, and entry \d+ records matches with Film, Other/,
  },
  {
    name: 'what was found is left out',
    work: (desk) => Object.assign(scanOf(desk), { found: [], matches: [] }),
    says: /matches\.0 is stated to be absent/,
  },
  { name: 'the case has no scan', work: ({ content }) => (content.scans = []), says: /The case states no scan/ },
  { name: 'a scan is stated twice', work: ({ content }) => content.scans.push(content.scans[0]), says: /copy\.sdfp is stated twice/ },
  {
    name: 'a file is added that nothing names',
    work: ({ payload }) => payload.set('confession.txt', Buffer.from('I did it')),
    says: /data\/confession\.txt is named by nothing in the case/,
  },
  // 6. Corrections, rejections and disputes.
  {
    name: 'a rejection is left out',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'decision');
    },
    as: 'asserted',
    says: /of the ledger’s \d+ entries (is|are) not enclosed\. The signer states that 0 of them are about its scans and titles; a correction or a rejection may be among them/,
  },
  {
    name: 'an entry was corrected',
    work: add({ kind: 'correction', corrects: 3, reason: 'the wrong file' }),
    as: 'notice',
    says: /recorded that entry 3 is wrong: the wrong file/,
  },
  {
    name: 'a person rejected the match',
    work: (desk) => add({ kind: 'decision', scanId: scanOf(desk).scanId, decision: 'rejected', reason: 'a trailer' })(desk),
    as: 'notice',
    says: /decided “rejected”: a trailer/,
  },
  {
    name: 'the scan is disputed',
    work: (desk) =>
      add({
        kind: 'dispute',
        disputeId: 'd',
        scanId: scanOf(desk).scanId,
        was: null,
        now: { disputedBy: 'x', ground: 'a licence', receivedAt: '2026-02-02T00:00:00.000Z', deadline: '2026-03-02T00:00:00.000Z' },
      })(desk),
    as: 'notice',
    says: /the dispute d was nothing and is open until .*, on the ground “a licence”/,
  },
  // 7. Checkpoints.
  {
    name: 'a checkpoint of fewer entries is of another ledger',
    given: () => ({ checkpoints: [{ size: 1, root: NO_ROOT, peaks: [NO_ROOT] }] }),
    says: /The ledger is another one than that of the checkpoint of 1 entries that was given/,
  },
  {
    name: 'a checkpoint of as many entries is of another ledger',
    given: () => ({ checkpoints: [{ ...state(), root: NO_ROOT }] }),
    says: /another one than that of the checkpoint of \d+ entries/,
  },
  {
    name: 'a checkpoint of more entries comes without a proof',
    given: () => ({ checkpoints: [{ size: 100, root: NO_ROOT, peaks: [] }] }),
    says: /The checkpoint of 100 entries is later than the ledger in the bundle, and comes without a proof from its \d+ entries on/,
  },
  {
    name: 'a checkpoint of more entries comes with a wrong proof',
    given: () => ({ checkpoints: [{ size: 100, root: NO_ROOT, peaks: [], consistency: { from: state().size, hashes: [NO_ROOT] } }] }),
    says: /another one than that of the checkpoint of 100 entries/,
  },
  {
    name: 'a checkpoint of no entries',
    given: () => ({ checkpoints: [{ size: 0, root: NO_ROOT, peaks: [] }] }),
    says: /A checkpoint of no entries shows nothing/,
  },
  {
    name: 'the whole ledger is written anew, and a checkpoint was kept elsewhere',
    work: rejudge('Film', (match) => (match.windows[0].opensAt = '2026-12-01T00:00:00Z'), true),
    given: () => ({ checkpoints: [state()] }),
    says: /another one than that of the checkpoint/,
  },
  {
    name: 'hashes of the ledger are cut',
    work: ({ payload }) => payload.set('ledger/leaves.bin', payload.get('ledger/leaves.bin')!.subarray(32)),
    says: /leaves\.bin does not hold the hashes of the ledger’s \d+ entries/,
  },
  {
    name: 'an anchor has a stamp of another ledger',
    work: add({ kind: 'anchor', size: 2, root: NO_ROOT, stamp: 'AAAA' }),
    says: /has a stamp of another ledger than this one/,
  },
  // 8. Fingerprints.
  {
    name: 'the query is enclosed as its own reference, in the ledger too',
    work: (desk) => {
      const match = matchOf(desk, 'Film');
      match.referenceInterval = match.query;
      recompute(desk, match);
      entryOf(desk, 'enrolment').event.fingerprint = scanOf(desk).fingerprint;
    },
    says: /copy\.sdfp, Film: the query is enclosed as its own reference/,
  },
  {
    name: 'an interval is said to lie elsewhere',
    work: (desk) => (matchOf(desk, 'Film').query.chunks.first = 1),
    says: /the interval of the query is not of the fingerprint that the ledger has/,
  },
  {
    name: 'an interval begins elsewhere',
    work: (desk) => (matchOf(desk, 'Film').query.start = 10),
    says: /the interval of the query is not of the fingerprint that the ledger has/,
  },
  {
    name: 'one frame of the reference is another one',
    work: (desk) => {
      const match = matchOf(desk, 'Film');
      const fingerprint = decodeFingerprint(Uint8Array.from(desk.payload.get(match.referenceInterval.file)!));
      fingerprint.tracks[0]!.hashes[80]! ^= 1;
      replace(desk, match.referenceInterval, encodeFingerprint(fingerprint));
      recompute(desk, match);
    },
    says: /the interval of the reference is not of the fingerprint that the ledger has/,
  },
  {
    name: 'the enrolment is left out',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'enrolment');
    },
    says: /Film: the ledger has no enrolment of the reference disc-1/,
  },
  {
    name: 'the reference is enrolled after the scan',
    work: (desk) => (entryOf(desk, 'enrolment').event.enrolledAt = '2026-03-01T00:00:00.000Z'),
    as: 'notice',
    says: /the reference disc-1 was enrolled at 2026-03-01T00:00:00\.000Z, after the scan/,
  },
  // 9. Times, keys, custody, forms.
  {
    name: 'the ledger runs backwards in time',
    work: ({ entries }) => (entries.at(-1)!.at = '2020-01-01T00:00:00.000Z'),
    says: /Entry \d+ is of 2020-01-01T00:00:00\.000Z, and entry \d+ before it of/,
  },
  {
    name: 'a scan is recorded before it took place',
    work: (desk) => {
      scanOf(desk).scannedAt = '2026-08-01T00:00:00.000Z';
      recordAnew(desk);
    },
    says: /was scanned at 2026-08-01T00:00:00\.000Z, after entry \d+ recorded it/,
  },
  {
    name: 'the film is seen after it was scanned',
    work: rejudge('Film', (_, scan) => (scan.sighting.seenAt = '2026-12-31T00:00:00Z'), true),
    as: 'notice',
    says: /copy\.sdfp is stated to be seen at 2026-12-31T00:00:00Z, after it was scanned at/,
  },
  {
    name: 'entries change places',
    work: ({ payload }) => {
      const lines = Buffer.from(payload.get('ledger/entries.jsonl')!).toString().trimEnd().split('\n').reverse();
      const proofs = jsonOf(payload.get('ledger/proofs.json')!);
      proofs.proofs.reverse();
      payload.set('ledger/entries.jsonl', Buffer.from(`${lines.join('\n')}\n`));
      payload.set('ledger/proofs.json', bytesOf(proofs));
    },
    says: /Entry \d+ is enclosed behind entry \d+/,
  },
  {
    name: 'an entry is of the first form, behind the second',
    work: (desk) => (desk.entries.at(-1)!.format = 'streetdate-ledger/1'),
    says: /is of the first form, and entry \d+ before it of the second/,
  },
  {
    name: 'the bundle is of the first form, which shows less',
    work: ({ content, payload }) => {
      content.format = 'streetdate-bundle/1';
      delete content.withheld;
      payload.delete('ledger/leaves.bin');
      for (const scan of content.scans) {
        delete scan.media;
        delete scan.fingerprint;
        for (const match of scan.matches) for (const side of ['query', 'referenceInterval']) delete match[side].chunks;
      }
    },
    says: /The bundle is of the first form, and the ledger has copy\.sdfp in the second/,
  },
  {
    name: 'the chain of custody is removed',
    work: ({ payload }) => payload.delete('custody.jsonld'),
    says: /The chain of custody, data\/custody\.jsonld, is missing/,
  },
  {
    name: 'the chain of custody names another person',
    work: ({ payload }) => {
      const text = Buffer.from(payload.get('custody.jsonld')!).toString();
      payload.set('custody.jsonld', Buffer.from(text.replace('A. Weber', 'B. Weber')));
    },
    says: /does not follow from the case and the ledger/,
  },
  {
    name: 'the programs are other ones',
    work: ({ content }) => (content.versions['@streetdate/engine'] = '9.9.9'),
    as: 'asserted',
    says: /The programs that made the bundle: @streetdate\/engine 9\.9\.9/,
  },
  {
    name: 'one signer is there, and two are asked for',
    given: () => ({ signers: 2 }),
    says: /1 trusted key signed the bundle, and 2 are asked for/,
  },
  { name: 'the key is revoked', given: () => ({ revokedKeyIds: [keyIdOf(keys.publicKey)] }), says: /signed the bundle, and it is revoked/ },
];

test('the list of attacks is a long one', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(40);
});

test.each([['abc'], ['A'.repeat(64)], ['sha256:00']])('a revoked key is mistyped as %s', async (id) => {
  await expect(verifyBundle(bundle.bytes, { keys: [keys.publicKey], revokedKeyIds: [id] })).rejects.toThrow(
    /revokedKeyIds must be ids of keys/,
  );
});

test.each(ATTACKS)('$name', async ({ work, given, says, as = 'fails' }) => {
  const bytes = work ? await byInsider(bundle, keys.privateKey, work) : bundle.bytes;
  const { findings, holds } = await verifyBundle(bytes, { keys: [keys.publicKey], ...given?.() });
  const sentences = findings.filter(({ kind }) => kind === as).map(({ sentence }) => sentence);
  expect(sentences.join('\n')).toMatch(says);
  if (as !== 'fails') expect(findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  expect(holds).toBe(as !== 'fails');
});

test('the bundle that they are made of holds', async () => {
  const { findings, holds } = await verifyBundle(bundle.bytes, { keys: [keys.publicKey] });
  expect(findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  expect(holds).toBe(true);
});
