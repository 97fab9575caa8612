import { writeAtomically } from '@streetdate/core/internal/files';
import { writeFault } from './file-state.ts';

/**
 * Writes a file atomically.
 * @throws StreetdateError `file-unwritable`. An older file is then unchanged.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeAtomically(path, [content]);
  } catch (cause) {
    throw writeFault(cause, path);
  }
}
