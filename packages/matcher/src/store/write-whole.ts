import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFault } from '@streetdate/core/internal';

/** Ending of a file that is being written. One that is left over from a killed process is removed by the next writer. */
export const UNFINISHED = '.part';

/**
 * Writes a file so that it is there whole or not at all, even after a power cut: under another name, to the disk, and renamed.
 * @throws StreetdateError `file-unwritable`, with the reason; what was there before still is.
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
    // The first failure is the one to tell of, whatever happens to the unfinished file.
    await rm(unfinished, { force: true }).catch(() => {});
    throw writeFault(path, cause);
  }
  await syncFolder(dirname(path));
}

/** Puts the new name on the disk too. Some systems cannot sync a folder; the file is whole there in any case. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
