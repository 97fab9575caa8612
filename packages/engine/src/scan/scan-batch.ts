import { inFlight } from '@streetdate/core/internal';
import type { FingerprintPool } from '@streetdate/core/pool';
import type { Sighting } from '@streetdate/matcher';
import type { StoredScan } from '../catalogue/stored.ts';
import { atItsName, placeOf } from '../files/file-state.ts';
import type { FailedInput, MediaInput, OtherInput } from '../intake/input.ts';
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
  readonly input: MediaInput;
  readonly seenBefore: Sighting | undefined;
}

/** The result of one input. */
export type BatchResult = FileResult | OtherInput;

/**
 * Scans files. Stored results are reused; other files are decoded. Each result is stored as soon as it is complete, so that a killed run
 * loses only the files in progress. Results keep the order of the inputs: each input gives one.
 * @throws The signal's reason.
 */
export async function* scanBatch(
  files: readonly (MediaInput | FailedInput | OtherInput)[],
  scanner: Scanner,
  { signal, onProgress, concurrency, fingerprints, rescan = false, thorough = false }: ScanBatchOptions = {},
): AsyncGenerator<BatchResult> {
  /** By path. Missing: not matched yet. */
  const results = new Map<string, BatchResult>();
  const outdated: { readonly input: MediaInput; readonly stored: StoredScan }[] = [];
  const unread = new Map<string, Unread>();
  for (const each of files) {
    signal?.throwIfAborted();
    if (each.kind === 'failed') {
      results.set(each.path, { path: each.path, error: each.error });
      continue;
    }
    if (each.kind === 'not-media') {
      results.set(each.path, each);
      continue;
    }
    const { file } = each;
    const recalled = await scanner.recall(file, { rescan, thorough });
    if (recalled.kind === 'current') results.set(file.path, recalled.result);
    else if (recalled.kind === 'outdated') outdated.push({ input: each, stored: recalled.stored });
    else unread.set(file.path, { input: each, seenBefore: recalled.seenBefore });
  }
  const most = scanner.expect(files.length - results.size, concurrency);
  const matchAgain = async (each: (typeof outdated)[number]) => ({ each, found: await scanner.matchAgain(each.input.file, each.stored) });
  for await (const { each, found } of inFlight(outdated, { most, signal }, matchAgain)) {
    const { input, stored } = each;
    if (found) results.set(input.file.path, found);
    else unread.set(input.file.path, { input, seenBefore: stored.sighting });
  }

  const order = files.map((each) => (each.kind === 'media' ? each.file.path : each.path));
  let next = 0;
  const takeReady = function* () {
    for (let found = results.get(order[next] ?? ''); found !== undefined; found = results.get(order[++next] ?? '')) {
      yield found;
    }
  };
  yield* takeReady();

  // Decoding follows the order of the inputs, whatever was matched again before.
  const waiting = order.flatMap((path) => unread.get(path) ?? []);
  const byPlace = new Map(waiting.map((each) => [placeOf(each.input.file), each]));
  const inputs = waiting.map(({ input: { file } }) => file.stream ?? placeOf(file));
  const fingerprintFiles = new Set(waiting.flatMap(({ input }) => (input.isFingerprint ? [placeOf(input.file)] : [])));
  const stopping = new AbortController();
  const readings = readMedia(inputs, {
    role: 'query',
    undecided: thorough ? undefined : scanner.undecided,
    concurrency,
    fingerprints: fingerprintFiles,
    pool: fingerprints,
    signal: AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])]),
    onProgress:
      onProgress && ((progress) => onProgress({ ...progress, path: byPlace.get(progress.path)?.input.file.path ?? progress.path })),
  });
  const match = async (reading: Reading): Promise<readonly [string, BatchResult]> => {
    const { input, seenBefore } = byPlace.get(reading.path)!;
    const { path } = input.file;
    if ('fingerprint' in reading) return [path, await scanner.match(input.file, reading.fingerprint, seenBefore)];
    const error = atItsName(reading.error, input.file);
    const isOther = error.code === 'not-media' && !input.expected;
    return [path, isOther ? { kind: 'not-media', path, content: 'data of an unknown kind' } : { path, error }];
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
