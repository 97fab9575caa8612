import { readdir } from 'node:fs/promises';
import { exportParquet, type SweepManifest } from '@streetdate/sweep';
import { loadStored } from '../blobs/fingerprints.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';

/** Options for {@link exportLibraryAsParquet}. */
export interface ParquetOptions {
  /** Memory limit in bytes. @defaultValue that of `exportParquet` */
  readonly memoryBytes?: number | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a library's codes, band keys and catalogue as Parquet. An earlier export in the folder is replaced.
 * @throws RefusedError if the folder holds something else; errors of `exportParquet`.
 */
export async function exportLibraryAsParquet(
  { catalogue, blobs }: Stores,
  folder: string,
  { memoryBytes, signal }: ParquetOptions = {},
): Promise<SweepManifest> {
  const names = await readdir(folder).catch(() => []);
  if (!names.every((name) => name === 'sweep.json' || name.endsWith('.parquet')))
    throw new RefusedError(`${folder} contains other files than an export as Parquet; give a new or empty folder`);
  const titles = await catalogue.titles();
  const nameOf = new Map(titles.map(({ id, name }) => [id, name]));
  const references = (await catalogue.references()).map((reference) => ({
    ...reference,
    title: nameOf.get(reference.titleId) ?? reference.titleId,
    load: () => loadStored(blobs, reference.fingerprintSha256),
  }));
  const windows = titles.flatMap(({ id, windows }) => windows.map((window) => ({ titleId: id, ...window })));
  return exportParquet(folder, references, windows, { ...(memoryBytes !== undefined && { memoryBytes }), ...(signal && { signal }) });
}
