import { fromBase64, toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { type Checkpoint, noteText } from '../ledger/checkpoint.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { provesConsistency } from '../proofs/check-proof.ts';
import { GrowingRoot } from '../proofs/growing-root.ts';
import { HASH_BYTES, hashFromHex } from '../proofs/hashes.ts';
import { checkTimeStamp } from '../sign/time-stamp.ts';
import { checkCosignature, readNoteKey } from '../sign/witness.ts';
import type { Findings } from './report.ts';

/** Where the leaf hashes of the ledger lie, below `data/`: with them it is shown to begin with any earlier state of it. */
export const LEDGER_LEAVES = 'ledger/leaves.bin';

/** The ledger of a bundle: its state, and the hashes of its entries in order, 32 bytes each; undefined in the first form. */
export interface LedgerState {
  readonly checkpoint: Checkpoint;
  readonly leaves: Uint8Array | undefined;
}

/** The root over the first entries. */
export function rootOver(leaves: Uint8Array, size: number): string {
  const root = new GrowingRoot();
  for (let at = 0; at < size; at++) root.append(leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  return toHex(root.root());
}

/** Checks states of the ledger that the reader has from elsewhere: each is shown to be of the same ledger, or fails. */
export async function checkCheckpoints(
  state: LedgerState,
  known: readonly Checkpoint[],
  witnesses: readonly string[],
  findings: Findings,
): Promise<void> {
  for (const checkpoint of known) {
    const about = `the checkpoint of ${checkpoint.size} entries that was given`;
    const fault = stateFault(state, checkpoint);
    if (fault !== undefined) findings.add('fails', 'ledger', `${fault[0]!.toUpperCase()}${fault.slice(1)}.`);
    else if (checkpoint.size === state.checkpoint.size) findings.add('holds', 'ledger', `The ledger’s state is that of ${about}.`);
    else if (checkpoint.size < state.checkpoint.size) findings.add('holds', 'ledger', `The ledger begins with all entries of ${about}.`);
    else findings.add('holds', 'ledger', `The ledger of ${about} begins with all entries of this one.`);
    for (const key of witnesses.map(readNoteKey)) {
      const { holds, at } = checkpoint.note === undefined ? {} : await checkCosignature(checkpoint.note, key);
      if (holds === undefined) findings.add('unknown', 'ledger', `The witness ${key.name} did not sign ${about}.`);
      else if (!holds) findings.add('fails', 'ledger', `The signature of the witness ${key.name} does not fit ${about}.`);
      else findings.add('holds', 'ledger', `The witness ${key.name} signed ${about}${at === undefined ? '' : `, at ${at.toISOString()}`}.`);
    }
  }
}

/** Why a state is not one of the same ledger; undefined where it is. */
function stateFault({ checkpoint, leaves }: LedgerState, { size, root, consistency }: Checkpoint): string | undefined {
  const other = `the ledger is another one than that of the checkpoint of ${size} entries that was given`;
  if (size === checkpoint.size) return root === checkpoint.root ? undefined : other;
  if (size === 0) return 'a checkpoint of no entries shows nothing';
  if (size < checkpoint.size) {
    if (leaves === undefined)
      return `the bundle is of the first form, and cannot show that its ledger begins with the checkpoint of ${size} entries`;
    return rootOver(leaves, size) === root ? undefined : other;
  }
  if (consistency?.from !== checkpoint.size) {
    return `the checkpoint of ${size} entries is later than the ledger in the bundle, and comes without a proof from its ${checkpoint.size} entries on`;
  }
  const hashes = consistency.hashes.map(hashFromHex);
  const proof = { earlierSize: checkpoint.size, earlierRoot: hashFromHex(checkpoint.root), size, root: hashFromHex(root), hashes };
  return provesConsistency(proof) ? undefined : other;
}

/** Checks the enclosed anchors: states of the ledger that an authority stamped. */
export async function checkAnchors(
  { leaves }: LedgerState,
  entries: readonly LedgerEntry[],
  stampRoots: readonly string[],
  findings: Findings,
): Promise<void> {
  const anchors = entries.filter(({ event }) => event.kind === 'anchor');
  if (anchors.length === 0) {
    findings.add(
      'unknown',
      'ledger',
      'No authority stamped a state of the ledger. When its entries were written is known from its own clock alone.',
    );
  }
  for (const { position, event } of anchors) {
    if (event.kind !== 'anchor') continue;
    const { size, root, stamp } = event;
    if (size > position || leaves === undefined || rootOver(leaves, size) !== root) {
      findings.add('fails', 'ledger', `Entry ${position} has a stamp of another ledger than this one.`);
    } else if (stampRoots.length === 0) {
      findings.add(
        'unknown',
        'ledger',
        `Entry ${position} has a stamp of ${size} entries, and no trusted certificate of an authority was given to check it.`,
      );
    } else {
      const checked = await checkTimeStamp(fromBase64(stamp), sha256(toBytes(noteText({ size, root }))), stampRoots);
      if ('reason' in checked) findings.add('fails', 'ledger', `The stamp of entry ${position} does not hold: ${checked.reason}.`);
      else
        findings.add(
          'holds',
          'ledger',
          `The first ${size} entries of the ledger existed at ${checked.time.toISOString()}: ${checked.authority} stamped them.`,
        );
    }
  }
}
