import type { Database } from './database.ts';

/**
 * Runs work in a transaction that may write. It takes the lock before anything is read: a transaction that began with a read would
 * fail at once, without waiting, when another process writes in between.
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
