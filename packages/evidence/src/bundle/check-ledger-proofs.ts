import { toHex, toText } from '../bytes/bytes.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import { digestOf } from '../digest.ts';
import { type Checkpoint, checkpointSchema } from '../ledger/checkpoint.ts';
import { decodeEntry, entryHash, FIRST_LEDGER_FORMAT, type LedgerEntry, type LedgerEvent } from '../ledger/entry.ts';
import { changeInWords, logInWords, type WordedEvent } from '../ledger/event-words.ts';
import { provesInclusion } from '../proofs/check-proof.ts';
import { HASH_BYTES, hashFromHex, hashNode } from '../proofs/hashes.ts';
import { explainMisfit, z } from '../schema.ts';
import { type CaseFile, type CaseScan, FIRST_BUNDLE_FORMAT } from './case-file.ts';
import { checkAnchors, checkCheckpoints, LEDGER_LEAVES, type LedgerState, rootOver } from './check-checkpoints.ts';
import { checkOrder } from './check-order.ts';
import { entriesOfScan, entryFaults, verdictFault } from './compare-entries.ts';
import { factsInWords } from './facts-in-words.ts';
import type { Findings } from './report.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const proofsSchema = z.strictObject({
  checkpoint: checkpointSchema,
  proofs: z.array(z.strictObject({ position: z.int().min(0), hashes: z.array(hex).max(64) })),
});

/** What the reader has from elsewhere. */
export interface Elsewhere {
  readonly checkpoints: readonly Checkpoint[];
  readonly witnesses: readonly string[];
  readonly stampRoots: readonly string[];
}

/**
 * Checks the enclosed entries of the ledger: that each is in the tree of the enclosed checkpoint, and that the case says what they say.
 * @returns The enclosed entries; none where a proof fails.
 */
export async function checkLedgerProofs(
  files: ReadonlyMap<string, Uint8Array>,
  content: CaseFile,
  { checkpoints, witnesses, stampRoots }: Elsewhere,
  findings: Findings,
): Promise<readonly LedgerEntry[]> {
  const proven = readProven(files, content.format);
  if ('reason' in proven) {
    findings.add('fails', 'ledger', proven.reason);
    return [];
  }
  const { entries, checkpoint } = proven;
  noteTakenBack(entries, findings);
  const state = `${checkpoint.size} entries with the root ${checkpoint.root}`;
  findings.add('holds', 'ledger', `${entries.length} entries are in the ledger, whose state was ${state}.`);
  for (const scan of content.scans) {
    if (content.format === FIRST_BUNDLE_FORMAT) checkFirstScan(scan, entries, findings);
    else checkScan(scan, entries, findings);
  }
  for (const { event, position, at, by } of entries) {
    if (isWorded(event)) findings.add('holds', 'ledger', `Entry ${position}: at ${at}, ${by} recorded: ${changeInWords(event)}`);
  }
  for (const entry of entries) if (entry.event.kind === 'log') nameLog(entry, entry.event, findings);
  if (content.format !== FIRST_BUNDLE_FORMAT) nameEntries(content, entries, findings);
  checkOrder(content, entries, findings);
  await checkCheckpoints(proven, checkpoints, witnesses, findings);
  if (content.format !== FIRST_BUNDLE_FORMAT) await checkAnchors(proven, entries, stampRoots, findings);
  nameWithheld(content, proven, findings);
  const advice = 'Compare its checkpoint with theirs.';
  findings.add(
    'unknown',
    'ledger',
    `Whether the ledger’s owner shows the same ledger to others cannot be known from the bundle. ${advice}`,
  );
  return entries;
}

/** A log is a claim of the server: what it says of copies, and by which accounts, none of which is a person. */
function nameLog({ position, at, by }: LedgerEntry, event: Extract<LedgerEvent, { kind: 'log' }>, findings: Findings): void {
  findings.add('holds', 'ledger', `Entry ${position}: at ${at}, ${by} recorded: ${logInWords(event)}`);
  const accounts = new Set(event.copies.flatMap(({ account }) => account ?? []));
  if (accounts.size === 0) return;
  const named = [...accounts].slice(0, 5).join(', ');
  findings.add(
    'asserted',
    'ledger',
    `Entry ${position}: the lines name ${accounts.size} ${accounts.size === 1 ? 'account' : 'accounts'} (${named}). That a log is true, and who used an account, cannot be known from it.`,
  );
}

