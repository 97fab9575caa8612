import { mkdir } from 'node:fs/promises';
import { inTemporaryFolder } from '../clips/clips.ts';

/** Works in the folder of a catalogue: a given one that is kept, or a temporary one. */
export async function inCatalogueFolder<T>(keep: string | undefined, work: (folder: string) => Promise<T>): Promise<T> {
  if (keep === undefined) return await inTemporaryFolder(work);
  await mkdir(keep, { recursive: true });
  return await work(keep);
}
