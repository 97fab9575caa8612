import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFault } from '../../file-fault.ts';
import type { Fingerprint } from '../fingerprint.ts';
import { encodeFingerprint } from './encode-fingerprint.ts';

/**
 * Writes a fingerprint to an `.sdfp` file and replaces an older one. The file appears whole or not at all: the bytes go to a temporary file
 * in the same folder, `.ID.sdfp.tmp`, which is renamed once they are on disk and removed when that fails.
 * @throws StreetdateError `file-unwritable`, with the reason; the older file is then unchanged.
 * @throws RangeError when the fingerprint is not valid.
 */
export async function saveFingerprint(path: string, fingerprint: Fingerprint): Promise<void> {
  const bytes = encodeFingerprint(fingerprint);
  const folder = dirname(path);
  // Not derived from the file's own name, which may have the maximum length.
  const temporary = join(folder, `.${randomUUID()}.sdfp.tmp`);
  try {
    await writeWhole(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    // The first failure is the one to report.
    await rm(temporary, { force: true }).catch(() => {});
    throw writeFault(path, cause);
  }
  await syncFolder(folder);
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    // Without this, a power cut after the rename can leave an empty file under the right name.
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes the new name to disk too. Some systems cannot sync a folder; the file is complete in any case. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
