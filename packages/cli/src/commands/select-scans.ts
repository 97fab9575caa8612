import { StreetdateError } from '@streetdate/core';
import { findScans, type Library, listScans, type StoredScan } from '@streetdate/engine/internal';
import type { Console } from '../output/console.ts';

/** The stored scans that a user means by ids or paths; all of them when nothing is named. What is not known is reported. */
export async function selectScans(library: Library, names: readonly string[], console: Console): Promise<StoredScan[]> {
  if (names.length === 0) return listScans(library.database);
  const chosen = new Map<string, StoredScan>();
  for (const name of names) {
    const scans = await findScans(library, name);
    for (const scan of scans) chosen.set(scan.id, scan);
    if (scans.length > 0) continue;
    const message = `${name}: it has not been scanned; \`streetdate scan\` does that`;
    console.fail(name, new StreetdateError('file-not-found', message, { path: name }));
  }
  return [...chosen.values()];
}
