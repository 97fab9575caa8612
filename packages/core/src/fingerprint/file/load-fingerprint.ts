import { readFile } from 'node:fs/promises';
import { checkPath } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { aboutFile, readFault } from '../../file-fault.ts';
import type { Fingerprint } from '../fingerprint.ts';
import { decodeFingerprint } from './decode-fingerprint.ts';

/**
 * Reads an `.sdfp` file. The fingerprint's arrays are views of one buffer that nothing else holds.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `empty-file`, `not-a-fingerprint` or `newer-fingerprint`; the message begins
 * with the path.
 */
export async function loadFingerprint(path: string): Promise<Fingerprint> {
  checkPath('path', path);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw readFault(path, cause);
  });
  try {
    if (bytes.length === 0) throw new StreetdateError('empty-file', 'the file is empty');
    return decodeFingerprint(bytes);
  } catch (error) {
    throw aboutFile(path, error);
  }
}
