import { StreetdateError } from '@streetdate/core/portable';
import type { Library, OnProgress, ScanOutcome } from '@streetdate/engine';
import type { Service } from '../service.ts';
import { endUpload, findUpload, noteProgress, putVerdict, type Upload } from '../uploads/uploads.ts';
import type { Handler } from './handler.ts';
import type { HeldJob, NewJob } from './jobs.ts';

/** Time between two notes of progress, milliseconds. */
const NOTE_MS = 500;

/** The job that scans an upload. */
export function scanJobOf({ id, organisationId }: Upload, priority?: number): NewJob {
  return { organisationId, kind: scanUpload.kind, key: `scan ${id}`, payload: { uploadId: id }, priority };
}

/** Scans an upload with its organisation's library, and stores the verdict. */
export const scanUpload: Handler = {
  kind: 'scan',

  async run(service, job, signal) {
    const upload = await uploadOf(service, job);
    if (upload === undefined || upload.state === 'cancelled') return;
    const library = await service.libraries.of(upload.organisationId);
    const revision = await library.catalogue.revision();
    await noteProgress(service.database, upload.id, 0);
    const outcome = await service.files.withPath(upload.sha256, upload.name, (path) => scan(service, library, upload, path, signal));
    if ('error' in outcome) {
      const { code, message } = outcome.error;
      await endUpload(service.database, upload.id, { state: 'failed', code, message }, service.now());
      return;
    }
    const { isOutdated, unstored, ...rest } = outcome;
    if (unstored) throw unstored;
    await putVerdict(service.database, upload, { ...rest, path: upload.name }, revision, service.now());
  },

  async giveUp(service, job, message) {
    const { uploadId } = job.payload as { readonly uploadId: string };
    await endUpload(service.database, uploadId, { state: 'failed', code: 'gave-up', message }, service.now());
  },
};

function uploadOf({ database }: Service, { organisationId, payload }: HeldJob): Promise<Upload | undefined> {
  return findUpload(database, organisationId, (payload as { readonly uploadId: string }).uploadId);
}

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
