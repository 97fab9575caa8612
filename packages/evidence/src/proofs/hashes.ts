import { checkBytes } from '@streetdate/core/internal';
import { sha256 } from '../bytes/hash.ts';

/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf: SHA-256 of a zero byte and the entry's bytes (RFC 9162, 2.1.1). */
export function hashLeaf(entry: Uint8Array): Uint8Array {
  checkBytes('entry', entry);
  return sha256(LEAF, entry);
}

/** The hash of an inner node: SHA-256 of a one byte and both children's hashes. The first byte keeps a node from passing for a leaf. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  checkBytes('left', left);
  checkBytes('right', right);
  return sha256(NODE, left, right);
}

/** The bytes of 64 lower-case hexadecimal digits. @throws RangeError for anything else. */
export function hashFromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new RangeError(`a SHA-256 must be 64 lower-case hexadecimal digits, got ${JSON.stringify(hex)}`);
  return Uint8Array.from({ length: HASH_BYTES }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}
