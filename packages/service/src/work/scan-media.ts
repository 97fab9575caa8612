import { StreetdateError } from '@streetdate/core/portable';
import { isScanned, type JudgedOutcome, type Library, type OnProgress, type ScanOutcome } from '@streetdate/engine';
import { VERDICT_KINDS } from '@streetdate/matcher/internal';
import type { Service } from '../service.ts';
import { noteProgress, type Upload } from '../uploads/uploads.ts';

/** Time between two notes of progress, milliseconds. */
const NOTE_MS = 500;

/** The outcome for the file of an upload, judged by when and where its sender saw it. An archive has the outcome of its gravest member. */
export async function scanMedia(
  service: Service,
  library: Library,
  upload: Upload,
  path: string,
  signal: AbortSignal,
): Promise<JudgedOutcome> {
  const { id, name } = upload;
  let noted = 0;
  const nameOf = (place: string) => `${name}${place.slice(path.length)}`;
  const onProgress: OnProgress = ({ seconds, duration }) => {
    if (performance.now() < noted + NOTE_MS) return;
    noted = performance.now();
    noteProgress(service.database, id, duration ? Math.min(1, seconds / duration) : 0).catch(() => {});
  };
  const outcomes: ScanOutcome[] = [];
  for await (const outcome of library.scan(path, { signal, nameOf, onProgress, noteUnscanned: false })) {
    if (isScanned(outcome)) outcomes.push(await bySighting(library, upload, outcome));
    else outcomes.push('error' in outcome ? { ...outcome, error: named(outcome.error, path, name) } : outcome);
  }
  return gravestOf(outcomes) ?? notMedia(name);
}

/** Worst first. What could not be read may be worse than what was found to be lawful. */
const GRAVITY: readonly ScanOutcome['verdict']['kind'][] = VERDICT_KINDS.flatMap((kind) =>
  kind === 'needs-review' ? [kind, 'not-scanned' as const] : [kind],
);

/** The gravest outcome of an archive's members, with all judged ones; undefined if nothing in it is media. */
function gravestOf(outcomes: readonly ScanOutcome[]): JudgedOutcome | undefined {
  const gravest = GRAVITY.flatMap((kind) => outcomes.filter(({ verdict }) => verdict.kind === kind))[0];
  const files = outcomes.filter(isScanned);
  if (gravest === undefined) return undefined;
  if (!isScanned(gravest)) return 'error' in gravest ? gravest : undefined;
  return files.length > 1 ? { ...gravest, files } : gravest;
}

/** An error in which a file has the name that it was sent under: who sent it shall see nothing of the server's folders. */
function named({ code, message, cause }: StreetdateError, path: string, name: string): StreetdateError {
  return new StreetdateError(code, message.replaceAll(path, name), { path: name, cause });
}

function notMedia(name: string): JudgedOutcome {
  const error = new StreetdateError('not-media', `${name}: it is not media that the decoder knows`, { path: name });
  return { path: name, error, verdict: { kind: 'not-scanned', summary: error.message } };
}

/** As {@link scanMedia}, from the fingerprint that an earlier scan has stored: for an upload whose media is no longer kept. */
export async function scanStored(library: Library, upload: Upload, scanId: string, signal: AbortSignal): Promise<JudgedOutcome> {
  return bySighting(library, upload, await library.searchAgain(scanId, { signal, nameOf: () => upload.name }));
}

/** The scan of a content keeps its first sighting; each upload has its own. */
async function bySighting(library: Library, { seenAt, territory, link, host }: Upload, outcome: JudgedOutcome): Promise<JudgedOutcome> {
  if ('error' in outcome || outcome.files !== undefined || [seenAt, territory, link, host].every((known) => known === undefined))
    return outcome;
  const place = link === undefined && host === undefined ? undefined : { link, host };
  for await (const judged of library.judgeAgain(outcome.scanId, { seenAt, territory, place, nameOf: () => outcome.path })) {
    const { partial, unstored } = outcome;
    return 'error' in judged ? judged : { ...judged, ...(partial && { partial }), ...(unstored && { unstored }) };
  }
  return outcome;
}
