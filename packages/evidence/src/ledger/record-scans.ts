import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import type { Library, ScannedFile, StoredReference, StoredScan } from '@streetdate/engine';
import { digestOf } from '../digest.ts';
import { decodeEntry, type LedgerEntry, type LedgerEvent } from './entry.ts';
import type { Ledger } from './ledger.ts';

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
  const { scans, verdicts } = await readRecorded(ledger);
  const references = await library.references();
  const digests = new Map(references.map(({ id, fingerprintSha256 }) => [id, fingerprintSha256]));
  const [revision, libraryNow] = [await library.catalogue.revision(), libraryDigest(references)];
  const events: LedgerEvent[] = [];
  for await (const outcome of library.judgeAgain(names)) {
    if ('error' in outcome) throw outcome.error;
    const scan = (await library.catalogue.scan(outcome.scanId))!;
    const scanned = scanEvent(scan, digests, scan.libraryRevision === revision ? libraryNow : undefined);
    if (!scans.has(digestOf(scanned))) events.push(scanned);
    events.push(...newVerdict(outcome, verdicts.get(outcome.scanId), options));
  }
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
  const events: LedgerEvent[] = [];
  for await (const outcome of library.judgeAgain(names)) {
    if ('error' in outcome) {
      if (names === undefined) continue;
      throw outcome.error;
    }
    const last = verdicts.get(outcome.scanId);
    if (last !== undefined) events.push(...newVerdict(outcome, last, options));
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

/** The last verdict of each scan that a ledger has, and the digests of the scans. */
async function readRecorded(
  ledger: Ledger,
): Promise<{ readonly scans: ReadonlySet<string>; readonly verdicts: ReadonlyMap<string, RecordedVerdict> }> {
  const scans = new Set<string>();
  const verdicts = new Map<string, RecordedVerdict>();
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if ('reason' in entry) continue;
    const { position, event } = entry;
    if (event.kind === 'scan') scans.add(digestOf(event));
    if (event.kind === 'verdict') verdicts.set(event.scanId, { position, event });
  }
  return { scans, verdicts };
}

/** The verdict of today, unless it is the last one that was recorded. */
function newVerdict(outcome: ScannedFile, last: RecordedVerdict | undefined, { reason }: RecordOptions): LedgerEvent[] {
  const event = verdictEvent(outcome);
  if (last === undefined) return [event];
  if (last.event.verdictSha256 === event.verdictSha256) return [];
  const { verdict, summary, verdictSha256 } = last.event;
  const was = { verdict, summary, verdictSha256, position: last.position };
  return [{ ...event, was, ...(reason !== undefined && { reason }) }];
}

/** What the ledger keeps of a stored scan. */
function scanEvent(scan: StoredScan, digests: ReadonlyMap<string, string>, librarySha256: string | undefined): LedgerEvent {
  return {
    kind: 'scan',
    scanId: scan.id,
    // A file's name may hold half a surrogate pair, and JSON may not.
    path: Buffer.from(scan.path).toString(),
    fingerprintSha256: scan.fingerprintSha256,
    scannedAt: scan.scannedAt,
    programVersion: scan.programVersion,
    settings: { frames: scan.look?.frames ?? 'every', closer: (scan.look?.closer ?? []).map(({ start, end }) => ({ start, end })) },
    library: { revision: scan.libraryRevision, ...(librarySha256 !== undefined && { sha256: librarySha256 }) },
    matchesSha256: digestOf(scan.matches),
    matches: scan.matches.map(({ referenceId, score, strength }) => {
      const fingerprintSha256 = digests.get(referenceId);
      return { referenceId, ...(fingerprintSha256 !== undefined && { fingerprintSha256 }), score, strength };
    }),
  };
}

function verdictEvent({ scanId, verdict }: ScannedFile): RecordedVerdict['event'] {
  return { kind: 'verdict', scanId, verdict: verdict.kind, summary: verdict.summary, verdictSha256: digestOf(verdict) };
}
