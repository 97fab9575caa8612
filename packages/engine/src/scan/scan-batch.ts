import { inFlight } from '@streetdate/core/internal';
import type { FingerprintPool } from '@streetdate/core/pool';
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
  /** Files decoded at once. @defaultValue as in {@link readMedia} */
  readonly concurrency?: number | undefined;
  /** Whether to decode files whose scans are stored. @defaultValue false */
  readonly rescan?: boolean | undefined;
  /** Whether to decode every frame. Stored scans that decoded fewer do not count then. @defaultValue false */
  readonly thorough?: boolean | undefined;
  /** Fingerprints films on threads that are kept. @defaultValue as in {@link readMedia} */
  readonly fingerprints?: FingerprintPool | undefined;
  /** Stops everything. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of each file. */
  readonly onProgress?: OnProgress | undefined;
}

/** A file that has to be read. */
interface Unread {
  readonly file: FileState;
  readonly expected: boolean;
  readonly seenBefore: Sighting | undefined;
}

/**
 * Scans files. Stored results are reused; other files are decoded. Each result is stored as soon as it is complete, so that a killed run
 * loses only the files in progress. Results keep the order of the inputs. A file of unknown extension that is not media gives no result.
 * @throws The signal's reason.
 */
export async function* scanBatch(
  files: readonly Found[],
  scanner: Scanner,
  { signal, onProgress, concurrency, fingerprints, rescan = false, thorough = false }: ScanBatchOptions = {},
): AsyncGenerator<FileResult> {
  /** By path. Missing: not matched yet. Null: no result. */
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

  // Decoding follows the order of the inputs, whatever was matched again before.
  const inputs = order.flatMap((path) => unread.get(path) ?? []).map(({ file }) => file.stream ?? file.path);
  const stopping = new AbortController();
  const readings = readMedia(inputs, {
    role: 'query',
    undecided: thorough ? undefined : scanner.undecided,
    concurrency,
    pool: fingerprints,
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
    // No decoder outlives the loop, however it ended.
    stopping.abort();
    await readings.return(undefined).catch(() => {});
  }
}
