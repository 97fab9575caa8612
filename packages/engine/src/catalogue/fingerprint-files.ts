import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFingerprint, type Fingerprint, loadFingerprint, saveFingerprint } from '@streetdate/core';
import type { Library } from './library.ts';

/**
 * Stores a fingerprint under the SHA-256 of its bytes. It is there, whole, before any row names it; a process that is killed in
 * between leaves a file that no row names, which does no harm and is found again when the same media is read again.
 * @returns The SHA-256 in hexadecimal.
 * @throws StreetdateError `file-unwritable`.
 */
export async function storeFingerprint(library: Library, fingerprint: Fingerprint): Promise<string> {
  const sha256 = sha256Of(encodeFingerprint(fingerprint));
  const path = fingerprintPath(library, sha256);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) await saveFingerprint(path, fingerprint);
  return sha256;
}

/**
 * Loads a stored fingerprint.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `not-a-fingerprint`, `newer-fingerprint`.
 */
export function loadStored(library: Library, sha256: string): Promise<Fingerprint> {
  return loadFingerprint(fingerprintPath(library, sha256));
}

/** Where the fingerprint with that digest is. */
export function fingerprintPath(library: Library, sha256: string): string {
  return join(library.fingerprintFolder, `${sha256}.sdfp`);
}

/** SHA-256 of bytes in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
