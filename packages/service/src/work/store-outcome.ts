import { decodeFingerprint } from '@streetdate/core';
import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import type { JudgedOutcome, Library, ScannedFile } from '@streetdate/engine';
import { encodeSketch, sketchOf } from '@streetdate/index/internal';
import type { Service } from '../service.ts';
import { keepSketch } from '../uploads/kept-sketches.ts';
import { endUpload, putVerdict, type Upload } from '../uploads/uploads.ts';
import { announceVerdict } from './announce-verdict.ts';
import { addJob } from './jobs.ts';
import { completionJobOf, searchAgainJobOf } from './search-again-job.ts';

/**
 * Stores what a scan or search found as the upload's current verdict. A partial one is completed later. The sketch, by which later references
 * are searched for in the upload, is stored with it.
 * @param revision - The library's revision before the search.
 * @throws StreetdateError if the error is the service's and not the upload's, so that the job is tried again.
 */
export async function storeOutcome(
  service: Service,
  library: Library,
  upload: Upload,
  { outcome, revision }: { readonly outcome: JudgedOutcome; readonly revision: number },
): Promise<void> {
  const { database, now } = service;
  if ('error' in outcome) {
    const { code, message } = outcome.error;
    if (FAULTS_OF_SERVICE.has(code)) throw outcome.error;
    await database.transaction().execute((transaction) => endUpload(transaction, upload.id, { state: 'failed', code, message }, now()));
    return;
  }
  const { isOutdated, unstored, ...rest } = outcome;
  if (unstored) throw unstored;
  const sketch = await sketchBytes(library, outcome);
  await putVerdict(database, upload, { ...rest, path: upload.name }, revision, now(), {
    also: async (transaction) => {
      if (sketch !== undefined) await keepSketch(transaction, upload, { bytes: sketch, revision }, now());
    },
    announce: (transaction, verdict, before) => announceVerdict(transaction, upload, verdict, before, now()),
  });
  // References of the meantime are missed by this search, and by the search for them if it came before the sketch.
  const current = await library.catalogue.revision();
  if (current !== revision) await addJob(database, searchAgainJobOf(upload, current), now());
  if (outcome.partial) await addJob(database, completionJobOf(upload, now()), now());
}

/** The sketch of a scanned file; undefined for a release of several files, or where the fingerprint is gone. */
async function sketchBytes({ catalogue, blobs }: Library, { scanId, files }: ScannedFile): Promise<Uint8Array | undefined> {
  const scan = files === undefined ? await catalogue.scan(scanId) : undefined;
  if (scan === undefined) return undefined;
  try {
    return encodeSketch(sketchOf(decodeFingerprint(await blobs.get('fingerprint', scan.fingerprintSha256))));
  } catch (error) {
    if (error instanceof StreetdateError && error.code === 'file-not-found') return undefined;
    throw error;
  }
}

/** Errors that say nothing about the upload. */
const FAULTS_OF_SERVICE: ReadonlySet<StreetdateErrorCode> = new Set<StreetdateErrorCode>([
  'decoder-missing',
  'file-not-found',
  'file-unwritable',
  'runtime-missing',
  'out-of-memory',
  'thread-failed',
  'bad-library',
  'store-unavailable',
]);
