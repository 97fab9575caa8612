import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import type { Library, ScannedFile, StoredReference, StoredScan } from '@streetdate/engine';
import { digestOf } from '../digest.ts';
import { appendFresh } from './append-fresh.ts';
import type { LedgerEntry, LedgerEvent } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** The digest of what a library's references are: their ids and fingerprints, in order of the ids. */
export function libraryDigest(references: readonly Pick<StoredReference, 'id' | 'fingerprintSha256'>[]): string {
  checkList('references', references, checkObject);
  const pairs = references.map(({ id, fingerprintSha256 }) => [id, fingerprintSha256] as const);
  return digestOf(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/**
 * Adds to the ledger what is stored of scans and not recorded yet: the scan with its version, settings, library and outcome, and the verdict
 * as it is judged today. A second call adds nothing, unless a scan, a window or a reference has changed.
 * @param by - Who has it recorded.
 * @param names - Ids of scans, or paths of scanned files. @defaultValue all scans
 * @throws StreetdateError for a name that no scan goes by; then nothing is added.
 */
export async function recordScans(
  ledger: Ledger,
  library: Library,
  by: string,
  names?: string | readonly string[],
): Promise<readonly LedgerEntry[]> {
  checkObject('ledger', ledger);
  checkObject('library', library);
  checkString('by', by);
  const references = await library.references();
  const digests = new Map(references.map(({ id, fingerprintSha256 }) => [id, fingerprintSha256]));
  const [revision, libraryNow] = [await library.catalogue.revision(), libraryDigest(references)];
  const events: LedgerEvent[] = [];
  for await (const outcome of library.judgeAgain(names)) {
    if ('error' in outcome) throw outcome.error;
    const scan = (await library.catalogue.scan(outcome.scanId))!;
    events.push(scanEvent(scan, digests, scan.libraryRevision === revision ? libraryNow : undefined), verdictEvent(outcome));
  }
  return appendFresh(ledger, by, events);
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

function verdictEvent({ scanId, verdict }: ScannedFile): LedgerEvent {
  return { kind: 'verdict', scanId, verdict: verdict.kind, summary: verdict.summary, verdictSha256: digestOf(verdict) };
}
