import { checkObject, checkString } from '@streetdate/core/internal';
import { decodeFingerprint } from '@streetdate/core/portable';
import type { Library } from '@streetdate/engine';
import { fingerprintTree } from '../proofs/fingerprint-tree.ts';
import { decodeEntry, type EnrolmentEvent, type LedgerEntry } from './entry.ts';
import type { Ledger } from './ledger.ts';

/**
 * Adds to the ledger which references the library has and the ledger has not: the title, the fingerprint, and the root of the Merkle tree over its
 * chunks. A second call adds nothing, unless a reference has changed.
 * @param by - Who has it recorded.
 * @throws StreetdateError as the library's blobs.
 */
export async function recordEnrolments(ledger: Ledger, library: Library, by: string): Promise<readonly LedgerEntry[]> {
  checkObject('ledger', ledger);
  checkObject('library', library);
  checkString('by', by);
  const events = await freshEnrolments(ledger, library);
  return events.length === 0 ? [] : ledger.append(by, events);
}

/** The enrolments that a ledger does not have as they are now. @param ids - Those of references. @defaultValue all */
export async function freshEnrolments(ledger: Ledger, library: Library, ids?: readonly string[]): Promise<EnrolmentEvent[]> {
  const known = new Map<string, EnrolmentEvent>();
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if (!('reason' in entry) && entry.event.kind === 'enrolment') known.set(entry.event.referenceId, entry.event);
  }
  const titles = new Map((await library.titles()).map(({ id, name }) => [id, name]));
  const fresh: EnrolmentEvent[] = [];
  for (const { id: referenceId, titleId, fingerprintSha256, enrolledAt } of await library.references()) {
    if (ids !== undefined && !ids.includes(referenceId)) continue;
    const title = titles.get(titleId) ?? titleId;
    const before = known.get(referenceId);
    if (before?.fingerprintSha256 === fingerprintSha256 && before.titleId === titleId && before.title === title) continue;
    const fingerprint = fingerprintTree(decodeFingerprint(await library.blobs.get('fingerprint', fingerprintSha256)));
    fresh.push({ kind: 'enrolment', referenceId, titleId, title, fingerprintSha256, fingerprint, enrolledAt });
  }
  return fresh;
}
