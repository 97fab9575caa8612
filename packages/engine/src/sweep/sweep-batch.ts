import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fingerprint, StreetdateError } from '@streetdate/core';
import { digestReferences, readSweepManifest, type SweepManifest, type SweepProgress, type SweepResult, sweep } from '@streetdate/sweep';
import { loadStored } from '../blobs/fingerprints.ts';
import { writeFault } from '../files/file-state.ts';
import type { Records } from '../scan/judging.ts';
import { matchOptions } from '../scan/match-options.ts';
import type { Stores } from '../stores.ts';
import { exportLibraryAsParquet } from '../transfer/export-parquet.ts';
import type { SweptFile } from './swept-files.ts';

/** Options for {@link sweepBatch}. */
export interface SweepBatchOptions {
  /** Folder of a current Parquet export of this library. @defaultValue a temporary export */
  readonly parquet?: string | undefined;
  /** Memory limit of the join in bytes. @defaultValue 2 GiB */
  readonly memoryBytes?: number | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
  /** The current time. */
  readonly now: Date;
}

/** A running sweep. */
export interface Sweep {
  /** Size of the library. */
  readonly manifest: SweepManifest;
  /** Results: files with matches, and unreadable files. */
  readonly results: AsyncGenerator<SweepResult<SweptFile>>;
  /** Its progress. */
  readonly progress: () => SweepProgress;
  /** Stops it and removes its temporary files. */
  readonly close: () => Promise<void>;
}

/**
 * Compares files with the whole library. The results equal those of scans, except for copies whose single frames differ too much.
 * Temporary files stay in the library's folder until the sweep is closed.
 * @throws StreetdateError `bad-library` if the export is of another library or an earlier state of this one; errors of `sweep`.
 */
export async function sweepBatch(
  stores: Stores,
  records: Records,
  files: (algorithm: string) => AsyncIterable<SweptFile>,
  { memoryBytes, signal, now, parquet }: SweepBatchOptions,
): Promise<Sweep> {
  const temporaryFolder = await mkdtemp(join(stores.home, 'sweep-')).catch((cause) => {
    throw writeFault(cause, stores.home);
  });
  const remove = () => rm(temporaryFolder, { recursive: true, force: true });
  try {
    const folder = parquet ?? join(temporaryFolder, 'parquet');
    if (parquet === undefined) await exportLibraryAsParquet(stores, folder, { memoryBytes, signal });
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
      ...(signal && { signal }),
      ...(memoryBytes !== undefined && { memoryBytes }),
      loadReference: ({ fingerprintSha256 }): Promise<Fingerprint> => loadStored(stores.blobs, fingerprintSha256),
      together: (id) => [...(renditions.get(id) ?? []), ...match.background],
      match,
      onProgress: (reached) => {
        progress = reached;
      },
    });
    const close = async () => {
      await results.return(undefined);
      await remove();
    };
    return { manifest, results, progress: () => progress, close };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** All renditions of each title: provenance compares them. */
function renditionsByReference({ references }: Records): Map<string, readonly string[]> {
  const byTitle = new Map<string, string[]>();
  for (const { id, titleId } of references.values()) byTitle.set(titleId, [...(byTitle.get(titleId) ?? []), id]);
  return new Map([...references.values()].map(({ id, titleId }) => [id, byTitle.get(titleId) ?? []]));
}
