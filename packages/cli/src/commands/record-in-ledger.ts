import { isLibrary } from '@streetdate/engine';
import { Ledger, type LedgerEvent } from '@streetdate/evidence';
import type { Context } from './command.ts';
import { accountName } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/**
 * Adds what happened to the library's ledger, where there is a library that keeps one.
 * @param eventOf - Makes the event; it is not called where no ledger is kept.
 */
export async function recordInLedger(
  context: Context,
  by = accountName(),
  eventOf: () => LedgerEvent | Promise<LedgerEvent>,
): Promise<void> {
  if (!(await isLibrary(context.home))) return;
  // What happened is recorded also where the run is stopped after it.
  const io = { ...context.io, signal: new AbortController().signal };
  await withLibrary({ ...context, io }, {}, async (library) => {
    if ((await library.catalogue.ledgerSize()) > 0) await new Ledger(library, { now: context.io.now }).append(by, [await eventOf()]);
  });
}
