import { digestOf } from '../digest.ts';
import { decodeEntry, type LedgerEntry, type LedgerEvent } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** Adds those events that the ledger does not have yet, in one transaction. @returns The new entries. */
export async function appendFresh(ledger: Ledger, by: string, events: readonly LedgerEvent[]): Promise<readonly LedgerEntry[]> {
  const known = new Set<string>();
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if (!('reason' in entry)) known.add(digestOf(entry.event));
  }
  const fresh = events.filter((event) => !known.has(digestOf(event)));
  return fresh.length === 0 ? [] : ledger.append(by, fresh);
}
