import type { Database } from './database.ts';

/**
 * Runs a transaction that may write. It takes the write lock first. A transaction that begins with a read would fail at once, instead of
 * waiting, if another process writes in between.
 */
export function write<T>(database: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('library')
      .set((column) => ({ revision: column('revision', '+', 0) }))
      .execute();
    return work(transaction);
  });
}