/** Kinds whose entries are compared with the case, computed again, or named in full elsewhere. */
const CHECKED: ReadonlySet<string> = new Set<LedgerEvent['kind']>([
  ...(['scan', 'verdict', 'correction', 'anchor', 'mark-reading', 'canary-reading'] as const),
]);
/** Items of a list in an entry that are named. */
const MOST_NAMED = 20;

/** What entries say that nothing computes: no member of them goes without a word. */
function nameEntries({ scans }: CaseFile, entries: readonly LedgerEntry[], findings: Findings): void {
  const described = new Set(scans.map(({ scanId }) => scanId));
  const recorded = new Set(entries.flatMap(({ event }) => (event.kind === 'scan' ? [event.scanId] : [])));
  let others = 0;
  for (const { position, at, by, event } of entries) {
    const isOfScan = 'scanId' in event;
    if (isOfScan && event.kind !== 'scan' && !recorded.has(event.scanId ?? ''))
      findings.add('fails', 'ledger', `Entry ${position} is about the scan ${event.scanId}, which no enclosed entry records.`);
    const fault = event.kind === 'verdict' && verdictFault(event);
    if (fault) findings.add('fails', 'ledger', `Entry ${position} ${fault}.`);
    const isDescribed = isOfScan && described.has(event.scanId ?? '');
    if (!isDescribed && (event.kind === 'scan' || event.kind === 'verdict')) others++;
    if (CHECKED.has(event.kind) || (event.kind === 'decision' && (isDescribed || event.decision !== 'confirmed'))) continue;
    const { kind, ...facts } = event;
    const most = Object.entries(facts).map(([key, value]) => [key, Array.isArray(value) ? value.slice(0, MOST_NAMED) : value]);
    findings.add('asserted', 'ledger', `Entry ${position}, written at ${at} by ${by}: ${kind}, ${factsInWords(Object.fromEntries(most))}.`);
  }
  const first = entries.filter(({ format }) => format === FIRST_LEDGER_FORMAT);
  if (first.length > 0) {
    const positions = first.slice(0, MOST_NAMED).map(({ position }) => position);
    const sentence = `${first.length} entries are of the first form, which fixes less and takes clocks as they are: entry ${positions.join(', ')}.`;
    findings.add('asserted', 'ledger', sentence);
  }
  if (others === 0) return;
  findings.add(
    'asserted',
    'ledger',
    `${others} entries are about scans that show no title: what these films and their fingerprints are, with which settings and version they were scanned, when and where they were seen, and who wrote it.`,
  );
}

/** Corrections, rejections, disputes and verdicts that took the place of others: whoever reads the rest must know them first. */
function noteTakenBack(entries: readonly LedgerEntry[], findings: Findings): void {
  for (const { event, position, at, by } of entries) {
    const say = (what: string) => findings.add('notice', 'ledger', `Entry ${position}: at ${at}, ${by} ${what}`);
    if (event.kind === 'correction') say(`recorded that entry ${event.corrects} is wrong: ${event.reason}`);
    if (event.kind === 'decision' && event.decision !== 'confirmed') say(`decided “${event.decision}”: ${event.reason}`);
    if (event.kind === 'dispute') say(`recorded: ${changeInWords(event)}`);
    if (event.kind === 'verdict' && event.was !== undefined) {
      say(
        `recorded the verdict ${event.verdict} in place of ${event.was.verdict} of entry ${event.was.position}.${event.reason === undefined ? '' : ` Why: ${event.reason}.`}`,
      );
    }
  }
}

/** Entries that are not enclosed may be about anything. */
function nameWithheld({ format, withheld = 0 }: CaseFile, { entries, checkpoint }: Proven, findings: Findings): void {
  const absent = checkpoint.size - entries.length;
  const own = format === FIRST_BUNDLE_FORMAT ? 'The bundle does not state how many of them' : `The signer states that ${withheld} of them`;
  const others = `${absent} of the ledger’s ${checkpoint.size} entries ${absent === 1 ? 'is' : 'are'} not enclosed`;
  findings.add(
    'asserted',
    'ledger',
    `${others}. ${own} are about its scans and titles; a correction, a rejection or a reading of marks or canaries may be among them.`,
  );
}

