import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { checkPath } from '../../check.ts';
import { writeFault } from '../../file-fault.ts';
import { writeAtomically } from '../../write-atomically.ts';
import type { Fingerprint } from '../fingerprint.ts';
import { encodeFingerprint } from './encode-fingerprint.ts';

/**
 * Writes a fingerprint to an `.sdfp` file and replaces an older one. The file appears whole or not at all: the bytes go to a temporary file
 * in the same folder, `.ID.sdfp.tmp`, which is renamed once they are on disk and removed when that fails.
 * @throws StreetdateError `file-unwritable`, with the reason; the older file is then unchanged.
 * @throws RangeError when the fingerprint is not valid.
 */
export async function saveFingerprint(path: string, fingerprint: Fingerprint): Promise<void> {
  checkPath('path', path);
  const bytes = encodeFingerprint(fingerprint);
  try {
    await writeAtomically(path, [bytes], { temporary: join(dirname(path), `.${randomUUID()}.sdfp.tmp`) });
  } catch (cause) {
    throw writeFault(path, cause);
  }
}
