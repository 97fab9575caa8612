import { isScanned, type ScanOutcome } from '@streetdate/engine';
import type { NotMediaRecord, SkippedRecord } from '@streetdate/engine/records';
import type { SearchStep } from '@streetdate/matcher';
import type { Console } from '../output/console.ts';
import { scanText } from '../output/scan-text.ts';

/**
 * Prints the outcome of a file: its record, or the reason for a failure. What is no media and what was skipped is a record, and a note with
 * `--verbose`.
 * @param search - What each proposer of the search did. @defaultValue not told
 * @returns Whether it is a pre-release leak.
 */
export function printOutcome(outcome: ScanOutcome, console: Console, search?: readonly SearchStep[]): boolean {
  if ('error' in outcome) {
    console.fail(outcome.path, outcome.error);
    return false;
  }
  if (!isScanned(outcome)) {
    const { path, verdict } = outcome;
    const record: NotMediaRecord | SkippedRecord =
      'content' in outcome ? { type: 'not-media', path, content: outcome.content } : { type: 'skipped', path, rule: outcome.rule };
    if (console.json) console.result(record, '');
    else console.detail(`${path}: ${verdict.summary}`);
    return false;
  }
  const { unstored: _, isOutdated: __, files: ___, ...scanned } = outcome;
  const record = search === undefined ? scanned : { ...scanned, search: [...search] };
  console.result(record, scanText(record, console));
  return record.verdict.kind === 'pre-release-leak';
}

/** Prints the outcome of a new scan. It first reports files that were read only in part and results that could not be stored. */
export function printScanned(outcome: ScanOutcome, console: Console, search?: readonly SearchStep[]): boolean {
  for (const file of isScanned(outcome) ? (outcome.files ?? [outcome]) : []) {
    if (file.damage) console.damaged(file.path, file.damage);
    if (file.unstored) console.warn(file.path, file.unstored.message);
    else if (!file.reused) console.stored++;
  }
  return printOutcome(outcome, console, search);
}
