import type { LedgerEntry } from '../ledger/entry.ts';
import type { CaseFile } from './case-file.ts';

/** The name of each scanned file whose SHA-256 the case or an enclosed entry has. */
export function filmNames({ scans }: CaseFile, entries: readonly LedgerEntry[]): ReadonlyMap<string, string> {
  const films = new Map(scans.flatMap(({ fileName, media }) => (media?.sha256 ? [[media.sha256, fileName] as const] : [])));
  for (const { event } of entries) {
    if (event.kind === 'scan' && 'media' in event && event.media.sha256 !== null && !films.has(event.media.sha256))
      films.set(event.media.sha256, event.path.split(/[\\/]/).at(-1)!);
  }
  return films;
}
