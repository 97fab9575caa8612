import { checkObject, checkString } from '@streetdate/core/internal';
import { fromBase64, toBase64, toHex } from '../bytes/bytes.ts';
import { HASH_BYTES, hashFromHex } from '../proofs/hashes.ts';
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
  /** Roots of the complete subtrees that the tree is made of, largest first, in hexadecimal: they locate a later change. A note has none. */
  readonly peaks: readonly string[];
  /** What shows that the ledger began with an earlier state of it. @defaultValue nothing */
  readonly consistency?: { readonly from: number; readonly hashes: readonly string[] } | undefined;
  /** The text of a signed note (C2SP tlog-checkpoint), with its signatures. @defaultValue it came as JSON */
  readonly note?: string | undefined;
}

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const checkpointFileSchema = checkpointSchema.extend({
  consistency: z.strictObject({ from: z.int().min(1), hashes: z.array(hex).max(128) }).optional(),
});

/** The state of a tree's first `size` leaves. */
export function checkpointOf(tree: MerkleTree, size: number = tree.size): Checkpoint {
  return { size, root: toHex(tree.root(size)), peaks: tree.peaks(size).map(toHex) };
}

/** Reads the text of a checkpoint's file, as JSON or as a signed note (C2SP tlog-checkpoint), or says why it is none. */
export function parseCheckpoint(text: string): Checkpoint | { readonly reason: string } {
  checkString('text', text);
  if (!text.trimStart().startsWith('{')) return parseNote(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: 'it is no JSON' };
  }
  const misfit = explainMisfit(checkpointFileSchema, value);
  return misfit === undefined ? (value as Checkpoint) : { reason: misfit };
}

/** The origin in the notes of a ledger that has no other name. */
export const LEDGER_ORIGIN = 'streetdate-ledger';

/** The text of a checkpoint that logs and witnesses sign (C2SP tlog-checkpoint): origin, size and root, a line each. */
export function noteText(checkpoint: Pick<Checkpoint, 'size' | 'root'>, origin: string = LEDGER_ORIGIN): string {
  checkObject('checkpoint', checkpoint);
  checkString('origin', origin);
  const { size, root } = checkpoint;
  checkString('checkpoint.root', root);
  return `${origin}\n${size}\n${toBase64(hashFromHex(root))}\n`;
}

function parseNote(note: string): Checkpoint | { readonly reason: string } {
  const [origin, size, root = ''] = note.split('\n');
  const digest = /^[A-Za-z0-9+/]{43}=$/.test(root) ? fromBase64(root) : undefined;
  if (!origin || !/^(?:0|[1-9]\d{0,15})$/.test(size ?? '') || digest?.length !== HASH_BYTES || !note.includes('\n\n')) {
    return { reason: 'it is neither JSON nor a signed note with an origin, a size and a root' };
  }
  return { size: Number(size), root: toHex(digest), peaks: [], note };
}
