import { endUpload, findUpload, noteProgress, reopenUpload, type Upload } from '../uploads/uploads.ts';
import type { Handler } from './handler.ts';
import type { HeldJob, NewJob } from './jobs.ts';
import { scanMedia } from './scan-media.ts';
import { storeOutcome } from './store-outcome.ts';

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
    const { database } = service;
    const upload = await findUpload(database, job.organisationId, uploadIdOf(job));
    if (upload === undefined || upload.state === 'cancelled') return;
    return service.libraries.use(upload.organisationId, async (library) => {
      const revision = await library.catalogue.revision();
      await noteProgress(database, upload.id, 0);
      const scan = (path: string) => scanMedia(service, library, upload, path, signal);
      const outcome = await service.files.withPath(upload.sha256, upload.name, scan, upload.organisationId);
      signal.throwIfAborted();
      await storeOutcome(service, library, upload, { outcome, revision });
    });
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
