import { createHash } from 'node:crypto';
import { toCanonicalJson } from '@streetdate/evidence';
import { matchIntervals } from '../../../packages/evidence/src/bundle/interval-match.ts';
import { readerOf } from '../../../packages/evidence/src/bundle/whole-case.ts';
import { reportOfCase } from '../../../packages/evidence/src/case/report-of-case.ts';
import { hashLeaf } from '../../../packages/evidence/src/proofs/hashes.ts';
import { MerkleTree } from '../../../packages/evidence/src/proofs/merkle-tree.ts';
import { leakModel } from '../../../packages/evidence/src/recipients/leak-model.ts';
import { rankAtPriors, rankRecipients } from '../../../packages/evidence/src/recipients/rank-recipients.ts';
import { type Desk, type Forged, jsonOf, judged, recordAnew } from './insider.ts';

const REPORT = 'case/report.json';

/** After a change of one file, everything that can be made to follow from it: the rest of the case, the ledger, lists, numbers, ranking. */
export async function putRight(desk: Desk, changed: string): Promise<void> {
  const steps: (() => unknown)[] = [];
  if (changed === 'case.json')
    steps.push(
      () => renamed(desk),
      () => rejudge(desk),
      () => recordAnew(desk),
      () => recordFiles(desk),
    );
  if (changed === 'ledger/entries.jsonl')
    steps.push(
      () => stateAnew(desk),
      () => rejudge(desk),
      () => recordAnew(desk),
    );
  if (changed.startsWith('fingerprints/'))
    steps.push(
      () => rename(desk, changed),
      () => rejudge(desk),
      () => recordAnew(desk),
    );
  if (changed.startsWith('pictures/')) steps.push(() => rename(desk, changed));
  if (changed === 'ledger/servers.json') steps.push(() => listAnew(desk));
  if (changed.startsWith('case/servers/')) steps.push(() => recordLists(desk));
  if (desk.payload.has(REPORT)) steps.push(() => reportAnew(desk));
  for (const step of steps) {
    try {
      await step();
    } catch {
      // A change that leaves nothing to follow from stays as it is.
    }
  }
}

/** A scan, title or reference that goes by another id goes by it everywhere. */
function renamed({ content, entries }: Desk): void {
  const scans = entries.filter(({ event }) => event.kind === 'scan' && event.matches.length > 0);
  if (content.scans.length !== 1 || scans.length === 0) return;
  const [scan] = content.scans;
  for (const { event } of entries) if (event.scanId === scans[0].event.scanId) event.scanId = scan.scanId;
}

function rejudge({ content }: Desk): void {
  for (const scan of content.scans) for (const match of scan.matches) match.verdict = judged(scan, match);
}

/** The ledger's names of files, and what it has of servers' copies. */
function recordFiles({ content, entries }: Desk): void {
  for (const { event } of entries) {
    const scan = content.scans.find(({ scanId }: Forged) => scanId === event.scanId);
    if (event.kind === 'scan' && scan !== undefined) event.path = event.path.replace(/[^\\/]*$/, scan.fileName);
  }
}

/** The case says what the entries say. */
function stateAnew({ content, entries }: Desk): void {
  for (const scan of content.scans) {
    const of = (kind: string) => entries.findLast(({ event }) => event.kind === kind && event.scanId === scan.scanId)?.event;
    const [recorded, verdict] = [of('scan'), of('verdict')];
    if (recorded !== undefined) {
      const { media, fingerprint, fingerprintSha256, scannedAt, programVersion, path } = recorded;
      Object.assign(scan, { media, fingerprint, fingerprintSha256, scannedAt, programVersion, fileName: path.split('/').at(-1) });
      for (const [at, match] of recorded.matches.entries()) {
        const { segments, fingerprintSha256: own, ...rest } = match;
        Object.assign(scan.found[at], rest);
        for (const [index, { framesSha256: _, ...segment }] of segments.entries()) Object.assign(scan.found[at].segments[index], segment);
        if (scan.matches[at] && own) scan.matches[at].referenceFingerprintSha256 = own;
      }
    }
    if (verdict === undefined) continue;
    scan.sighting = verdict.sighting;
    for (const [at, each] of verdict.judged.entries()) Object.assign(scan.matches[at], each);
  }
}

