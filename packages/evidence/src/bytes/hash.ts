import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 as nobleSha256, sha224, sha384, sha512 } from '@noble/hashes/sha2.js';

/** A digest of bytes. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

/**
 * Digests by the names that BagIt has for them. They run in browsers as in Node, at once and without a promise. This file is the only adapter
 * of the package that imports them.
 */
export const DIGESTS: ReadonlyMap<string, Digest> = new Map<string, Digest>([
  ['md5', md5],
  ['sha1', sha1],
  ['sha224', sha224],
  ['sha256', nobleSha256],
  ['sha384', sha384],
  ['sha512', sha512],
]);

/** SHA-256 of the parts, one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = nobleSha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}
