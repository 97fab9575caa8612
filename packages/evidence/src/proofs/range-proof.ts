import { checkList } from '@streetdate/core/internal';
import { hashNode } from './hashes.ts';
import { largestPowerBelow } from './merkle-tree.ts';

/**
 * The hashes that lead from the leaves `start` to `end` of a Merkle tree (RFC 9162, 2.1) to its root: those of the largest subtrees outside, from
 * left to right. An interval of a million leaves needs some dozens.
 * @throws RangeError when the tree has no such leaves.
 */
export function rangeProof(leafHashes: readonly Uint8Array[], start: number, end: number): Uint8Array[] {
  checkList('leafHashes', leafHashes, () => {});
  if (!isRange(start, end, leafHashes.length)) {
    throw new RangeError(`start and end must be of a range of ${leafHashes.length} leaves, got ${start} to ${end}`);
  }
  const hashes: Uint8Array[] = [];
  const visit = (from: number, to: number): void => {
    if (to <= start || from >= end) hashes.push(subtree(leafHashes, from, to));
    else if (to - from > 1) {
      const middle = from + largestPowerBelow(to - from);
      visit(from, middle);
      visit(middle, to);
    }
  };
  visit(0, leafHashes.length);
  return hashes;
}

/**
 * The root of a tree of `size` leaves that has these leaves from `start` on, and these hashes beside them.
 * @returns Undefined where the numbers do not fit each other.
 * @throws TypeError for what is no list.
 */
export function rootOfRange(
  leafHashes: readonly Uint8Array[],
  start: number,
  size: number,
  hashes: readonly Uint8Array[],
): Uint8Array | undefined {
  checkList('leafHashes', leafHashes);
  checkList('hashes', hashes);
  const end = start + leafHashes.length;
  if (!isRange(start, end, size)) return undefined;
  let used = 0;
  const visit = (from: number, to: number): Uint8Array | undefined => {
    if (to <= start || from >= end) return hashes[used++];
    if (to - from === 1) return leafHashes[from - start];
    const middle = from + largestPowerBelow(to - from);
    const [left, right] = [visit(from, middle), visit(middle, to)];
    return left && right && hashNode(left, right);
  };
  const root = visit(0, size);
  return used === hashes.length ? root : undefined;
}

function subtree(leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leafHashes[from]!;
  const middle = from + largestPowerBelow(to - from);
  return hashNode(subtree(leafHashes, from, middle), subtree(leafHashes, middle, to));
}

function isRange(start: number, end: number, size: number): boolean {
  return [start, end, size].every(Number.isSafeInteger) && start >= 0 && start < end && end <= size;
}
