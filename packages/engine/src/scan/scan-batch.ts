import { inFlight } from '@streetdate/core/internal';
import type { Sighting } from '@streetdate/matcher';
import type { StoredScan } from '../catalogue/stored.ts';
import { archivedFault } from '../files/archived-film.ts';
import type { FileState } from '../files/file-state.ts';
import type { Found } from '../files/walk.ts';
import type { OnProgress } from '../progress.ts';
import { type Reading, readMedia } from './read-media.ts';
import type { FileResult, Scanner } from './scanner.ts';

/** Options for {@link scanBatch}. */
export interface ScanBatchOptions {
  /** Files decoded at once. @defaultValue as {@link readMedia} has it */
  readonly concurrency?: number | undefined;
  /** Whether files are decoded although their scans are stored. @defaultValue false */
  readonly rescan?: boolean | undefined;
  /** Whether every frame is decoded, and a stored scan that did with less is no scan. @defaultValue false */
  readonly thorough?: boolean | undefined;
  /** Stops everything. */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far each file is. */
  readonly onProgress?: OnProgress | undefined;
}

/** A file that has to be read. */
interface Unread {
  readonly file: FileState;
  readonly expected: boolean;
  readonly seenBefore: Sighting | undefined;
}

/**
 * Scans files: what an earlier run has stored is taken from there, and the rest is decoded. Each result is stored as soon as it is
 * complete, so that a killed run loses only the files that it was reading. Results are yielded in the order of the inputs.
 * A file that nothing said was media, and that is none, gives no result.
 * @throws The signal's reason.
 */
export async function* scanBatch(
  files: readonly Found[],
  scanner: Scanner,
  { signal, onProgress, concurrency, rescan = false, thorough = false }: ScanBatchOptions = {},
): AsyncGenerator<FileResult> {
  /** By path; missing while a file is still to be matched, null when there is nothing to say of it. */
  const results = new Map<string, FileResult | null>();
  const outdated: { readonly file: FileState; readonly stored: StoredScan; readonly expected: boolean }[] = [];
  const unread = new Map<string, Unread>();
  for (const each of files) {
    signal?.throwIfAborted();
    if ('error' in each) {
      results.set(each.path, each);
      continue;
    }
    const { file, expected } = each;
    const recalled = await scanner.recall(file, { rescan, thorough });
    if (recalled.kind === 'current') results.set(file.path, recalled.result);
    else if (recalled.kind === 'outdated') outdated.push({ file, stored: recalled.stored, expected });
    else unread.set(file.path, { file, expected, seenBefore: recalled.seenBefore });
  }
  const most = scanner.expect(files.length - results.size, concurrency);
  const matchAgain = async (each: (typeof outdated)[number]) => ({ each, found: await scanner.matchAgain(each.file, each.stored) });
  for await (const { each, found } of inFlight(outdated, { most, signal }, matchAgain)) {
    const { file, expected, stored } = each;
    if (found) results.set(file.path, found);
    else unread.set(file.path, { file, expected, seenBefore: stored.sighting });
  }

  const order = files.map((each) => ('error' in each ? each.path : each.file.path));
  let next = 0;
  const takeReady = function* () {
    for (let found = results.get(order[next] ?? ''); found !== undefined; found = results.get(order[++next] ?? '')) {
      if (found) yield found;
    }
  };
  yield* takeReady();

  // Decoding begins in the order of the inputs, whatever was matched again before.
  const inputs = order.flatMap((path) => unread.get(path) ?? []).map(({ file }) => file.stream ?? file.path);
  const stopping = new AbortController();
  const readings = readMedia(inputs, {
    role: 'query',
    undecided: thorough ? undefined : scanner.undecided,
    concurrency,
    signal: AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])]),
    onProgress,
  });
  const match = async (reading: Reading): Promise<readonly [string, FileResult | null]> => {
    const { path } = reading;
    const { file, expected, seenBefore } = unread.get(path)!;
    if ('fingerprint' in reading) return [path, await scanner.match(file, reading.fingerprint, seenBefore)];
    const error = archivedFault(file, reading.error);
    return [path, error.code === 'not-media' && !expected ? null : { path, error }];
  };
  try {
    for await (const [path, found] of inFlight(readings, { most, signal }, match)) {
      results.set(path, found);
      yield* takeReady();
    }
  } finally {
    // Whatever ended the loop, no decoder outlives it.
    stopping.abort();
    await readings.return(undefined).catch(() => {});
  }
}