/** A file under its own digest, with the numbers that it gives. */
function rename({ content, payload }: Desk, path: string): void {
  const bytes = payload.get(path)!;
  const name = path.replace(/[0-9a-f]{64}/, createHash('sha256').update(bytes).digest('hex'));
  payload.delete(path);
  payload.set(name, bytes);
  for (const match of content.scans.flatMap(({ matches }: Forged) => matches)) {
    for (const each of [match.query, match.referenceInterval]) if (each.file === path) each.file = name;
    for (const each of match.pictures) for (const side of ['query', 'reference']) if (each[side] === path) each[side] = name;
    if (!path.startsWith('fingerprints/')) continue;
    match.recomputed = matchIntervals(payload.get(match.query.file)!, payload.get(match.referenceInterval.file)!, match.reference.id);
  }
}

/** A list of each server that has the proven lines alone. */
function listAnew({ entries, payload }: Desk): void {
  const proven = jsonOf(payload.get('ledger/servers.json')!);
  for (const position of new Set(proven.files.map(({ entry }: Forged) => entry))) {
    const own = proven.files.filter(({ entry }: Forged) => entry === position);
    const server = entries.find((entry) => entry.position === position)?.event;
    if (server?.kind !== 'server') continue;
    const tree = new MerkleTree();
    for (const { file } of own) tree.append(hashLeaf(Buffer.from(toCanonicalJson(file))));
    for (const [at, line] of own.entries()) {
      line.position = at;
      line.hashes = tree.inclusionProof(at).map((hash) => Buffer.from(hash).toString('hex'));
    }
    Object.assign(server, { files: own.length, filesRoot: Buffer.from(tree.root()).toString('hex') });
  }
  payload.set('ledger/servers.json', Buffer.from(toCanonicalJson(proven)));
}

/** The ledger has the lists as they are. */
function recordLists({ entries, payload }: Desk): void {
  const { servers } = jsonOf(payload.get(REPORT)!);
  for (const { serverId, file } of servers) {
    const { event } = entries.findLast((entry) => entry.event.kind === 'server' && entry.event.serverId === serverId)!;
    const lines = Buffer.from(payload.get(file)!).toString().split('\n').slice(0, -1);
    const tree = new MerkleTree();
    for (const line of lines) tree.append(hashLeaf(Buffer.from(line)));
    const files = lines.map((line) => JSON.parse(line));
    Object.assign(event, {
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + (Number(bytes) || 0), 0),
      digested: files.filter(({ digest }) => digest !== null).length,
      filesRoot: Buffer.from(tree.root()).toString('hex'),
    });
  }
}

/** What is told of all servers, and the ranking, as the changed facts give it. */
async function reportAnew({ content, entries, payload }: Desk): Promise<void> {
  const whole = jsonOf(payload.get(REPORT)!);
  const { rightClocks, report, recipients } = whole;
  const { generatedAt, version } = report;
  const reader = readerOf(whole, content, entries, (file) => payload.get(file));
  whole.report = JSON.parse(JSON.stringify(await reportOfCase(reader, { generatedAt, version, rightClocks })));
  if (recipients !== undefined) {
    const { deliveries, variants, noneChance } = recipients;
    const model = leakModel(deliveries, variants, { noneChance });
    Object.assign(recipients, { ranking: rankRecipients(model), byNoneChance: rankAtPriors(model) });
  }
  payload.set(REPORT, Buffer.from(toCanonicalJson(JSON.parse(JSON.stringify(whole)))));
}
