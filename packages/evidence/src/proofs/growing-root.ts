import { sha256 } from '../bytes/hash.ts';
import { hashNode } from './hashes.ts';

/**
 * The root of a Merkle tree (RFC 9162, 2.1) whose leaves come one by one and are not kept: some dozen hashes are held for a million leaves. It
 * gives no proofs; `MerkleTree` over the same leaves has the same root and gives them.
 */
export class GrowingRoot {
  /** The hash of the complete subtree over 2^level leaves, where the size has that bit. */
  readonly #subtrees: (Uint8Array | undefined)[] = [];
  #size = 0;

  /** How many leaves there were. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf at the end: its hash, 32 bytes. */
  append(leafHash: Uint8Array): void {
    let [level, hash] = [0, leafHash];
    for (let before = this.#subtrees[0]; before !== undefined; before = this.#subtrees[++level]) {
      hash = hashNode(before, hash);
      this.#subtrees[level] = undefined;
    }
    this.#subtrees[level] = hash;
    this.#size++;
  }

  /** The root now. That of no leaves is the SHA-256 of nothing. */
  root(): Uint8Array {
    const hashes = this.#subtrees.filter((hash) => hash !== undefined);
    return hashes.length === 0 ? sha256(new Uint8Array()) : hashes.reduce((right, left) => hashNode(left, right));
  }
}
