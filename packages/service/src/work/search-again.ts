import { currentVerdicts, findUpload } from '../uploads/uploads.ts';
import type { Handler } from './handler.ts';
import { scanMedia, scanStored } from './scan-media.ts';
import { SEARCH_AGAIN } from './search-again-job.ts';
import { storeOutcome } from './store-outcome.ts';

/** Searches an upload again that has a verdict. Its media is read if it is kept and parts of it were not decoded before. */
export const searchAgain: Handler = {
  kind: SEARCH_AGAIN,

  async run(service, { organisationId, payload }, signal) {
    const { database, files, libraries } = service;
    const upload = await findUpload(database, organisationId, (payload as { readonly uploadId: string }).uploadId);
    if (upload?.state !== 'done') return;
    const verdict = (await currentVerdicts(database, organisationId, [upload.id])).get(upload.id);
    if (verdict === undefined) return;
    return libraries.use(organisationId, async (library) => {
      const revision = await library.catalogue.revision();
      const outcome = (await files.has(upload.sha256))
        ? await files.withPath(upload.sha256, upload.name, (path) => scanMedia(service, library, upload, path, signal), organisationId)
        : await scanStored(library, upload, verdict.outcome.scanId, signal);
      signal.throwIfAborted();
      // An upload keeps the verdict that it has where its media can no longer be read.
      if ('error' in outcome) throw outcome.error;
      await storeOutcome(service, library, upload, { outcome, revision });
    });
  },
};
