import type { Fingerprint } from '@streetdate/core';
import type { StoredSighting } from '../catalogue/stored.ts';
import type { FileState } from '../files/file-state.ts';
import type { Stores } from '../stores.ts';
import { judgeScan, readRecords } from './judging.ts';
import type { KeptThreads } from './kept-threads.ts';
import { type ScannedFile, withRemarks } from './outcome.ts';
import type { SightingOptions } from './scan-options.ts';
import { openScanner } from './scanner.ts';

/** Options for `Library.findCopies`. */
export interface FindCopiesOptions extends Pick<SightingOptions, 'seenAt' | 'seenAtBasis' | 'territory'> {
  /** What the query is called in its outcome. @defaultValue `query` */
  readonly name?: string | undefined;
  /** The address that it was seen at. @defaultValue unknown */
  readonly link?: string | undefined;
  /** The server that it was seen on. @defaultValue unknown */
  readonly host?: string | undefined;
  /** Stops the search; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with one-line notices about the library, such as a rebuilt index. */
  readonly onNote?: ((message: string) => void) | undefined;
}

/** Searches a fingerprint in the library and judges what it finds. Nothing is stored. */
export async function findCopies(
  stores: Stores,
  fingerprint: Fingerprint,
  { name = 'query', link, host, signal, onNote, ...when }: FindCopiesOptions,
  now: () => Date,
  kept: KeptThreads | undefined,
): Promise<ScannedFile> {
  const records = await readRecords(stores.catalogue);
  const scanner = await openScanner(stores, records, now, { ...when, iscc: false, onNote, signal, kept });
  try {
    const file: FileState = { path: name, realPath: name, stamp: 'not stored', isGone: true };
    const result = await scanner.lookUp(file, fingerprint);
    if ('error' in result) throw result.error;
    const { scan } = result;
    const { seenAt, seenAtBasis, territory } = scan.sighting;
    const place: StoredSighting = {
      ...{ scanId: scan.id, seenAtBasis, recordedAt: '' },
      ...(link !== undefined && { link }),
      ...(host !== undefined && { host }),
      ...(seenAt !== undefined && { seenAt }),
      ...(territory !== undefined && { territory }),
    };
    const seen = link === undefined && host === undefined ? [] : [place];
    return withRemarks(judgeScan(scan, records, { path: name, reused: false, seen }), result);
  } finally {
    await scanner.close();
  }
}
