import { basename } from 'node:path';
import { checkObject, checkPath, checkString } from '@streetdate/core/internal';
import { toBytes, toText } from '../bytes/bytes.ts';
import type { CaseLog } from '../logs/case-log.ts';
import { appendFresh } from './append-fresh.ts';
import type { LedgerEntry } from './entry.ts';
import type { Ledger } from './ledger.ts';

/**
 * Adds to the ledger that a log of a server was read: its SHA-256, and each of its lines about a copy. The same again adds nothing.
 * @param by - Who has it recorded.
 * @param path - Where the log was read; its name is kept.
 */
export async function recordLog(ledger: Ledger, by: string, path: string, log: CaseLog): Promise<readonly LedgerEntry[]> {
  checkObject('ledger', ledger);
  checkString('by', by);
  checkPath('path', path);
  checkObject('log', log);
  const { serverId, form, sha256, bytes, lines, events, bad, zone } = log;
  const copies = log.copies.map(({ line, at, action, isDone, path: logged, file, digest, account, address }) => ({
    ...{ line, at, action, isDone, path: plain(logged), file: plain(file), digest },
    ...(account !== undefined && { account: plain(account) }),
    ...(address !== undefined && { address: plain(address) }),
  }));
  const event = { kind: 'log' as const, serverId, form, name: plain(basename(path)), sha256, bytes, lines, events, badLines: bad };
  return appendFresh(ledger, by, [{ ...event, ...(zone !== undefined && { zone }), copies }]);
}

/** Text without half surrogate pairs, which canonical JSON cannot hold. */
function plain(text: string): string {
  return toText(toBytes(text));
}
