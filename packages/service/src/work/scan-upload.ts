import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import type { Library, OnProgress, ScanOutcome } from '@streetdate/engine';
import type { Service } from '../service.ts';
import { endUpload, findUpload, noteProgress, putVerdict, reopenUpload, type Upload } from '../uploads/uploads.ts';
import type { Handler } from './handler.ts';
import type { HeldJob, NewJob } from './jobs.ts';

/** Time between two notes of progress, milliseconds. */
const NOTE_MS = 500;

/** The key of the job that scans an upload. */
export function scanKeyOf(uploadId: string): string {
  return `scan ${uploadId}`;
}

/** The job that scans an upload. A fingerprint needs no decoder, and does not wait behind films. */
export function scanJobOf({ id, organisationId, kind }: Upload, priority?: number): NewJob {
  const lane = kind === 'fingerprint' ? 'fingerprints' : 'films';
  return { organisationId, kind: scanUpload.kind, lane, key: scanKeyOf(id), payload: { uploadId: id }, priority };
}

/** Scans an upload with its organisation's library, and stores the verdict. */
export const scanUpload: Handler = {
  kind: 'scan',

  async run(service, job, signal) {
    const { database, now } = service;
    const upload = await findUpload(database, job.organisationId, uploadIdOf(job));
    if (upload === undefined || upload.state === 'cancelled') return;
    const library = await service.libraries.of(upload.organisationId);
    const revision = await library.catalogue.revision();
    await noteProgress(database, upload.id, 0);
    const outcome = await service.files.withPath(upload.sha256, upload.name, (path) => scan(service, library, upload, path, signal));
    signal.throwIfAborted();
    if ('error' in outcome) {
      const { code, message } = outcome.error;
      if (isFaultOfService(outcome.error)) throw outcome.error;
      await endUpload(database, upload.id, { state: 'failed', code, message }, now());
      return;
    }
    const { isOutdated, unstored, ...rest } = outcome;
    if (unstored) throw unstored;
    await putVerdict(database, upload, { ...rest, path: upload.name }, revision, now());
  },

  async giveUp(database, job, message, now) {
    await endUpload(database, uploadIdOf(job), { state: 'failed', code: GAVE_UP, message }, now);
  },

  async revive(database, job) {
    await reopenUpload(database, uploadIdOf(job), GAVE_UP);
  },
};

/** The code of an upload whose job is dead. */
const GAVE_UP = 'gave-up';

function uploadIdOf({ payload }: HeldJob): string {
  return (payload as { readonly uploadId: string }).uploadId;
}

/** Whether an error says nothing about the upload. It is tried again. */
function isFaultOfService({ code }: StreetdateError): boolean {
  return FAULTS_OF_SERVICE.has(code);
}

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

/** The outcome for the file of an upload, judged by when and where its sender saw it. */
async function scan(service: Service, library: Library, upload: Upload, path: string, signal: AbortSignal): Promise<ScanOutcome> {
  const { id, name, seenAt, territory } = upload;
  let noted = 0;
  const nameOf = () => name;
  const onProgress: OnProgress = ({ seconds, duration }) => {
    if (performance.now() < noted + NOTE_MS) return;
    noted = performance.now();
    noteProgress(service.database, id, duration ? Math.min(1, seconds / duration) : 0).catch(() => {});
  };
  for await (const outcome of library.scan(path, { signal, nameOf, onProgress })) {
    // The scan of a content keeps its first sighting; this upload has its own.
    if ('error' in outcome || outcome.files !== undefined || (seenAt === undefined && territory === undefined)) return outcome;
    for await (const judged of library.judgeAgain(outcome.scanId, { seenAt, territory, nameOf })) return judged;
  }
  const error = new StreetdateError('not-media', `${name}: it is not media that the decoder knows`, { path: name });
  return { path: name, error, verdict: { kind: 'not-scanned', summary: error.message } };
}
