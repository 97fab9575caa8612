import { StreetdateError } from '@streetdate/core';
import { loadStored } from '../blobs/fingerprints.ts';
import type { FileState } from '../files/file-state.ts';
import type { Stores } from '../stores.ts';
import { judgeScan, readRecords, seenOf } from './judging.ts';
import { type JudgedOutcome, unscanned, withRemarks } from './outcome.ts';
import { openScanner } from './scanner.ts';

/** Options for `Library.searchAgain`. */
export interface SearchAgainOptions {
  /** Stops the search; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with one-line notices about the library, such as a rebuilt index. */
  readonly onNote?: ((message: string) => void) | undefined;
  /** The name of the file in its outcome, from its path. @defaultValue the path */
  readonly nameOf?: ((path: string) => string) | undefined;
}

/** Searches the fingerprint of a stored scan in the library as it is now, and stores what it finds. Its file may be gone. */
export async function searchAgain(
  stores: Stores,
  scanId: string,
  { signal, onNote, nameOf = (path) => path }: SearchAgainOptions,
  now: () => Date,
): Promise<JudgedOutcome> {
  const stored = await stores.catalogue.scan(scanId);
  if (stored === undefined)
    return unscanned(scanId, new StreetdateError('file-not-found', `${scanId}: there is no such scan`, { path: scanId }));
  const path = nameOf(stored.path);
  const records = await readRecords(stores.catalogue);
  const scanner = await openScanner(stores, records, now, { iscc: false, onNote, signal });
  try {
    const fingerprint = await loadStored(stores.blobs, stored.fingerprintSha256);
    const file: FileState = { path: stored.path, realPath: stored.path, stamp: stored.stamp, isGone: true };
    const result = await scanner.match(file, fingerprint, stored.sighting);
    if ('error' in result) return unscanned(path, result.error);
    const seen = await seenOf(stores.catalogue, result);
    return withRemarks(judgeScan(result.scan, records, { path, reused: false, seen }), result);
  } finally {
    await scanner.close();
  }
}
