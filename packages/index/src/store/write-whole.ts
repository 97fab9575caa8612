import { writeFault } from '@streetdate/core/internal';
import { writeAtomically } from '@streetdate/core/internal/files';

/** Ending of a file that is being written. The next writer deletes what a killed process left. */
export const UNFINISHED = '.part';

/**
 * Writes a file of an index that appears whole or not at all, even if the power is cut.
 * @param pieces - The bytes, in order. They are never held together: a segment may have gigabytes.
 * @throws StreetdateError `file-unwritable`, with the reason. An older file at `path` is still there then.
 */
export async function writeWhole(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  try {
    await writeAtomically(path, pieces, { temporary: path + UNFINISHED });
  } catch (cause) {
    throw writeFault(path, cause);
  }
}
