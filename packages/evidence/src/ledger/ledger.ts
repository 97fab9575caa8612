import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredLedgerEntry } from '@streetdate/engine';
import { toHex } from '../bytes/bytes.ts';
import type { ConsistencyProof, InclusionProof } from '../proofs/check-proof.ts';
import { hashFromHex } from '../proofs/hashes.ts';
import { MerkleTree } from '../proofs/merkle-tree.ts';
import { checkLedger, type LedgerReport } from './check-ledger.ts';
import { type Checkpoint, checkpointOf } from './checkpoint.ts';
import { decodeEntry, encodeEntry, entryHash, LEDGER_FORMAT, type LedgerEntry, type LedgerEvent } from './entry.ts';

/** Options for {@link Ledger}. */
export interface LedgerOptions {
  /** The instant that counts as now. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
}

/** Lines that are read at once. */
const PAGE_LINES = 1000;

/**
 * The ledger of a library: what was scanned, what came out, and who decided what. Entries are only added. Each names the hash of the one
 * before it, and a Merkle tree over all of them gives proofs for other parties.
 */
export class Ledger {
  readonly #library: Library;
  readonly #now: () => Date;

  /** @param library - Open for writing where entries are added. */
  constructor(library: Library, options: LedgerOptions = {}) {
    const { now = () => new Date() } = options;
    this.#library = library;
    this.#now = now;
  }

  /**
   * Adds events at the end, in one transaction. Time goes forward: a clock that is at most a minute behind the last entry writes its time again.
   * @param by - Who has them written.
   * @returns The new entries.
   * @throws TypeError when an event is not as the format has it; StreetdateError `bad-evidence` when the clock is further behind the last entry, and
   * as the library's catalogue.
   */
  async append(by: string, events: readonly LedgerEvent[]): Promise<LedgerEntry[]> {
    const written: LedgerEntry[] = [];
    const clock = this.#now().toISOString();
    await this.#library.appendToLedger((last) => {
      const at = forwardFrom(last, clock);
      const rows: StoredLedgerEntry[] = [];
      for (const event of events) {
        const before = rows.at(-1) ?? last;
        const position = before === undefined ? 0 : before.position + 1;
        const entry = { format: LEDGER_FORMAT, position, previous: before?.leafHash ?? null, at, by, event } as LedgerEntry;
        const text = encodeEntry(entry);
        rows.push({ position, text, leafHash: toHex(entryHash(text)) });
        written.push(entry);
      }
      return rows;
    });
    return written;
  }

  /** All lines, in order. They are read in pages, so memory stays flat. */
  async *lines(): AsyncGenerator<StoredLedgerEntry> {
    for (let start = 0; ; ) {
      const page = await this.#library.catalogue.ledgerEntries(start, PAGE_LINES);
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      start = last.position + 1;
    }
  }

  /** The state of the ledger now, to be kept elsewhere. */
  async checkpoint(): Promise<Checkpoint> {
    return checkpointOf(await this.#tree());
  }

  /** Checks every entry, and the ledger against earlier checkpoints of it. */
  async check(checkpoints: readonly Checkpoint[] = []): Promise<LedgerReport> {
    return checkLedger(this.lines(), checkpoints);
  }

  /** Proofs that entries are in the ledger as it is now. @throws RangeError when there is no such entry. */
  async inclusionProofs(positions: readonly number[]): Promise<InclusionProof[]> {
    const leafHashes: Uint8Array[] = [];
    const tree = await this.#tree(leafHashes);
    return positions.map((position) => ({
      position,
      size: tree.size,
      hashes: tree.inclusionProof(position),
      leafHash: leafHashes[position]!,
      root: tree.root(),
    }));
  }

  /**
   * The proof that the ledger now begins with all entries of an earlier checkpoint.
   * @throws RangeError when the checkpoint has no entries, or more than the ledger.
   */
  async consistencyProof({ size, root }: Checkpoint): Promise<ConsistencyProof> {
    const tree = await this.#tree();
    return { earlierSize: size, earlierRoot: hashFromHex(root), size: tree.size, root: tree.root(), hashes: tree.consistencyProof(size) };
  }

  async #tree(leafHashes: Uint8Array[] = []): Promise<MerkleTree> {
    // Hashed from the texts: a stored hash may be another one.
    for await (const { text } of this.lines()) leafHashes.push(entryHash(text));
    return MerkleTree.of(leafHashes);
  }
}

/** Clocks that are set by a network go back by seconds. */
const MOST_BACK_MS = 60_000;

/** The time of a new entry: never before the last one. */
function forwardFrom(last: StoredLedgerEntry | undefined, clock: string): string {
  const before = last && decodeEntry(last.text);
  if (before === undefined || 'reason' in before || before.format !== LEDGER_FORMAT) return clock;
  const back = Date.parse(before.at) - Date.parse(clock);
  if (back <= 0) return clock;
  if (back <= MOST_BACK_MS) return before.at;
  throw new StreetdateError(
    'bad-evidence',
    `the clock shows ${clock}, and the last entry of the ledger is of ${before.at}: set the clock right, because entries are in order of time`,
  );
}
