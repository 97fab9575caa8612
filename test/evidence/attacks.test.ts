// @module-tag process
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
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
import { standForFilms } from '../tools/prints-as-films.ts';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { canaryEvents, comparisonOf } from './tools/canary-events.ts';
import { newKeys } from './tools/case.ts';
import { byInsider, type Desk, type Forged, jsonOf, judged, listOfOne, recordAnew } from './tools/insider.ts';
import { foreignOpeningOf, markEvents, openingOf, readingOf } from './tools/mark-events.ts';

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
  /** Which bundle it is done to: one with a reading of marks or of canaries. @defaultValue one with neither */
  readonly to?: 'marked' | 'canaries';
  /** What the verifier is given beside the key. */
  readonly given?: () => VerifyOptions;
  /** The sentence that names it. */
  readonly says: RegExp;
  /** Where the sentence stands. @defaultValue fails */
  readonly as?: 'fails' | 'notice' | 'holds' | 'asserted';
}

let folder = '';
let bundle: Bundle;
/** The same with marked copies that were issued, and a reading of the file. */
let marked: Bundle;
/** The same with copies that carry canaries, and a comparison of the file with them. */
let withCanaries: Bundle;
/** The same with a comparison with other copies, of which none fits. */
let unfit: Bundle;
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
  await standForFilms(home, uploads, 'FTP 1');
  await streetdate(['case', 'add-server', uploads, '--name', 'FTP 1', '--country', 'NL', '--by', 'C. Bruun', '--home', home]);
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  await streetdate(['ledger', 'decide', copy, '--by', 'A. Weber', '--decision', 'confirmed', '--reason', 'side by side', '--home', home]);
  await writeReference(folder, 'unrelated.sdfp', 9);
  await using library = await openLibrary(home);
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const make = async () => {
    const made = await createBundle(library, ledger, [copy], { signers: [signerOf(keys.privateKey)], name: 'case-1' });
    // Without its page, which is most of it and no part of any attack.
    const files = new Map([...made.files].filter(([path]) => path !== 'data/verify.html'));
    return { ...made, bytes: await byInsider({ ...made, files }, keys.privateKey, () => {}), files };
  };
  bundle = await make();
  const digest = createHash('sha256')
    .update(await readFile(copy))
    .digest('hex');
  const { issue, reading } = markEvents(digest);
  await ledger.append('M. Rossi', [issue, reading]);
  marked = await make();
  const canaries = canaryEvents(digest);
  await ledger.append('M. Rossi', [...canaries.issues, canaries.reading]);
  withCanaries = await make();
  const [issued] = canaries.issues as Forged[];
  const copies = issued.copies.map((each: Forged, at: number) => ({ ...each, recipient: `Somebody ${at}` }));
  await ledger.append('M. Rossi', [
    { ...issued, set: '0ther5et', copies },
    { ...(comparisonOf([1, undefined, 1], digest) as Forged), set: '0ther5et' },
  ]);
  unfit = await make();
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
const state = (of = bundle) => JSON.parse(Buffer.from(of.files.get('data/ledger/proofs.json')!).toString()).checkpoint as Checkpoint;
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
    name: 'a file of a server is stated twice',
    work: ({ payload }) => {
      const proven = jsonOf(payload.get('ledger/servers.json')!);
      proven.files.push(proven.files[0]);
      payload.set('ledger/servers.json', bytesOf(proven));
    },
    says: /copy\.sdfp of the server FTP 1 is stated twice/,
  },
  {
    name: 'a file of a server has another size than the scanned film, in the ledger too',
    work: (desk) => {
      const proven = jsonOf(desk.payload.get('ledger/servers.json')!);
      const [line] = proven.files;
      Object.assign(line, { position: 0, hashes: [], file: { ...line.file, bytes: 7 } });
      Object.assign(entryOf(desk, 'server').event, { files: 1, filesRoot: listOfOne(line.file) });
      desk.payload.set('ledger/servers.json', bytesOf(proven));
    },
    says: /copy\.sdfp of the server FTP 1 has 7 bytes, and copy\.sdfp \d+/,
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
  {
    name: 'a segment is at another moment of the reference, in the ledger too',
    work: claim((match) => {
      match.segments[0].referenceStart += 40;
      match.segments[0].referenceEnd += 40;
    }),
    says: /is claimed to be at second 4\d.* of the reference, and is at \d/,
  },
  {
    name: 'a match by chance is a thousand times less likely',
    work: (desk) => (matchOf(desk, 'Film').recomputed.expectedFalseMatches /= 1000),
    says: /expectedFalseMatches is claimed to be [\d.e-]+, and is [\d.e-]+\./,
  },
  {
    name: 'a match is stated twice, in the ledger too',
    work: (desk) => {
      scanOf(desk).found.push(scanOf(desk).found[0]);
      recordAnew(desk);
    },
    says: /copy\.sdfp: its match with disc-\d is stated twice/,
  },
  {
    name: 'a score is a little higher, in the ledger too',
    work: claim((match) => (match.score = Math.min(300, match.score * 1.01))),
    as: 'asserted',
    says: /copy\.sdfp, Film: numbers of the scan that need the whole films, each with what the intervals give: .*score \d+\.\d+ \(\d+\.\d+\)/,
  },
  {
    name: 'a match has a number that nothing gives, in the ledger too',
    work: claim((match) => (match.certainty = 'beyond doubt')),
    as: 'asserted',
    says: /numbers of the scan that need the whole films.*certainty "beyond doubt" \(absent\)/,
  },
  {
    name: 'the verdict on the file is worded otherwise, in the ledger',
    work: (desk) => (entryOf(desk, 'verdict').event.summary = 'He did it.'),
    says: /Entry \d+ records the verdict pre-release-leak with the words “He did it\.”, which is that on none of its titles/,
  },
  {
    name: 'a window is another one, and the verdict follows, in the ledger too',
    work: rejudge('Film', (match) => (match.windows[0].opensAt = '2026-12-01T00:00:00Z'), true),
    as: 'asserted',
    says: /whether the windows, .* are true cannot be known .* Their source answers for them\. channel disc, opensAt 2026-12-01T00:00:00Z, territory WORLD/,
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
    says: /of the ledger’s \d+ entries (is|are) not enclosed\. The signer states that 0 of them are about its scans and titles; a correction, a rejection or a reading of marks or canaries may be among them/,
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
  {
    name: 'the peaks of the checkpoint are other ones',
    work: ({ payload }) => {
      const proofs = jsonOf(payload.get('ledger/proofs.json')!);
      proofs.checkpoint.peaks = [proofs.checkpoint.root];
      payload.set('ledger/proofs.json', bytesOf(proofs));
    },
    says: /The peaks of the enclosed checkpoint are not those of its root/,
  },
  {
    name: 'an entry is about a scan that is not enclosed',
    work: add({ kind: 'decision', scanId: 'x', decision: 'confirmed', reason: 'seen' }),
    says: /Entry \d+ is about the scan x, which no enclosed entry records/,
  },
  {
    name: 'a server was in the custody of somebody else, in the ledger',
    work: (desk) => (entryOf(desk, 'server').event.custodian = 'A friend'),
    as: 'asserted',
    says: /Entry \d+, written at .* by C\. Bruun: server, .*custodian A friend/,
  },
  {
    name: 'somebody else recorded the verdict',
    work: ({ entries }) => (entries.find(({ event }) => event.kind === 'verdict')!.by = 'X. Nobody'),
    as: 'holds',
    says: /Entry \d+, written at .* by X\. Nobody, records the verdict on copy\.sdfp/,
  },
  {
    name: 'the scan had other settings, in the ledger',
    work: (desk) => (entryOf(desk, 'scan').event.settings.frames = 'key'),
    as: 'asserted',
    says: /copy\.sdfp, how it was scanned: .*frames key/,
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
    name: 'the tree of a fingerprint has other chunks, in the ledger',
    work: (desk) => (entryOf(desk, 'enrolment').event.fingerprint.chunkSeconds = 20),
    says: /the interval of the reference is not of the fingerprint that the ledger has/,
  },
  {
    name: 'the reference is another kind of film, in the ledger too',
    work: rejudge('Film', (match) => (match.reference.edition = 'Workprint'), true),
    as: 'asserted',
    says: /that the reference disc-1 is the film of this title\. .* edition Workprint/,
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
    name: 'an entry is said to be of the first form, before all others',
    work: ({ entries }) => {
      const [server] = [entries.findIndex(({ event }) => event.kind === 'server')];
      entries.unshift({ ...entries.splice(server, 1)[0], format: 'streetdate-ledger/1', at: entries[0].at });
    },
    as: 'asserted',
    says: /1 entries are of the first form, which fixes less and takes clocks as they are: entry 0\./,
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
    name: 'the signed statement is about another form',
    work: ({ bag }) => (bag.format = 'streetdate-bundle/1'),
    says: /The signed statement is about a bundle of the form streetdate-bundle\/1, and this one is streetdate-bundle\/2/,
  },
  {
    name: 'the bag goes by another name',
    work: ({ bag }) => (bag.info[1]![1] = 'case-9'),
    says: /The bag is named case-9, and the bundle case-1/,
  },
  {
    name: 'the bag says more of itself',
    work: ({ bag }) => bag.info.push(['Source-Organization', 'The ministry']),
    as: 'asserted',
    says: /What the bag says of itself: .*Source-Organization The ministry/,
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
  // 10. Readings of marks.
  ...[
    {
      name: 'a reading names another copy',
      change: (reading: Forged) => (reading.consistent[0].serial = 'b2'),
      says: /the word of the copy b2 is missing/,
    },
    {
      name: 'a reading names another copy, with the word of that copy',
      change: (reading: Forged) => {
        reading.consistent[0].serial = 'b2';
        reading.code.words = openingOf(['b2']).words;
      },
      says: /logChance of the copy b2 is stated to be -[\d.]+, and is /,
    },
    {
      name: 'a reading names another copy, with the word of the first',
      change: (reading: Forged) => {
        reading.consistent[0].serial = 'b2';
        reading.code.words[0].serial = 'b2';
      },
      says: /the word of the copy b2 is not the one that entry \d+, by which the copy b2 was issued, commits to/,
    },
    {
      name: 'the chance of a copy is lower',
      change: (reading: Forged) => (reading.consistent[0].logChance -= 3),
      says: /logChance of the copy a1 is stated to be -[\d.]+, and is -[\d.]+\./,
    },
    {
      name: 'the likelihood ratio of a copy is higher',
      change: (reading: Forged) => (reading.consistent[0].logRatio += 3),
      says: /logRatio of the copy a1 is stated to be [\d.]+, and is [\d.]+\./,
    },
    {
      name: 'the correlations of a reading are other ones',
      change: (reading: Forged) => {
        const bytes = Buffer.from(reading.code.correlations, 'base64');
        bytes.writeInt16LE(900, 0);
        reading.code.correlations = bytes.toString('base64');
      },
      says: /strength is stated to be [\d.]+, and is [\d.]+ by its correlations/,
    },
    {
      name: 'a reading has more segments',
      change: (reading: Forged) => (reading.segmentsRead = 60),
      says: /segmentsRead is stated to be 60, and is 54 by its correlations/,
    },
    {
      name: 'a copy is named below the threshold',
      change: (reading: Forged) => Object.assign(reading, readingOf('a1', reading.fileSha256, 'b2')),
      says: /the copy b2 is named, and its chance is 10\^-?[\d.]+: the threshold is 10\^-6\.0/,
    },
    {
      name: 'the threshold is lowered',
      change: (reading: Forged) => (reading.odds = 0.5),
      says: /its threshold is a chance of 0\.5, and no set of marks is made for more than 0\.000001/,
    },
    {
      name: 'the threshold is another one than at the issue',
      change: (reading: Forged) => (reading.odds = 1e-7),
      says: /its threshold is a chance of 1e-7, and entry \d+, by which the copy a1 was issued, has 0\.000001/,
    },
    {
      name: 'the code is made for fewer copies put together',
      change: (reading: Forged) => (reading.code.colluders = 1),
      says: /its code is for 1 copies put together, and entry \d+, by which the copy a1 was issued, has 2/,
    },
    {
      name: 'the code is swapped for that of another key',
      change: (reading: Forged) => Object.assign(reading.code, foreignOpeningOf(['a1'])),
      says: /the biases of its code are not those that entry \d+, by which the copy a1 was issued, commits to/,
    },
    {
      name: 'a bit of the word of a copy is another one',
      change: (reading: Forged) => {
        const bits = Buffer.from(reading.code.words[0].bits, 'base64');
        bits[1] = bits[1]! ^ 1;
        reading.code.words[0].bits = bits.toString('base64');
      },
      says: /the word of the copy a1 is not the one that entry \d+/,
    },
    {
      name: 'the code is left out of a reading',
      change: (reading: Forged) => {
        delete reading.code.biases;
      },
      says: /it names copies, and the biases of the code are missing/,
    },
    {
      name: 'a reading opens the word of a copy that it does not name',
      change: (reading: Forged) => (reading.code.words = openingOf(['a1', 'b2']).words),
      says: /it opens the word of the copy b2 twice, or without naming it/,
    },
    {
      name: 'a reading names a copy twice',
      change: (reading: Forged) => reading.consistent.push(reading.consistent[0]),
      says: /it names the copy a1 twice/,
    },
    {
      name: 'a reading is of another file',
      change: (reading: Forged) => (reading.fileSha256 = NO_ROOT),
      says: /it is of a file with the SHA-256 0{64}, which is none of the scanned ones/,
    },
  ].map(({ name, change, says }) => ({
    ...{ name, says, to: 'marked' as const },
    work: (desk: Desk) => change(entryOf(desk, 'mark-reading').event),
  })),
  {
    name: 'the issued code has other segments',
    to: 'marked',
    work: (desk) => (entryOf(desk, 'mark-issue').event.code.segments = 70),
    says: /its code has 60 segments, and entry \d+, by which the copy a1 was issued, has 70/,
  },
  {
    name: 'a copy that is not named was another file, in the ledger',
    to: 'marked',
    work: (desk) => (entryOf(desk, 'mark-issue').event.copies[1].fileSha256 = NO_ROOT),
    as: 'asserted',
    says: /Entry \d+, written at .* by M\. Rossi: mark-issue, .*fileSha256 0{64}/,
  },
  {
    name: 'a reading is without its correlations',
    to: 'marked',
    work: (desk) => {
      delete entryOf(desk, 'mark-reading').event.code;
    },
    as: 'asserted',
    says: /copy\.sdfp: it was recorded without the correlations of its segments, so that none of its numbers can be computed again/,
  },
  {
    name: 'the issue is left out, with its commitment',
    to: 'marked',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'mark-issue');
    },
    as: 'asserted',
    says: /no entry before it commits to the word of the copy a1: that it is that of the issued copy/,
  },
  {
    name: 'the copies are issued after the reading',
    to: 'marked',
    work: (desk) => {
      const [issue, reading] = ['mark-issue', 'mark-reading'].map((kind) => entryOf(desk, kind));
      [issue.event, reading.event] = [reading.event, issue.event];
    },
    as: 'asserted',
    says: /no entry before it commits to the word of the copy a1/,
  },
  {
    name: 'a reading is left out, and the issue stays',
    to: 'marked',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'mark-reading');
    },
    as: 'asserted',
    says: /records that marked copies were issued, and no reading that names one of them is enclosed: one may have been left out/,
  },
  {
    name: 'reading and issue are left out, and a checkpoint was kept elsewhere',
    to: 'marked',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => !event.kind.startsWith('mark-'));
    },
    given: () => ({ checkpoints: [state(marked)] }),
    says: /The checkpoint of \d+ entries is later than the ledger in the bundle, and comes without a proof/,
  },
  {
    name: 'a copy was issued to somebody else, and a checkpoint was kept elsewhere',
    to: 'marked',
    work: (desk) => (entryOf(desk, 'mark-issue').event.copies[0].recipient = 'Reviewer B'),
    given: () => ({ checkpoints: [state(marked)] }),
    says: /another one than that of the checkpoint/,
  },
  // 11. Comparisons of canaries.
  ...[
    {
      name: 'a comparison names another recipient',
      change: (reading: Forged) => (reading.consistent[0].recipient = 'Reviewer C'),
      says: /the copy issued to Reviewer B agrees with all that was seen, and is not named/,
    },
    {
      name: 'a comparison names a further recipient',
      change: (reading: Forged) => reading.consistent.push({ ...reading.consistent[0], recipient: 'Reviewer C' }),
      says: /the copy issued to Reviewer C is named, and differs in door/,
    },
    {
      name: 'a comparison names nobody',
      change: (reading: Forged) => (reading.consistent = []),
      says: /the copy issued to Reviewer B agrees with all that was seen, and is not named/,
    },
    {
      name: 'the likelihood ratio of a copy with canaries is higher',
      change: (reading: Forged) => (reading.consistent[0].logRatio += 2),
      says: /logRatio of the copy issued to Reviewer B is stated to be [\d.]+, and is [\d.]+\./,
    },
    {
      name: 'a comparison counts more canaries that agree',
      change: (reading: Forged) => (reading.consistent[0].agree = 3),
      says: /3 canaries are stated to agree with the copy issued to Reviewer B, of 2 seen/,
    },
    {
      name: 'another choice was seen',
      change: (reading: Forged) => (reading.seen[0].choice = 'both hands'),
      says: /the copy issued to Reviewer B is named, and differs in door/,
    },
    {
      name: 'a canary was seen that is none',
      change: (reading: Forged) => {
        reading.seen[0].name = 'window';
      },
      says: /window = right hand is stated to be seen, which is no choice of the canaries of entry \d+/,
    },
    {
      name: 'a canary is left out of what was seen',
      change: (reading: Forged) => {
        reading.seen.pop();
        reading.consistent[0].agree = 1;
      },
      says: /logRatio of the copy issued to Reviewer B is stated to be [\d.]+, and is [\d.]+/,
    },
    {
      name: 'what was seen is stated twice',
      change: (reading: Forged) => reading.seen.push(reading.seen[0]),
      says: /it states door twice/,
    },
    {
      name: 'a recipient is named twice',
      change: (reading: Forged) => reading.consistent.push(reading.consistent[0]),
      says: /it states Reviewer B twice/,
    },
    {
      name: 'a reading from pictures is surer than any is',
      change: (reading: Forged) => (reading.seen[0].logRatio = 9),
      says: /door = right hand is stated to be read from the pictures with a ratio of 10\^9, and a reading lies between 10\^2 and 10\^6/,
    },
    {
      name: 'a reading from pictures has no ratio',
      change: (reading: Forged) => delete reading.seen[0].logRatio,
      says: /door = right hand is stated to be read from the pictures with a ratio of 10\^0/,
    },
    {
      name: 'what a person stated has a ratio',
      change: (reading: Forged) => (reading.seen[1].logRatio = 3),
      says: /caption = two lines has a ratio, and was not read from the pictures/,
    },
    {
      name: 'a reading from pictures has no film of what it read',
      change: (reading: Forged) => reading.variants.splice(1, 1),
      says: /door = right hand is stated to be read from the pictures, and no film of it is stated/,
    },
    {
      name: 'a reading from pictures has one film',
      change: (reading: Forged) => reading.variants.splice(0, 2),
      says: /door = right hand is stated to be read from the pictures, and no film of two choices is stated/,
    },
    {
      name: 'a choice has two films',
      change: (reading: Forged) => reading.variants.push({ ...reading.variants[0], fileSha256: NO_ROOT }),
      says: /it states two films of door = left hand/,
    },
    {
      name: 'a film is of a choice that is none',
      change: (reading: Forged) => (reading.variants[2].choice = 'no hand'),
      says: /it was made by a film of door = no hand, which is no choice of the canaries of entry \d+/,
    },
    {
      name: 'more canaries were seen than there are',
      change: (reading: Forged) => (reading.canaries = 1),
      says: /it states that 2 of 1 canaries were seen/,
    },
    {
      name: 'the copies carry more canaries than were issued',
      change: (reading: Forged) => (reading.canaries = 9),
      says: /it states 9 canaries, and entry \d+ has 3/,
    },
    {
      name: 'fewer copies were issued than the entries have',
      change: (reading: Forged) => (reading.issued = 3),
      says: /it states 3 issued copies, and 4 were issued by the entries before it/,
    },
    {
      name: 'a comparison is of another title',
      change: (reading: Forged) => (reading.title = 'Other'),
      says: /it is of the title Other, and entry \d+ issued copies of Film/,
    },
    {
      name: 'a comparison is of another file',
      change: (reading: Forged) => (reading.fileSha256 = NO_ROOT),
      says: /comparison of canaries: it is of a file with the SHA-256 0{64}, which is none of the scanned ones/,
    },
    {
      name: 'a comparison is of no file',
      change: (reading: Forged) => {
        delete reading.fileSha256;
      },
      says: /it names no file, which is none of the scanned ones/,
    },
  ].map(({ name, change, says }) => ({
    ...{ name, says, to: 'canaries' as const },
    work: (desk: Desk) => change(entryOf(desk, 'canary-reading').event),
  })),
  ...[
    {
      name: 'a copy carries another canary',
      change: ({ copies }: Forged) => (copies[1].choices[0] = 2),
      says: /the copy issued to Reviewer B is named, and differs in door/,
    },
    {
      name: 'the copies of two recipients change places',
      change: ({ copies }: Forged) => ([copies[0].recipient, copies[1].recipient] = ['Reviewer B', 'Reviewer A']),
      says: /the copy issued to Reviewer A agrees with all that was seen, and is not named|Reviewer B is named, and differs/,
    },
    {
      name: 'a copy carries a choice that is none',
      change: ({ copies }: Forged) => (copies[2].choices[0] = 7),
      says: /issued to Reviewer C has a choice that is none of its canaries/,
    },
    {
      name: 'a copy is added to those that were issued',
      change: ({ copies }: Forged) => copies.push({ recipient: 'Reviewer E', choices: [0, 0, 1] }),
      says: /it states 4 issued copies, and 5 were issued by the entries before it/,
    },
    {
      name: 'a recipient has two copies',
      change: ({ copies }: Forged) => (copies[2].recipient = 'Reviewer B'),
      says: /two copies are recorded as issued to Reviewer B/,
    },
    {
      name: 'the two runs of an issue have other canaries',
      change: ({ canaries }: Forged) => (canaries[0].choices[2] = 'neither hand'),
      says: /entries \d+ and \d+ issued copies with other canaries/,
    },
  ].map(({ name, change, says }) => ({
    ...{ name, says, to: 'canaries' as const },
    work: (desk: Desk) => change(entryOf(desk, 'canary-issue').event),
  })),
  {
    name: 'one of two issues of canaries is left out',
    to: 'canaries',
    work: (desk) =>
      desk.entries.splice(
        desk.entries.findLastIndex(({ event }) => event.kind === 'canary-issue'),
        1,
      ),
    as: 'asserted',
    says: /1 of the 4 issued copies stand in no enclosed entry: which of them fit as well/,
  },
  {
    name: 'one of two issues of canaries is left out, and a likelihood ratio is higher',
    to: 'canaries',
    work: (desk) => {
      desk.entries.splice(
        desk.entries.findLastIndex(({ event }) => event.kind === 'canary-issue'),
        1,
      );
      entryOf(desk, 'canary-reading').event.consistent[0].logRatio += 0.5;
    },
    says: /logRatio of the copy issued to Reviewer B is stated to be [\d.]+, and lies between -?[\d.]+ and [\d.]+/,
  },
  {
    name: 'many more copies were issued than the entries have',
    to: 'canaries',
    work: (desk) => (entryOf(desk, 'canary-reading').event.issued = 400),
    as: 'asserted',
    says: /396 of the 400 issued copies stand in no enclosed entry/,
  },
  {
    name: 'the issues of canaries are left out',
    to: 'canaries',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'canary-issue');
    },
    as: 'asserted',
    says: /no entry before it records which canaries the copy issued to Reviewer B carries: that it agrees/,
  },
  {
    name: 'copies with canaries are issued after the comparison',
    to: 'canaries',
    work: (desk) => {
      const [issue, reading] = ['canary-issue', 'canary-reading'].map((kind) => entryOf(desk, kind));
      [issue.event, reading.event] = [reading.event, issue.event];
    },
    as: 'asserted',
    says: /no entry before it records which canaries the copy issued to Reviewer B carries/,
  },
  {
    name: 'a comparison names another recipient, and no list of issued copies',
    to: 'canaries',
    work: (desk) => {
      const { event } = entryOf(desk, 'canary-reading');
      delete event.set;
      event.consistent[0].recipient = 'Reviewer C';
    },
    as: 'asserted',
    says: /names no list of issued copies, so that it cannot be made again/,
  },
  {
    name: 'a comparison is left out, and the issues stay',
    to: 'canaries',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => event.kind !== 'canary-reading');
    },
    as: 'asserted',
    says: /records that copies with canaries were issued, and no comparison that follows is enclosed: one may have been left out/,
  },
  {
    name: 'comparison and issues are left out, and a checkpoint was kept elsewhere',
    to: 'canaries',
    work: (desk) => {
      desk.entries = desk.entries.filter(({ event }) => !event.kind.startsWith('canary-'));
    },
    given: () => ({ checkpoints: [state(withCanaries)] }),
    says: /The checkpoint of \d+ entries is later than the ledger in the bundle, and comes without a proof/,
  },
  {
    name: 'something else was seen, with numbers that fit, and a checkpoint was kept elsewhere',
    to: 'canaries',
    work: (desk) => {
      const entry = entryOf(desk, 'canary-reading');
      entry.event = comparisonOf([2, 1, undefined], entry.event.fileSha256);
    },
    given: () => ({ checkpoints: [state(withCanaries)] }),
    says: /another one than that of the checkpoint/,
  },
  {
    name: 'a second comparison of the file saw something else',
    to: 'canaries',
    work: (desk) => add(comparisonOf([2, 1, undefined], entryOf(desk, 'canary-reading').event.fileSha256))(desk),
    as: 'notice',
    says: /Entry \d+ states that door = both hands was seen, and entry \d+ saw right hand in the same file/,
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

test.each(ATTACKS)('$name', async ({ work, to, given, says, as = 'fails' }) => {
  const whole = to === undefined ? bundle : { marked, canaries: withCanaries }[to];
  const bytes = work ? await byInsider(whole, keys.privateKey, work) : whole.bytes;
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

test('a reading of marks is computed again, and what rests on the signer is said', async () => {
  const { findings, holds } = await verifyBundle(marked.bytes, { keys: [keys.publicKey] });
  expect(holds).toBe(true);
  const said = (as: string) => findings.flatMap(({ kind, sentence }) => (kind === as ? [sentence] : [])).join('\n');
  expect(said('holds')).toMatch(
    /the reading of marks in copy\.sdfp, was computed again from 54 segments, with the same numbers: it is consistent with a1 \(issued to Reviewer A by entry \d+; a copy that was not used scores as high with a chance of at most 10\^-\d+/,
  );
  expect(said('asserted')).toMatch(/that the correlations of its segments come from the pictures of this file and of the master/);
  // The word of the other copy and the key stay.
  const entries = Buffer.from(marked.files.get('data/ledger/entries.jsonl')!).toString();
  expect(entries).toContain(openingOf(['a1']).words[0]!.bits);
  expect(entries).not.toContain(openingOf(['b2']).words[0]!.bits);
});

test('a comparison of canaries is made again with the issued copies, and what was seen rests on the signer', async () => {
  const { findings, holds } = await verifyBundle(withCanaries.bytes, { keys: [keys.publicKey] });
  expect(holds).toBe(true);
  const said = (as: string) => findings.flatMap(({ kind, sentence }) => (kind === as ? [sentence] : [])).join('\n');
  expect(said('holds')).toMatch(
    /the comparison of canaries in copy\.sdfp, was made again with 4 copies that the entries before it issued: what was seen is consistent with Reviewer B \(issued by entry \d+; likelihood ratio 10\^[\d.]+\)\. It says which issued copies fit, and not who passed one on\./,
  );
  expect(said('asserted')).toMatch(
    /that the file shows what was seen: door = right hand \(read from its pictures, 10\^5\.2 times as likely as the next choice\); caption = two lines \(stated by a person\)\. The others of 3 canaries were not seen\./,
  );
  expect(said('notice')).toBe('');
});

test('a comparison that no copy fits hands over no recipient', async () => {
  const entries = Buffer.from(unfit.files.get('data/ledger/entries.jsonl')!).toString();
  expect(entries).toContain('0ther5et');
  expect(entries).not.toContain('Somebody');
  const { findings, holds } = await verifyBundle(unfit.bytes, { keys: [keys.publicKey] });
  expect(holds).toBe(true);
  expect(findings.map(({ sentence }) => sentence).join('\n')).toContain(
    'that none of the 4 issued copies agrees with all that was seen; to whom they were issued stays with the signer.',
  );
});
