import { checkObject } from '@streetdate/core/internal';
import { equalBytes } from '../bytes/bytes.ts';
import { HASH_BYTES, hashNode } from './hashes.ts';

/** What shows that a leaf is in a tree. */
export interface InclusionProof {
  /** The leaf's place, from 0 on. */
  readonly position: number;
  /** Leaves of the tree. */
  readonly size: number;
  /** The leaf's hash, 32 bytes. */
  readonly leafHash: Uint8Array;
  /** The tree's root, 32 bytes. */
  readonly root: Uint8Array;
  /** The hashes on the way from the leaf to the root. */
  readonly hashes: readonly Uint8Array[];
}

/** What shows that a tree begins with all leaves of an earlier one. */
export interface ConsistencyProof {
  /** Leaves of the earlier tree. */
  readonly earlierSize: number;
  /** Root of the earlier tree, 32 bytes. */
  readonly earlierRoot: Uint8Array;
  /** Leaves of the later tree. */
  readonly size: number;
  /** Root of the later tree, 32 bytes. */
  readonly root: Uint8Array;
  /** The hashes that lead to both roots. */
  readonly hashes: readonly Uint8Array[];
}

/** Whether a proof shows that the leaf is in the tree (RFC 9162, 2.1.3.2). */
export function provesInclusion(proof: InclusionProof): boolean {
  checkObject('proof', proof);
  const { position, size, leafHash, root, hashes } = proof;
  if (!Number.isSafeInteger(position) || !Number.isSafeInteger(size) || position < 0 || position >= size) return false;
  if (![leafHash, ...hashes].every(isHash)) return false;
  let [node, last, hash] = [position, size - 1, leafHash];
  for (const sibling of hashes) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      hash = hashNode(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/** Whether a proof shows that the later tree begins with the earlier one (RFC 9162, 2.1.4.2). Nothing is shown of a tree without leaves. */
export function provesConsistency(proof: ConsistencyProof): boolean {
  checkObject('proof', proof);
  const { earlierSize, earlierRoot, size, root, hashes } = proof;
  if (!Number.isSafeInteger(earlierSize) || !Number.isSafeInteger(size) || earlierSize < 1 || earlierSize > size) return false;
  if (earlierSize === size) return hashes.length === 0 && equalBytes(earlierRoot, root);
  if (![earlierRoot, root, ...hashes].every(isHash)) return false;
  if (hashes.length === 0) return false;
  const isPowerOfTwo = Number.isInteger(Math.log2(earlierSize));
  const [first, ...rest] = isPowerOfTwo ? [earlierRoot, ...hashes] : hashes;
  let [node, last] = [earlierSize - 1, size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [earlier, later] = [first!, first!];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      earlier = hashNode(sibling, earlier);
      later = hashNode(sibling, later);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      later = hashNode(later, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(earlier, earlierRoot) && equalBytes(later, root);
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

/** Half of a whole number, rounded down. Shifts of bits would end at 2^31. */
function half(number: number): number {
  return Math.floor(number / 2);
}
