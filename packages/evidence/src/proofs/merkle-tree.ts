import { sha256 } from '../bytes/hash.ts';
import { hashNode } from './hashes.ts';

/**
 * A Merkle tree over the entries of a ledger (RFC 9162, 2.1). It grows by one leaf at a time and gives root and proofs of each earlier size.
 * It keeps two hashes a leaf. Adding costs one hash on average, a proof costs some dozens.
 */
export class MerkleTree {
  /** `#levels[k][i]` is the hash of the complete subtree over the leaves from i × 2^k on. */
  readonly #levels: Uint8Array[][] = [[]];

  /** Makes a tree of leaf hashes, 32 bytes each. */
  static of(leafHashes: Iterable<Uint8Array>): MerkleTree {
    const tree = new MerkleTree();
    for (const leafHash of leafHashes) tree.append(leafHash);
    return tree;
  }

  /** How many leaves it has. */
  get size(): number {
    return this.#levels[0]!.length;
  }

  /** Adds a leaf at the end. */
  append(leafHash: Uint8Array): void {
    let level = 0;
    this.#levels[0]!.push(leafHash);
    while (this.#levels[level]!.length % 2 === 0) {
      const nodes = this.#levels[level]!;
      const parent = hashNode(nodes[nodes.length - 2]!, nodes[nodes.length - 1]!);
      level++;
      this.#levels[level] ??= [];
      this.#levels[level]!.push(parent);
    }
  }

  /**
   * The root over the first `size` leaves. That of no leaves is the SHA-256 of nothing.
   * @throws RangeError when the tree has fewer leaves.
   */
  root(size: number = this.size): Uint8Array {
    this.#checkSize('size', size, 0);
    return size === 0 ? sha256(new Uint8Array()) : this.#subtree(0, size);
  }

  /**
   * The hashes that lead from a leaf to the root over the first `size` leaves (RFC 9162, 2.1.3.1).
   * @throws RangeError when there is no such leaf.
   */
  inclusionProof(position: number, size: number = this.size): Uint8Array[] {
    this.#checkSize('size', size, 1);
    if (!Number.isInteger(position) || position < 0 || position >= size) {
      throw new RangeError(`position must be a whole number from 0 to ${size - 1}, got ${position}`);
    }
    const proof: Uint8Array[] = [];
    for (let start = 0, end = size; end - start > 1; ) {
      const middle = start + largestPowerBelow(end - start);
      if (position < middle) {
        proof.unshift(this.#subtree(middle, end));
        end = middle;
      } else {
        proof.unshift(this.#subtree(start, middle));
        start = middle;
      }
    }
    return proof;
  }

  /**
   * The hashes that show that the first `size` leaves begin with the first `earlierSize` ones (RFC 9162, 2.1.4.1).
   * @throws RangeError unless 0 < `earlierSize` ≤ `size` ≤ the tree's size.
   */
  consistencyProof(earlierSize: number, size: number = this.size): Uint8Array[] {
    this.#checkSize('size', size, 1);
    if (!Number.isInteger(earlierSize) || earlierSize < 1 || earlierSize > size) {
      throw new RangeError(`earlierSize must be a whole number from 1 to ${size}, got ${earlierSize}`);
    }
    const proof: Uint8Array[] = [];
    let [start, end] = [0, size];
    while (end !== earlierSize) {
      const middle = start + largestPowerBelow(end - start);
      if (earlierSize <= middle) {
        proof.unshift(this.#subtree(middle, end));
        end = middle;
      } else {
        proof.unshift(this.#subtree(start, middle));
        start = middle;
      }
    }
    // The verifier knows the earlier root. It needs the last subtree's hash only where that is another one.
    if (start > 0) proof.unshift(this.#subtree(start, end));
    return proof;
  }

  /**
   * The roots of the complete subtrees that the first `size` leaves are made of, largest first. Two trees whose roots differ have a first
   * subtree that differs: so a checkpoint that keeps them tells in which entries a fork is.
   */
  peaks(size: number = this.size): Uint8Array[] {
    this.#checkSize('size', size, 0);
    return peakSpans(size).map(({ start, end }) => this.#subtree(start, end));
  }

  /** The hash over the leaves from `start` to `end`, where `start` is a multiple of the largest power of two below the length. */
  #subtree(start: number, end: number): Uint8Array {
    const length = end - start;
    const level = Math.log2(length);
    if (Number.isInteger(level)) return this.#levels[level]![start / length]!;
    const middle = start + largestPowerBelow(length);
    return hashNode(this.#subtree(start, middle), this.#subtree(middle, end));
  }

  #checkSize(name: string, size: number, min: number): void {
    if (Number.isInteger(size) && size >= min && size <= this.size) return;
    throw new RangeError(`${name} must be a whole number from ${min} to ${this.size}, got ${size}`);
  }
}

/** The leaves under each peak of a tree of that size, see {@link MerkleTree.peaks}. */
export function peakSpans(size: number): { readonly start: number; readonly end: number }[] {
  const spans = [];
  for (let start = 0; start < size; ) {
    const length = 2 ** Math.floor(Math.log2(size - start));
    spans.push({ start, end: start + length });
    start += length;
  }
  return spans;
}

/** The largest power of two below a number of at least 2. */
export function largestPowerBelow(length: number): number {
  return 2 ** (Math.ceil(Math.log2(length)) - 1);
}
