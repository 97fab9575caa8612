import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import { decodeFingerprint } from '@streetdate/core/portable';
import type { Library, ScannedFile, StoredReference, StoredScan } from '@streetdate/engine';
import { readRecords } from '@streetdate/engine/internal';
import { digestOf } from '../digest.ts';
import { type FingerprintTree, fingerprintTree } from '../proofs/fingerprint-tree.ts';
import { decodeEntry, type LedgerEntry, type LedgerEvent, type ScanEvent, type VerdictEvent } from './entry.ts';
import { judgedMatches, publicSighting, type Records } from './judged-match.ts';
import type { Ledger } from './ledger.ts';
import { digestsOnServers, mediaOf } from './media-digest.ts';
import { freshEnrolments } from './record-enrolments.ts';
import { recordedMatches } from './recorded-matches.ts';

/** The digest of what a library's references are: their ids and fingerprints, in order of the ids. */
export function libraryDigest(references: readonly Pick<StoredReference, 'id' | 'fingerprintSha256'>[]): string {
  checkList('references', references, checkObject);
  const pairs = references.map(({ id, fingerprintSha256 }) => [id, fingerprintSha256] as const);
  return digestOf(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Options for {@link recordScans} and {@link recordVerdicts}. */
export interface RecordOptions {
  /** Why a verdict is another one than before. @defaultValue not stated */
  readonly reason?: string | undefined;
}

/**
 * Adds to the ledger what is stored of scans and not recorded yet: the scan with its version, settings, library and outcome, and the verdict
 * as it is judged today, with the one that was recorded before. A second call adds nothing, unless a scan, a window or a reference has changed.
 * @param by - Who has it recorded.
 * @param names - Ids of scans, or paths of scanned files. @defaultValue all scans
 * @throws StreetdateError for a name that no scan goes by; then nothing is added.
 */
export async function recordScans(
  ledger: Ledger,
  library: Library,
  by: string,
  names?: string | readonly string[],
  options: RecordOptions = {},
): Promise<readonly LedgerEntry[]> {
  checkRecording(ledger, library, by, options);
  const recorded = await readRecorded(ledger);
  const records = await readRecords(library.catalogue);
  const references = [...records.references.values()];
  const digests = new Map(references.map(({ id, fingerprintSha256 }) => [id, fingerprintSha256]));
  const [libraryNow, onServers] = [libraryDigest(references), await digestsOnServers(library)];
  const [events, matched] = [[] as LedgerEvent[], new Set<string>()];
  for await (const outcome of library.judgeAgain(names)) {
    if ('error' in outcome) throw outcome.error;
    const scan = (await library.catalogue.scan(outcome.scanId))!;
    for (const { referenceId } of scan.matches) matched.add(referenceId);
    const before = recorded.scans.get(scan.id);
    const isKnown = before !== undefined && before.fingerprintSha256 === scan.fingerprintSha256;
    // Nearly every file shows nothing. Its bytes are read only when it is named.
    const isRead = scan.matches.length > 0 || names !== undefined;
    const media = isKnown && (before.media.sha256 !== null || !isRead) ? before.media : await mediaOf(scan, onServers.get(scan.id), isRead);
    const scanned: ScanEvent = {
      kind: 'scan',
      scanId: scan.id,
      // A file's name may hold half a surrogate pair, and JSON may not.
      path: Buffer.from(scan.path).toString(),
      media,
      fingerprintSha256: scan.fingerprintSha256,
      fingerprint: isKnown ? before.fingerprint : await treeOf(library, scan.fingerprintSha256),
      scannedAt: scan.scannedAt,
      programVersion: scan.programVersion,
      settings: { frames: scan.look?.frames ?? 'every', closer: (scan.look?.closer ?? []).map(({ start, end }) => ({ start, end })) },
      library: { revision: scan.libraryRevision, ...(scan.libraryRevision === records.revision && { sha256: libraryNow }) },
      matchesSha256: digestOf(scan.matches),
      matches: recordedMatches(scan.matches, digests),
    };
    if (!recorded.events.has(digestOf(scanned))) events.push(scanned);
    events.push(...newVerdict(await verdictEvent(library, scan, outcome, records), recorded.verdicts.get(scan.id), options));
  }
  // What was found is entered behind what it was found in.
  events.unshift(...(await freshEnrolments(ledger, library, [...matched])));
  return events.length === 0 ? [] : ledger.append(by, events);
}

/**
 * Adds to the ledger the verdicts that are others than the ledger has last, each with what it was. Scans whose verdict was never recorded are left
 * out: {@link recordScans} records them.
 * @param by - Who has it recorded.
 * @param names - Ids of scans, or paths of scanned files. @defaultValue all scans
 * @throws StreetdateError for a name that no scan goes by; then nothing is added.
 */
export async function recordVerdicts(
  ledger: Ledger,
  library: Library,
  by: string,
  names?: string | readonly string[],
  options: RecordOptions = {},
): Promise<readonly LedgerEntry[]> {
  checkRecording(ledger, library, by, options);
  const { verdicts } = await readRecorded(ledger);
  const records = await readRecords(library.catalogue);
  const events: LedgerEvent[] = [];
  for await (const outcome of library.judgeAgain(names)) {
    if ('error' in outcome) {
      if (names === undefined) continue;
      throw outcome.error;
    }
    const last = verdicts.get(outcome.scanId);
    if (last === undefined) continue;
    const scan = (await library.catalogue.scan(outcome.scanId))!;
    const event = await verdictEvent(library, scan, outcome, records);
    // Writing an old entry again in the second form is for whoever records scans: no verdict has changed.
    if (!('judged' in last.event) && last.event.verdictSha256 === event.verdictSha256) continue;
    events.push(...newVerdict(event, last, options));
  }
  return events.length === 0 ? [] : ledger.append(by, events);
}

function checkRecording(ledger: Ledger, library: Library, by: string, options: RecordOptions): void {
  checkObject('ledger', ledger);
  checkObject('library', library);
  checkString('by', by);
  checkObject('options', options);
}

/** A verdict, and where the ledger has it. */
interface RecordedVerdict {
  /** Position of its entry. */
  readonly position: number;
  /** What it records. */
  readonly event: Extract<LedgerEvent, { readonly kind: 'verdict' }>;
}

/** What a ledger has of scans already. */
interface Recorded {
  /** Digests of all events about scans. */
  readonly events: ReadonlySet<string>;
  /** The last entry of each scan in the second form. */
  readonly scans: ReadonlyMap<string, ScanEvent>;
  /** The last verdict of each scan. */
  readonly verdicts: ReadonlyMap<string, RecordedVerdict>;
}

async function readRecorded(ledger: Ledger): Promise<Recorded> {
  const [events, scans, verdicts] = [new Set<string>(), new Map<string, ScanEvent>(), new Map<string, RecordedVerdict>()];
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if ('reason' in entry) continue;
    const { position, event } = entry;
    if (event.kind === 'scan') {
      events.add(digestOf(event));
      if ('media' in event) scans.set(event.scanId, event);
    }
    if (event.kind === 'verdict') verdicts.set(event.scanId, { position, event });
  }
  return { events, scans, verdicts };
}

/** The verdict of today, unless it is the last one that was recorded. */
function newVerdict(event: VerdictEvent, last: RecordedVerdict | undefined, { reason }: RecordOptions): LedgerEvent[] {
  if (last === undefined) return [event];
  const { verdict, summary, verdictSha256, was: _, reason: __, ...rest } = last.event;
  const isSame = verdictSha256 === event.verdictSha256;
  if (isSame && digestOf({ verdict, summary, verdictSha256, ...rest }) === digestOf(event)) return [];
  const was = { verdict, summary, verdictSha256, position: last.position };
  // The same verdict by other facts, or in the first form, is written down in full.
  return [{ ...event, ...(!isSame && { was }), ...(!isSame && reason !== undefined && { reason }) }];
}

async function treeOf(library: Library, fingerprintSha256: string): Promise<FingerprintTree> {
  return fingerprintTree(decodeFingerprint(await library.blobs.get('fingerprint', fingerprintSha256)));
}

async function verdictEvent({ catalogue }: Library, scan: StoredScan, { verdict }: ScannedFile, records: Records): Promise<VerdictEvent> {
  const sightings = (await catalogue.sightings([scan.id])).get(scan.id) ?? [];
  return {
    ...{ kind: 'verdict', scanId: scan.id, verdict: verdict.kind, summary: verdict.summary, verdictSha256: digestOf(verdict) },
    sighting: { ...publicSighting(scan, sightings) },
    judged: judgedMatches(scan, records, sightings).map(({ judged }) => judged),
  };
}
