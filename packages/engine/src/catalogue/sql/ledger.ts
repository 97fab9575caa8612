import type { StoredLedgerEntry } from '../stored.ts';
import type { Database } from './database.ts';

/** How many entries there are. */
export async function ledgerSize(database: Database): Promise<number> {
  const row = await database
    .selectFrom('ledger_entry')
    .select(({ fn }) => fn.countAll<number>().as('size'))
    .executeTakeFirstOrThrow();
  return Number(row.size);
}

/** Entries in order of their positions: from `start` on, at most `count`. */
export async function listLedgerEntries(database: Database, start: number, count: number): Promise<StoredLedgerEntry[]> {
  const rows = await database
    .selectFrom('ledger_entry')
    .selectAll()
    .where('position', '>=', start)
    .orderBy('position')
    .limit(count)
    .execute();
  return rows.map(({ position, entry, leaf_hash }) => ({ position, text: entry, leafHash: leaf_hash }));
}

/** Adds an entry at the end. Call it inside a transaction. @throws RangeError when its position is another one. */
export async function appendLedgerEntry(database: Database, { position, text, leafHash }: StoredLedgerEntry): Promise<void> {
  const size = await ledgerSize(database);
  if (position !== size) throw new RangeError(`position must be ${size}, where the ledger ends, got ${position}`);
  await database.insertInto('ledger_entry').values({ position, entry: text, leaf_hash: leafHash }).execute();
}
