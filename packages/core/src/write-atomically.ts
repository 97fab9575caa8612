import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Options of {@link writeAtomically}. */
export interface WriteAtomicallyOptions {
  /** Path of the unfinished file, in the same folder. An older file there is replaced. @defaultValue a random hidden name that ends in `.tmp` */
  readonly temporary?: string;
}

/**
 * Writes a file that appears whole or not at all, even if the power is cut. It writes another name, syncs the file, renames it, and syncs
 * the folder.
 * @param pieces - The content, in order. Pieces are never held together, so the content may be larger than memory.
 * @throws The file system's own error. An older file at `path` is unchanged then, and the unfinished file is deleted.
 */
export async function writeAtomically(
  path: string,
  pieces: Iterable<Uint8Array | string>,
  options: WriteAtomicallyOptions = {},
): Promise<void> {
  // Not derived from the file's own name, which may have the maximum length.
  const { temporary = join(dirname(path), `.${randomUUID()}.tmp`) } = options;
  try {
    const file = await open(temporary, 'w');
    try {
      for (const piece of pieces) await file.writeFile(piece);
      // Without this, a power cut after the rename can leave an empty file under the right name.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    // The first failure is the one to report.
    await rm(temporary, { force: true }).catch(() => {});
    throw cause;
  }
  await syncFolder(dirname(path));
}

/** Writes the new name to disk too. Some systems cannot sync a folder; there the file is whole, under its old or new name. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
