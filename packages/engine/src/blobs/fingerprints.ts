import { decodeFingerprint, encodeFingerprint, type Fingerprint } from '@streetdate/core';
import type { BlobStore } from './blob-store.ts';

/**
 * Stores a fingerprint.
 * @returns The SHA-256 of its bytes in hexadecimal.
 * @throws StreetdateError `file-unwritable`.
 */
export function storeFingerprint(blobs: BlobStore, fingerprint: Fingerprint): Promise<string> {
  return blobs.put('fingerprint', encodeFingerprint(fingerprint));
}

/**
 * Loads a stored fingerprint.
 * @throws StreetdateError as {@link BlobStore.get}, and `not-a-fingerprint`, `newer-fingerprint`.
 */
export async function loadStored(blobs: BlobStore, sha256: string): Promise<Fingerprint> {
  return decodeFingerprint(await blobs.get('fingerprint', sha256));
}
