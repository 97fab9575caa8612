import { checkIterable, checkList, checkObject } from '@streetdate/core/internal';
import { toHex } from '../bytes/bytes.ts';
import { MerkleTree, peakSpans } from '../proofs/merkle-tree.ts';
import { type Checkpoint, checkpointOf } from './checkpoint.ts';
import { decodeEntry, entryHash, FIRST_LEDGER_FORMAT, type LedgerEntry } from './entry.ts';

/** A line of a ledger, as it is stored or as it was handed over. */
export interface LedgerLine {
  /** Its place, from 0 on. */
  readonly position: number;
  /** The entry: canonical JSON. */
  readonly text: string;
  /** The leaf hash that was stored with it, in hexadecimal. @defaultValue none was stored */
  readonly leafHash?: string;
}

/** What is wrong with a ledger, and where. */
export interface LedgerFault {
  /**
   * `edited`: an entry is not the one that was written. `missing`: entries are gone. `doubled`: two entries at one place. `moved`: an entry
   * stands at another place than it was written for. `unchained`: an entry does not follow the one before it. `cut`: entries at the end are
   * gone. `fork`: entries differ from those that an earlier checkpoint was made of.
   */
  readonly kind: 'edited' | 'missing' | 'doubled' | 'moved' | 'unchained' | 'cut' | 'fork';
  /** The first entry concerned. */
  readonly start: number;
  /** The entry after the last one concerned. */
  readonly end: number;
  /** What is wrong, in a sentence. */
  readonly message: string;
}

/** What a check of a ledger found. */
export interface LedgerReport {
  /** The ledger's state. */
  readonly checkpoint: Checkpoint;
  /** What is wrong, in order of place; empty for a whole ledger. */
  readonly faults: readonly LedgerFault[];
  /** Entries whose time is before that of the entry before them: a clock was set back, or ran ahead. It is no fault of the ledger. */
  readonly clockSetBack: readonly number[];
}

/**
 * Checks a ledger entry by entry, and finds and locates each edit, cut, doubled entry and change of order.
 *
 * A ledger alone cannot show that its last entries are gone, or that somebody wrote all of it anew: give it the checkpoints that were kept
 * elsewhere, such as in bundles.
 * @param lines - All lines, in order.
 * @param checkpoints - Earlier states of the same ledger.
 */
export async function checkLedger(
  lines: AsyncIterable<LedgerLine> | Iterable<LedgerLine>,
  checkpoints: readonly Checkpoint[] = [],
): Promise<LedgerReport> {
  checkIterable('lines', lines);
  checkList('checkpoints', checkpoints, checkObject);
  const tree = new MerkleTree();
  const faults: LedgerFault[] = [];
  const clockSetBack: number[] = [];
  let expected = 0;
  let before: { readonly position: number; readonly leafHash: string; readonly entry: LedgerEntry | undefined } | undefined;
  for await (const { position, text, leafHash: stored } of lines) {
    const faultsBefore = faults.length;
    if (position > expected) faults.push(fault('missing', expected, position, `${entries(expected, position)} missing`));
    if (position < expected) faults.push(fault('doubled', position, position + 1, `entry ${position} is there more than once`));
    const hash = entryHash(text);
    const leafHash = toHex(hash);
    const decoded = decodeEntry(text);
    const entry = 'reason' in decoded ? undefined : decoded;
    if (stored !== undefined && stored !== leafHash) {
      faults.push(fault('edited', position, position + 1, `entry ${position} was edited: its hash differs from the one stored with it`));
    } else if ('reason' in decoded) {
      faults.push(fault('edited', position, position + 1, `entry ${position} is no entry of a ledger: ${decoded.reason}`));
    }
    if (entry && entry.position !== position) {
      faults.push(fault('moved', position, position + 1, `entry ${position} was written as entry ${entry.position}`));
    }
    if (entry && faults.length === faultsBefore && entry.previous !== (before?.leafHash ?? null)) {
      const start = before?.position ?? position;
      const message = before
        ? `entry ${position} does not follow entry ${before.position}: one of the two was edited or replaced`
        : `entry ${position} follows an entry that is not there`;
      faults.push(fault('unchained', start, position + 1, message));
    }
    if (entry && before?.entry && before.entry.format !== entry.format && entry.format === FIRST_LEDGER_FORMAT) {
      faults.push(fault('edited', position, position + 1, `entry ${position} is of the first form, and one before it of the second`));
    }
    if (entry && before?.entry && Date.parse(entry.at) < Date.parse(before.entry.at)) clockSetBack.push(position);
    tree.append(hash);
    // An edited entry is one fault: the next one still follows what was stored.
    before = { position, leafHash: stored ?? leafHash, entry };
    expected = position + 1;
  }
  for (const checkpoint of checkpoints) faults.push(...faultsBeside(tree, checkpoint));
  faults.sort((a, b) => a.start - b.start);
  return { checkpoint: checkpointOf(tree), faults, clockSetBack };
}

/** How a ledger differs from an earlier state of it. */
function faultsBeside(tree: MerkleTree, checkpoint: Checkpoint): LedgerFault[] {
  const { size, root, peaks } = checkpoint;
  const about = `the checkpoint of ${size} entries`;
  if (size > tree.size) return [fault('cut', tree.size, size, `${entries(tree.size, size)} missing: ${about} has them`)];
  const now = checkpointOf(tree, size);
  if (now.root === root) return [];
  // A note has no peaks: the fork is somewhere in it.
  const spans = peaks.length === 0 ? [] : peakSpans(size);
  const differs = spans.findIndex((_, at) => now.peaks[at] !== peaks[at]);
  const { start, end } = spans[differs] ?? { start: 0, end: size };
  return [fault('fork', start, end, `${about} was made of another ledger: the first difference is in entries ${start} to ${end - 1}`)];
}

function fault(kind: LedgerFault['kind'], start: number, end: number, message: string): LedgerFault {
  return { kind, start, end, message };
}

function entries(start: number, end: number): string {
  return end - start === 1 ? `entry ${start} is` : `entries ${start} to ${end - 1} are`;
}
