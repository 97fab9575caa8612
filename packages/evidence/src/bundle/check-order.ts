import { FIRST_LEDGER_FORMAT, type LedgerEntry } from '../ledger/entry.ts';
import type { CaseFile } from './case-file.ts';
import { enrolmentOf, entriesOfScan } from './compare-entries.ts';
import type { Findings } from './report.ts';

/** Time goes forward: in a ledger of the second form it must, and elsewhere a reader is told. */
export function checkOrder({ scans }: CaseFile, entries: readonly LedgerEntry[], findings: Findings): void {
  for (const [at, entry] of entries.entries()) {
    const before = entries[at - 1];
    if (before !== undefined && Date.parse(entry.at) < Date.parse(before.at)) {
      findings.add(
        isSecond(before, entry) ? 'fails' : 'notice',
        'ledger',
        `Entry ${entry.position} is of ${entry.at}, and entry ${before.position} before it of ${before.at}.`,
      );
    }
  }
  for (const { scanId, fileName, scannedAt, sighting, matches } of scans) {
    const { scan } = entriesOfScan(scanId, entries);
    const recordedAt = scan ?? entries.find(({ event }) => event.kind === 'scan' && event.scanId === scanId);
    if (recordedAt !== undefined && Date.parse(scannedAt) > Date.parse(recordedAt.at)) {
      findings.add(
        isSecond(recordedAt) ? 'fails' : 'notice',
        'ledger',
        `${fileName} was scanned at ${scannedAt}, after entry ${recordedAt.position} recorded it at ${recordedAt.at}.`,
      );
    }
    if (sighting.seenAt !== undefined && Date.parse(sighting.seenAt) > Date.parse(scannedAt)) {
      findings.add('notice', 'verdict', `${fileName} is stated to be seen at ${sighting.seenAt}, after it was scanned at ${scannedAt}.`);
    }
    for (const { title, reference } of matches) {
      const enrolment = enrolmentOf(reference.id, entries);
      if (enrolment !== undefined && Date.parse(enrolment.enrolledAt) > Date.parse(scannedAt)) {
        findings.add(
          'notice',
          'ledger',
          `${title.name}: the reference ${reference.id} was enrolled at ${enrolment.enrolledAt}, after the scan of ${fileName}.`,
        );
      }
    }
  }
}

/** Ledgers of the first form took the clock as it was. */
function isSecond(...entries: readonly LedgerEntry[]): boolean {
  return entries.every(({ format }) => format !== FIRST_LEDGER_FORMAT);
}