const WORDED: ReadonlySet<string> = new Set<WordedEvent['kind']>([
  ...(['exclusion', 'conflict', 'allowed-source', 'promo', 'dispute', 'letter'] as const),
  ...(['mark-issue', 'mark-reading', 'canary-issue', 'canary-reading'] as const),
]);

function isWorded(event: LedgerEntry['event']): event is WordedEvent {
  return WORDED.has(event.kind);
}

/** The enclosed entries, in the ledger's order, and its state. */
interface Proven extends LedgerState {
  readonly entries: readonly LedgerEntry[];
}

/** The enclosed entries, each proven to be in the ledger of the checkpoint; or the first fault, in a sentence. */
function readProven(files: ReadonlyMap<string, Uint8Array>, format: CaseFile['format']): Proven | { readonly reason: string } {
  const text = (path: string) => toText(files.get(path));
  const proofs = fromCanonicalJson(text('data/ledger/proofs.json'));
  const misfit = proofs === undefined ? 'it is no canonical JSON' : explainMisfit(proofsSchema, proofs);
  if (misfit !== undefined) return { reason: `data/ledger/proofs.json holds no proofs: ${misfit}.` };
  const { checkpoint, proofs: list } = proofs as unknown as z.infer<typeof proofsSchema>;
  const lines = text('data/ledger/entries.jsonl').split('\n').slice(0, -1);
  if (lines.length !== list.length) return { reason: 'The numbers of the ledger’s entries and of their proofs differ.' };
  const root = hashFromHex(checkpoint.root);
  const peaks = checkpoint.peaks.map(hashFromHex);
  const isFolded = peaks.length > 0 && toHex(peaks.reduceRight((right, left) => hashNode(left, right))) === checkpoint.root;
  if (!isFolded || peaks.length !== checkpoint.size.toString(2).replaceAll('0', '').length)
    return { reason: 'The peaks of the enclosed checkpoint are not those of its root.' };
  const entries: LedgerEntry[] = [];
  for (const [at, line] of lines.entries()) {
    const entry = decodeEntry(line);
    if ('reason' in entry) return { reason: `Line ${at + 1} of data/ledger/entries.jsonl is no entry: ${entry.reason}.` };
    const { position, hashes } = list[at]!;
    const proof = { position, size: checkpoint.size, leafHash: entryHash(line), root, hashes: hashes.map(hashFromHex) };
    const isProven = entry.position === position && provesInclusion(proof);
    if (!isProven) return { reason: `Entry ${entry.position} is not in the ledger of the checkpoint.` };
    const before = entries.at(-1);
    if (before !== undefined && before.position >= position)
      return { reason: `Entry ${position} is enclosed behind entry ${before.position}.` };
    if (before !== undefined && before.format !== entry.format && entry.format === FIRST_LEDGER_FORMAT) {
      return { reason: `Entry ${position} is of the first form, and entry ${before.position} before it of the second.` };
    }
    entries.push(entry);
  }
  if (format === FIRST_BUNDLE_FORMAT) return { entries, checkpoint, leaves: undefined };
  const leaves = files.get(`data/${LEDGER_LEAVES}`);
  if (leaves?.length !== HASH_BYTES * checkpoint.size || rootOver(leaves, checkpoint.size) !== checkpoint.root) {
    return { reason: `data/${LEDGER_LEAVES} does not hold the hashes of the ledger’s ${checkpoint.size} entries.` };
  }
  return { entries, checkpoint, leaves };
}

