import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFault } from '@streetdate/core/internal';

/** Ending of a file that is being written. The next writer deletes what a killed process left. */
export const UNFINISHED = '.part';

/**
 * Writes a file atomically, even if the power is cut: it writes another name, syncs file and folder, and renames.
 * @param pieces - The bytes, in order. They are never held together: a segment may have gigabytes.
 * @throws StreetdateError `file-unwritable`, with the reason. An older file at `path` is still there then.
 */
export async function writeWhole(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const unfinished = path + UNFINISHED;
  try {
    const file = await open(unfinished, 'w');
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (cause) {
    // Report the first failure, even if deleting the unfinished file fails too.
    await rm(unfinished, { force: true }).catch(() => {});
    throw writeFault(path, cause);
  }
  await syncFolder(dirname(path));
}

/** Makes the new name survive a power cut. Some systems cannot sync a folder; there the file is whole, under its old or new name. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
