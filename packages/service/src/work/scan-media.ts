import { StreetdateError } from '@streetdate/core/portable';
import type { Library, OnProgress, ScanOutcome } from '@streetdate/engine';
import type { Service } from '../service.ts';
import { noteProgress, type Upload } from '../uploads/uploads.ts';

/** Time between two notes of progress, milliseconds. */
const NOTE_MS = 500;

/** The outcome for the file of an upload, judged by when and where its sender saw it. */
export async function scanMedia(
  service: Service,
  library: Library,
  upload: Upload,
  path: string,
  signal: AbortSignal,
): Promise<ScanOutcome> {
  const { id, name } = upload;
  let noted = 0;
  const nameOf = () => name;
  const onProgress: OnProgress = ({ seconds, duration }) => {
    if (performance.now() < noted + NOTE_MS) return;
    noted = performance.now();
    noteProgress(service.database, id, duration ? Math.min(1, seconds / duration) : 0).catch(() => {});
  };
  for await (const outcome of library.scan(path, { signal, nameOf, onProgress })) return bySighting(library, upload, outcome);
  const error = new StreetdateError('not-media', `${name}: it is not media that the decoder knows`, { path: name });
  return { path: name, error, verdict: { kind: 'not-scanned', summary: error.message } };
}

/** As {@link scanMedia}, from the fingerprint that an earlier scan has stored: for an upload whose media is no longer kept. */
export async function scanStored(library: Library, upload: Upload, scanId: string, signal: AbortSignal): Promise<ScanOutcome> {
  return bySighting(library, upload, await library.searchAgain(scanId, { signal, nameOf: () => upload.name }));
}

/** The scan of a content keeps its first sighting; each upload has its own. */
async function bySighting(library: Library, { name, seenAt, territory }: Upload, outcome: ScanOutcome): Promise<ScanOutcome> {
  if ('error' in outcome || outcome.files !== undefined || (seenAt === undefined && territory === undefined)) return outcome;
  for await (const judged of library.judgeAgain(outcome.scanId, { seenAt, territory, nameOf: () => name })) {
    const { partial, unstored } = outcome;
    return 'error' in judged ? judged : { ...judged, ...(partial && { partial }), ...(unstored && { unstored }) };
  }
  return outcome;
}
