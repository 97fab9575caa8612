import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFault } from '../../file-fault.ts';
import type { Fingerprint } from '../fingerprint.ts';
import { encodeFingerprint } from './encode-fingerprint.ts';

/**
 * Writes a fingerprint to an `.sdfp` file, in place of one that may be there. The file appears whole or not at all: the bytes go to a
 * temporary file in the same folder, `.ID.sdfp.tmp`, which gets its name once they are on the disk and is removed when that fails.
 * @throws StreetdateError `file-unwritable`, with the reason; what was at `path` before is still there.
 * @throws RangeError when the fingerprint is not a valid one.
 */
export async function saveFingerprint(path: string, fingerprint: Fingerprint): Promise<void> {
  const bytes = encodeFingerprint(fingerprint);
  const folder = dirname(path);
  // Not made from the file's own name, which may be as long as names can be.
  const temporary = join(folder, `.${randomUUID()}.sdfp.tmp`);
  try {
    await writeWhole(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    // The first failure is the one to tell of, whatever happens to the temporary file.
    await rm(temporary, { force: true }).catch(() => {});
    throw writeFault(path, cause);
  }
  await syncFolder(folder);
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    // Without this a power cut after the rename can leave the right name on a file with nothing in it.
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts the new name on the disk too. Some systems cannot sync a folder; the file is whole there in any case. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
