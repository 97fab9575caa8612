import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { writeFault } from './file-state.ts';

/**
 * Writes a file under a temporary name beside it and renames it: it is there whole, or as it was before.
 * @throws StreetdateError `file-unwritable`.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw writeFault(cause, path);
  }
}
