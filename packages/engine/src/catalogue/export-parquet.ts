import { readdir } from 'node:fs/promises';
import { exportParquet, type SweepManifest } from '@streetdate/sweep';
import { RefusedError } from '../refusal.ts';
import { loadStored } from './fingerprint-files.ts';
import type { Library } from './library.ts';
import { listReferences } from './references.ts';
import { listTitles } from './titles.ts';

/** Options for {@link exportLibraryAsParquet}. */
export interface ParquetOptions {
  /** Bytes of memory. @defaultValue that of `exportParquet` */
  readonly memoryBytes?: number | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal;
}

/**
 * Writes a library's codes, band keys and catalogue as Parquet. What an earlier export left in the folder is replaced.
 * @throws RefusedError when the folder holds something else; what `exportParquet` throws.
 */
export async function exportLibraryAsParquet(
  library: Library,
  folder: string,
  { memoryBytes, signal }: ParquetOptions = {},
): Promise<SweepManifest> {
  const names = await readdir(folder).catch(() => []);
  if (!names.every((name) => name === 'sweep.json' || name.endsWith('.parquet')))
    throw new RefusedError(`${folder} contains other files than an export as Parquet; give a new or empty folder`);
  const titles = await listTitles(library.database);
  const nameOf = new Map(titles.map(({ id, name }) => [id, name]));
  const references = (await listReferences(library.database)).map((reference) => ({
    ...reference,
    title: nameOf.get(reference.titleId) ?? reference.titleId,
    load: () => loadStored(library, reference.fingerprintSha256),
  }));
  const windows = titles.flatMap(({ id, windows }) => windows.map((window) => ({ titleId: id, ...window })));
  return exportParquet(folder, references, windows, { ...(memoryBytes !== undefined && { memoryBytes }), ...(signal && { signal }) });
}
