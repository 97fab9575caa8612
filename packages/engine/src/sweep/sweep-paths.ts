import { StreetdateError } from '@streetdate/core/portable';
import type { FailedInput, MediaInput } from '../intake/input.ts';
import { listInputs } from '../intake/list-inputs.ts';
import type { OnProgress } from '../progress.ts';
import { judgeScan, readRecords, seenOf } from '../scan/judging.ts';
import { type JudgedOutcome, type UnscannedFile, unscanned } from '../scan/outcome.ts';
import type { SightingOptions } from '../scan/scan-options.ts';
import { openScanner } from '../scan/scanner.ts';
import type { Stores } from '../stores.ts';
import { sweepBatch } from './sweep-batch.ts';
import { sweptFiles } from './swept-files.ts';

/** Options for `Library.sweep`. */
export interface SweepOptions extends SightingOptions {
  /** Folder of a current `Library.exportParquet` of this library. @defaultValue a temporary export */
  readonly parquet?: string | undefined;
  /** Bytes of memory for the join. @defaultValue 2 GiB */
  readonly memoryBytes?: number | undefined;
  /** Films decoded at once, 1 to 64. @defaultValue the number of useful threads, at least 2 */
  readonly concurrency?: number | undefined;
  /** Stops it; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of each film. */
  readonly onProgress?: OnProgress | undefined;
}

/** Statistics of a sweep. */
export interface SweepSummary {
  /** Number of files that were read. */
  readonly queries: number;
  /** Number of query windows. */
  readonly windows: number;
  /** Number of references in the library. */
  readonly references: number;
  /** Number of frames of the references. */
  readonly frames: number;
  /** Pairs of a file and a reference that were compared frame by frame. */
  readonly pairs: number;
  /** Number of files with matches. */
  readonly found: number;
}

/** Sweeps paths. */
export async function* sweepPaths(
  stores: Stores,
  paths: readonly string[],
  options: SweepOptions,
  now: () => Date,
): AsyncGenerator<JudgedOutcome, SweepSummary> {
  const { parquet, memoryBytes, seenAt, territory, sourceEvidence, concurrency, signal, onProgress } = options;
  const records = await readRecords(stores.catalogue);
  const found: (MediaInput | FailedInput)[] = [];
  for await (const input of listInputs(paths, { leaveOut: [stores.home], signal })) {
    if (input.kind === 'media' || input.kind === 'failed') found.push(input);
    else if (input.kind === 'archive') found.push(unopened(input.path));
  }
  const scanner = await openScanner(stores, records, now, { seenAt, territory, signal });
  const unread: UnscannedFile[] = [];
  const onFailure = (path: string, error: UnscannedFile['error']) => unread.push(unscanned(path, error));
  const files = (algorithm: string) => sweptFiles(found, stores, algorithm, { signal, onProgress, onFailure, concurrency });
  const sweep = await sweepBatch(stores, records, files, { parquet, memoryBytes, signal, now: now() });
  let hits = 0;
  try {
    for await (const result of sweep.results) {
      yield* unread.splice(0);
      const { file } = result.query;
      const { path } = file;
      const outcome = 'error' in result ? { path, error: result.error } : await scanner.keepSwept(file, result.fingerprint, result);
      if ('error' in outcome) {
        yield unscanned(path, outcome.error);
        continue;
      }
      hits++;
      const seen = await seenOf(stores.catalogue, outcome);
      const judged = judgeScan(outcome.scan, records, { path, reused: false, seen, sourceEvidence });
      yield outcome.unstored ? { ...judged, unstored: outcome.unstored } : judged;
    }
    yield* unread.splice(0);
    const { references, frames } = sweep.manifest;
    const { queries, windows, pairs } = sweep.progress();
    return { queries, windows, references, frames, pairs, found: hits };
  } finally {
    await sweep.close();
    await scanner.close();
  }
}

/** A sweep reads files in batches of thousands, and opens no archive. */
function unopened(path: string): FailedInput {
  const message = `${path}: a sweep opens no archives; scan it`;
  return { kind: 'failed', path, error: new StreetdateError('archive-unsupported', message, { path }) };
}
