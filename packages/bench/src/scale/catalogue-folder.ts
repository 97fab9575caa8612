import { mkdir } from 'node:fs/promises';
import { inTemporaryFolder } from '../clips/clips.ts';

/** Works in a folder for a catalogue: the one that is to be kept, or one that is gone afterwards. */
export async function inCatalogueFolder<T>(keep: string | undefined, work: (folder: string) => Promise<T>): Promise<T> {
  if (keep === undefined) return await inTemporaryFolder(work);
  await mkdir(keep, { recursive: true });
  return await work(keep);
}
