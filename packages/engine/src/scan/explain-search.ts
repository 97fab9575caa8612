import { StreetdateError } from '@streetdate/core';
import { explainSearch, type SearchStep } from '@streetdate/matcher';
import { loadStored } from '../blobs/fingerprints.ts';
import type { Stores } from '../stores.ts';
import { readRecords } from './judging.ts';
import { matchOptions } from './match-options.ts';
import { openSearch } from './open-search.ts';

/** Searches the stored fingerprint of a scan once more, on this thread and in one pass, and says what each proposer did. */
export async function explainSearchOf(stores: Stores, scanId: string, now: Date): Promise<readonly SearchStep[]> {
  const stored = await stores.catalogue.scan(scanId);
  if (stored === undefined) throw new StreetdateError('file-not-found', `${scanId}: there is no such scan`, { path: scanId });
  const fingerprint = await loadStored(stores.blobs, stored.fingerprintSha256);
  const records = await readRecords(stores.catalogue);
  const { index, close } = await openSearch(stores, records.references, 0, () => {});
  try {
    return explainSearch(fingerprint, index, matchOptions(records, now)).steps;
  } finally {
    await close();
  }
}