function checkScan(scan: CaseScan, entries: readonly LedgerEntry[], findings: Findings): void {
  const { scanId, fileName, media } = scan;
  const faults = entryFaults(scan, entries);
  for (const fault of faults) findings.add('fails', 'ledger', fault);
  const recorded = entriesOfScan(scanId, entries);
  if (faults.length === 0) {
    const { scan: ofScan, verdict } = recorded;
    const written = `written at ${ofScan!.at} by ${ofScan!.by}`;
    findings.add('holds', 'ledger', `Entry ${ofScan!.position}, ${written}, records the scan of ${fileName} with exactly these numbers.`);
    findings.add(
      'holds',
      'ledger',
      `Entry ${verdict!.position}, written at ${verdict!.at} by ${verdict!.by}, records the verdict on ${fileName}, for each title with these windows and this sighting.`,
    );
    const { path, scannedAt, programVersion, settings, library, fingerprintSha256 } = ofScan!.event;
    const facts = { path, scannedAt, programVersion, settings, library, fingerprintSha256 };
    findings.add('asserted', 'ledger', `${fileName}, how it was scanned: ${factsInWords(facts)}.`);
  }
  nameDecisions(scanId, entries, findings);
  const size = `${media?.bytes} bytes`;
  if (media?.sha256)
    findings.add('holds', 'ledger', `${fileName} has ${size} and the SHA-256 ${media.sha256}: compare it with the file in custody.`);
  else findings.add('asserted', 'ledger', `The ledger has no SHA-256 of ${fileName}, ${size}: which film was scanned rests on its name.`);
}

function nameDecisions(scanId: string, entries: readonly LedgerEntry[], findings: Findings): void {
  for (const { event, position, at, by } of entries) {
    if (event.kind !== 'decision' || event.scanId !== scanId || event.decision !== 'confirmed') continue;
    findings.add('holds', 'ledger', `Entry ${position}: at ${at}, ${by} decided “${event.decision}”: ${event.reason}`);
  }
}

/** What entries of the first form show of a scan: digests of its matches and of one verdict. */
function checkFirstScan(stated: CaseScan, entries: readonly LedgerEntry[], findings: Findings): void {
  const { scanId, fileName, found, matches, fingerprintSha256, programVersion, scannedAt } = stated;
  const fail = (sentence: string) => findings.add('fails', 'ledger', sentence);
  const events = entries.filter(({ event }) => 'scanId' in event && event.scanId === scanId);
  if (events.some(({ format }) => format !== FIRST_LEDGER_FORMAT)) {
    fail(`The bundle is of the first form, and the ledger has ${fileName} in the second: the bundle shows less than the ledger.`);
  }
  const scan = events.find(({ event }) => event.kind === 'scan' && event.matchesSha256 === digestOf(found));
  if (scan?.event.kind !== 'scan') {
    fail(`The ledger has no scan of ${fileName} with these matches.`);
    return;
  }
  const written = `written at ${scan.at} by ${scan.by}`;
  findings.add('holds', 'ledger', `Entry ${scan.position}, ${written}, records the scan of ${fileName} with exactly these numbers.`);
  const own = { fileName, fingerprintSha256, programVersion, scannedAt };
  const { path, ...event } = scan.event;
  for (const [member, value] of Object.entries(own)) {
    const recorded = member === 'fileName' ? path.split(/[\\/]/).at(-1) : event[member as 'scannedAt'];
    if (value !== recorded)
      fail(`${fileName}: ${member} is stated to be "${value}", and entry ${scan.position} of the ledger has "${recorded}".`);
  }
  const verdicts = new Set(matches.map(({ verdict }) => digestOf(verdict)));
  const isIt = (each: LedgerEntry['event']) =>
    each.kind === 'verdict' && (verdicts.size === 0 ? each.verdict === 'no-match' : verdicts.has(each.verdictSha256));
  const verdict = events.find(({ event }) => isIt(event));
  if (verdict === undefined) fail(`The ledger does not have the verdict on ${fileName}.`);
  else findings.add('holds', 'ledger', `Entry ${verdict.position} records the verdict on ${fileName}.`);
  nameDecisions(scanId, entries, findings);
  const first = 'The bundle is of the first form. Its ledger does not fix';
  const rests = 'which bytes were scanned, that the intervals are of the enrolled films, and the verdicts on all titles but one';
  findings.add('asserted', 'ledger', `${first} ${rests}: of ${fileName}, these rest on the signer.`);
}
