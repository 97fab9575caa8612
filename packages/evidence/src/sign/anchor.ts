import { checkFunction, checkObject, checkRange, checkString } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { toBase64, toBytes } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { noteText } from '../ledger/checkpoint.ts';
import { decodeEntry, type LedgerEntry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { stampFault, type TimeStamper, timeStampRequest } from './time-stamp.ts';

/** Options for {@link anchorLedger}. */
export interface AnchorOptions {
  /** Hours that must have passed since the last anchor, 0 to 8784. @defaultValue 0 */
  readonly everyHours?: number | undefined;
  /** The instant that counts as now. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
}

/**
 * Has an authority stamp the ledger's state (RFC 3161), and adds the stamp to the ledger: from then on nobody can write its entries anew, or date
 * new ones before it. A schedule calls it as often as it likes.
 * @param by - Who has it recorded.
 * @returns The new entry; undefined where nothing is new, or the last anchor is young enough.
 * @throws StreetdateError `bad-evidence` when the authority gives no stamp of it, and what the stamper throws.
 */
export async function anchorLedger(
  ledger: Ledger,
  by: string,
  timeStamper: TimeStamper,
  options: AnchorOptions = {},
): Promise<LedgerEntry | undefined> {
  checkObject('ledger', ledger);
  checkString('by', by);
  checkFunction('timeStamper', timeStamper);
  checkObject('options', options);
  const { everyHours = 0, now = () => new Date() } = options;
  checkRange('everyHours', everyHours, 0, 8784);
  let [entries, last] = [0, undefined as LedgerEntry | undefined];
  for await (const { text } of ledger.lines()) {
    entries++;
    const entry = decodeEntry(text);
    if (!('reason' in entry) && entry.event.kind === 'anchor') last = entry;
  }
  const isYoung = last !== undefined && now().getTime() - Date.parse(last.at) < everyHours * 3_600_000;
  if (entries === 0 || last?.position === entries - 1 || isYoung) return undefined;
  const { size, root } = await ledger.checkpoint();
  const digest = sha256(toBytes(noteText({ size, root })));
  const stamp = await timeStamper(timeStampRequest(digest));
  const fault = await stampFault(stamp, digest);
  if (fault !== undefined) throw new StreetdateError('bad-evidence', `the time-stamping authority gave no stamp of the ledger: ${fault}`);
  const [entry] = await ledger.append(by, [{ kind: 'anchor', size, root, stamp: toBase64(stamp) }]);
  return entry;
}
