import { StreetdateError } from '@streetdate/core/portable';
import { readWhole } from '../files.ts';
import { toHex } from '../proofs/hashes.ts';
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

/**
 * Reads a checkpoint from its file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file holds something else.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const text = new TextDecoder().decode(await readWhole(path));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StreetdateError('bad-evidence', `${path}: it is no checkpoint of a ledger: it is no JSON`, { path, cause });
  }
  const misfit = explainMisfit(checkpointSchema, value);
  if (misfit !== undefined) throw new StreetdateError('bad-evidence', `${path}: it is no checkpoint of a ledger: ${misfit}`, { path });
  return value as Checkpoint;
}
