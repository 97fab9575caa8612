import { setTimeout } from 'node:timers/promises';
import type { CatalogueDatabase, Database } from './database.ts';

/** How often a transaction runs at most, and the longest wait before the second time, milliseconds. Later waits are longer. */
const RUNS = { most: 8, waitMs: 20 } as const;

/** Runs a transaction that may write. It waits for other writers first, and runs again where one of them made it fail. */
export async function write<T>(database: Database, place: CatalogueDatabase, work: (transaction: Database) => Promise<T>): Promise<T> {
  for (let run = 1; ; run++) {
    try {
      return await begin(database, place, async (transaction) => {
        await place.lockForWriting(transaction);
        return work(transaction);
      });
    } catch (error) {
      if (run === RUNS.most || !place.mayRunAgain(error)) throw error;
      // By chance, so that two do not meet again.
      await setTimeout(Math.random() * RUNS.waitMs * 2 ** (run - 1));
    }
  }
}

/** Runs a transaction with the isolation that the place needs. */
export function begin<T>(database: Database, { isolation }: CatalogueDatabase, work: (transaction: Database) => Promise<T>): Promise<T> {
  const transaction = database.transaction();
  return (isolation ? transaction.setIsolationLevel(isolation) : transaction).execute(work);
}
