import { VERDICT_KINDS } from '@streetdate/matcher';
import { digestOf } from '../digest.ts';
import type { EnrolmentEvent, LedgerEntry, LedgerEvent, ScanEvent, VerdictEvent } from '../ledger/entry.ts';
import { recordedMatches } from '../ledger/recorded-matches.ts';
import type { CaseMatch, CaseScan } from './case-file.ts';
import { firstDifference } from './compare-values.ts';

/** The last entries about a scan in the second form. */
export interface ScanEntries {
  readonly scan: (LedgerEntry & { readonly event: ScanEvent }) | undefined;
  readonly verdict: (LedgerEntry & { readonly event: VerdictEvent }) | undefined;
}

/** The last entries of a scan and its verdict. Entries of the first form are none. */
export function entriesOfScan(scanId: string, entries: readonly LedgerEntry[]): ScanEntries {
  const last = (kind: 'scan' | 'verdict', member: string) =>
    entries.findLast(({ event }) => event.kind === kind && event.scanId === scanId && member in event);
  return { scan: last('scan', 'media') as ScanEntries['scan'], verdict: last('verdict', 'judged') as ScanEntries['verdict'] };
}

/** The last enrolment of a reference. */
export function enrolmentOf(referenceId: string, entries: readonly LedgerEntry[]): EnrolmentEvent | undefined {
  const entry = entries.findLast(({ event }) => event.kind === 'enrolment' && event.referenceId === referenceId);
  return entry?.event as EnrolmentEvent | undefined;
}

/** Where a stated scan differs from what the ledger has of it, in sentences: every field is compared. */
export function entryFaults(stated: CaseScan, entries: readonly LedgerEntry[]): string[] {
  const { scanId, fileName } = stated;
  const { scan, verdict } = entriesOfScan(scanId, entries);
  if (scan === undefined) return [`The ledger has no scan of ${fileName}.`];
  if (verdict === undefined) return [`The ledger does not have the verdict on ${fileName}.`];
  return [
    ...scanFaults(stated, scan),
    ...verdictFaults(stated, verdict),
    ...stated.matches.flatMap((match) => enrolmentFaults(stated, match, entries)),
  ];
}

function scanFaults(stated: CaseScan, { position, event }: NonNullable<ScanEntries['scan']>): string[] {
  const { fileName, media, fingerprintSha256, fingerprint, programVersion, scannedAt, found } = stated;
  const digests = new Map(stated.matches.map((match) => [match.reference.id, match.referenceFingerprintSha256]));
  const own = { fileName, media, fingerprintSha256, fingerprint, programVersion, scannedAt };
  const claimed = { ...own, matches: recordedMatches(found, digests), matchesSha256: digestOf(found) };
  const recorded = {
    ...{ fileName: event.path.split(/[\\/]/).at(-1), media: event.media, fingerprintSha256: event.fingerprintSha256 },
    ...{ fingerprint: event.fingerprint, programVersion: event.programVersion, scannedAt: event.scannedAt },
    // Of a match whose title is gone, the case does not name the reference's fingerprint.
    matches: event.matches.map(({ fingerprintSha256: own, ...match }) =>
      digests.has(match.referenceId) ? { ...match, fingerprintSha256: own } : match,
    ),
    matchesSha256: event.matchesSha256,
  };
  return differences(fileName, claimed, recorded, position);
}

function verdictFaults({ fileName, sighting, matches }: CaseScan, { position, event }: NonNullable<ScanEntries['verdict']>): string[] {
  const faults = differences(fileName, { sighting }, { sighting: event.sighting }, position);
  const named = (names: readonly string[]) => (names.length === 0 ? 'no match' : `matches with ${names.join(', ')}`);
  const [stated, recorded] = [matches.map(({ title }) => title.name), event.judged.map(({ title }) => String(title.name))].map(named);
  if (stated !== recorded) return [...faults, `${fileName}: ${stated} is stated, and entry ${position} records ${recorded}.`];
  for (const [at, match] of matches.entries()) {
    faults.push(...differences(`${fileName}, ${match.title.name}`, judgedOf(match), event.judged[at]!, position));
  }
  const gravest = VERDICT_KINDS.find((kind) => event.judged.some((judged) => judged.verdict.kind === kind)) ?? 'no-match';
  if (gravest !== event.verdict)
    faults.push(`${fileName}: entry ${position} records the verdict ${event.verdict}, and its titles give ${gravest}.`);
  return faults;
}

/** Why the verdict on a file is none of those on its titles; undefined where it is the gravest of them. */
export function verdictFault(event: LedgerEvent): string | undefined {
  if (event.kind !== 'verdict' || !('judged' in event)) return undefined;
  const { judged, verdict, summary, verdictSha256 } = event;
  if (judged.length === 0) return verdict === 'no-match' ? undefined : `records the verdict ${verdict}, and no match with a title`;
  const isOne = judged.some(
    (each) => each.verdict.kind === verdict && each.verdict.summary === summary && digestOf(each.verdict) === verdictSha256,
  );
  return isOne ? undefined : `records the verdict ${verdict} with the words “${summary}”, which is that on none of its titles`;
}

function enrolmentFaults(
  { fileName }: CaseScan,
  { title, reference, referenceFingerprintSha256 }: CaseMatch,
  entries: readonly LedgerEntry[],
): string[] {
  const name = `${fileName}, ${title.name}`;
  const event = enrolmentOf(reference.id, entries);
  if (event === undefined) return [`${name}: the ledger has no enrolment of the reference ${reference.id}.`];
  const position = entries.findLast((entry) => entry.event === event)!.position;
  const stated = { titleId: reference.titleId, title: title.name, fingerprintSha256: referenceFingerprintSha256 };
  return differences(name, stated, { titleId: event.titleId, title: event.title, fingerprintSha256: event.fingerprintSha256 }, position);
}

/** What of a match its verdict is by. */
function judgedOf({
  query: _,
  referenceInterval: __,
  recomputed: ___,
  pictures: ____,
  referenceFingerprintSha256: _____,
  ...judged
}: CaseMatch) {
  return judged;
}

/** A sentence for each member that differs. */
function differences(name: string, stated: object, recorded: object, position: number): string[] {
  const [one, other] = [stated, recorded] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(one!), ...Object.keys(other!)])].flatMap((member) => {
    const difference = firstDifference(one![member], other![member], member);
    if (difference === undefined) return [];
    return [`${name}: ${difference.place} is stated to be ${difference.one}, and entry ${position} of the ledger has ${difference.other}.`];
  });
}
