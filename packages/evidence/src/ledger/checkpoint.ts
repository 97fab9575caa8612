import { toHex } from '../bytes/bytes.ts';
import type { MerkleTree } from '../proofs/merkle-tree.ts';
import { explainMisfit, z } from '../schema.ts';

/** The schema of a {@link Checkpoint} in a file. */
export const checkpointSchema = z.strictObject({
  size: z.int().min(0),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  peaks: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

/**
 * The state of a ledger at one time, in some hundred bytes. Whoever keeps it elsewhere can later show that entries were cut, changed or
 * replaced by others, and which.
 */
export interface Checkpoint {
  /** How many entries the ledger had. */
  readonly size: number;
  /** Root of the Merkle tree over them, in hexadecimal. */
  readonly root: string;
  /** Roots of the complete subtrees that the tree is made of, largest first, in hexadecimal: they locate a later change. */
  readonly peaks: readonly string[];
}

/** The state of a tree's first `size` leaves. */
export function checkpointOf(tree: MerkleTree, size: number = tree.size): Checkpoint {
  return { size, root: toHex(tree.root(size)), peaks: tree.peaks(size).map(toHex) };
}

/** Reads the text of a checkpoint's file, or says why it is none. */
export function parseCheckpoint(text: string): Checkpoint | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: 'it is no JSON' };
  }
  const misfit = explainMisfit(checkpointSchema, value);
  return misfit === undefined ? (value as Checkpoint) : { reason: misfit };
}
