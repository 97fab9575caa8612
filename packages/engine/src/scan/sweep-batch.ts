import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fingerprint, StreetdateError } from '@streetdate/core';
import { digestReferences, readSweepManifest, type SweepManifest, type SweepProgress, type SweepResult, sweep } from '@streetdate/sweep';
import { exportLibraryAsParquet } from '../catalogue/export-parquet.ts';
import { loadStored } from '../catalogue/fingerprint-files.ts';
import type { Library } from '../catalogue/library.ts';
import { writeFault } from '../files/file-state.ts';
import type { Records } from './judging.ts';
import { matchOptions } from './match-options.ts';
import type { SweptFile } from './swept-files.ts';

/** Options for {@link sweepBatch}. */
export interface SweepBatchOptions {
  /** Folder of an export as Parquet of this very library. @defaultValue one is made, and removed afterwards */
  readonly parquet?: string | undefined;
  /** Bytes of memory that the join may take. @defaultValue 2 GiB */
  readonly memoryBytes?: number | undefined;
  /** Stops it. */
  readonly signal: AbortSignal;
  /** The instant that counts as now. */
  readonly now: Date;
}

/** A sweep that goes on. */
export interface Sweep {
  /** What the library is. */
  readonly manifest: SweepManifest;
  /** What became of the files: those that show something, and those that could not be read. */
  readonly results: AsyncGenerator<SweepResult<SweptFile>>;
  /** How far it is. */
  readonly progress: () => SweepProgress;
}

/**
 * Lays files beside the whole library, and gives what a scan of each would give, but for what only an exhaustive comparison finds.
 * @param work - Reads the results. Temporary files, which lie in the library's folder, are gone when it is done.
 * @throws StreetdateError `bad-library` when the export is of another library or of an earlier state of this one; what `sweep` throws.
 */
export async function sweepBatch<T>(
  library: Library,
  records: Records,
  files: (algorithm: string) => AsyncIterable<SweptFile>,
  options: SweepBatchOptions,
  work: (sweep: Sweep) => Promise<T>,
): Promise<T> {
  const { memoryBytes, signal, now } = options;
  const temporaryFolder = await mkdtemp(join(library.home, 'sweep-')).catch((cause) => {
    throw writeFault(cause, library.home);
  });
  try {
    const folder = options.parquet ?? join(temporaryFolder, 'parquet');
    if (options.parquet === undefined) await exportLibraryAsParquet(library, folder, { memoryBytes, signal });
    const manifest = await readSweepManifest(folder);
    if (manifest.digest !== digestReferences(records.references.values())) {
      const message = `${folder}: it is not an export of this library as it is now; export the library again`;
      throw new StreetdateError('bad-library', message, { path: folder });
    }
    let progress: SweepProgress = { queries: 0, windows: 0, rows: 0, lines: 0, pairs: 0 };
    const renditions = renditionsByReference(records);
    const match = matchOptions(records, now);
    const results = sweep(folder, files(manifest.algorithm), {
      temporaryFolder,
      signal,
      ...(memoryBytes !== undefined && { memoryBytes }),
      loadReference: ({ fingerprintSha256 }): Promise<Fingerprint> => loadStored(library, fingerprintSha256),
      together: (id) => [...(renditions.get(id) ?? []), ...match.background],
      match,
      onProgress: (reached) => {
        progress = reached;
      },
    });
    return await work({ manifest, results, progress: () => progress });
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** All renditions of the title of each: what a copy's source is told by. */
function renditionsByReference({ references }: Records): Map<string, readonly string[]> {
  const byTitle = new Map<string, string[]>();
  for (const { id, titleId } of references.values()) byTitle.set(titleId, [...(byTitle.get(titleId) ?? []), id]);
  return new Map([...references.values()].map(({ id, titleId }) => [id, byTitle.get(titleId) ?? []]));
}
