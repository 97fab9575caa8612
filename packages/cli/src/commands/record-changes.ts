import { userInfo } from 'node:os';
import type { Library } from '@streetdate/engine';
import type { Context } from './command.ts';

/** Who has changes recorded, and why they are made. */
export interface Recorded {
  /** Who has them recorded. @defaultValue the account of this process */
  readonly by?: string | undefined;
  /** Why, where their own reasons do not say so. @defaultValue not stated */
  readonly reason?: string | undefined;
}

/**
 * Does work that changes what verdicts are by, and adds each change to the library's ledger, with what was there before. A library without entries
 * in its ledger keeps none. What was changed before the work failed is recorded as well.
 */
export async function recordingChanges<T>(
  library: Library,
  { by = accountName(), reason }: Recorded,
  { io }: Context,
  work: () => Promise<T>,
): Promise<T> {
  if ((await library.catalogue.ledgerSize()) === 0) return work();
  const { Ledger, readFacts, recordChanges } = await import('@streetdate/evidence');
  const before = await readFacts(library);
  const record = () => recordChanges(new Ledger(library, { now: io.now }), library, by, before, { reason });
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // What failed first is told.
    await record().catch(() => {});
    throw error;
  }
  await record();
  return result;
}

/** The account of this process, which stands for who did it where nobody says so. */
export function accountName(): string {
  try {
    return userInfo().username || 'unknown';
  } catch {
    // An account without a name, as in some containers.
    return 'unknown';
  }
}
