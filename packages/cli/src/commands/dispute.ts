import { stat } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredDispute } from '@streetdate/engine';
import type { disputeAdd, disputeEnd, disputeList } from '../definitions/dispute.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { DisputeRecord } from '../output/dispute-record.ts';
import { disputeText } from '../output/dispute-text.ts';
import type { Context, Run } from './command.ts';
import { accountName, recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** Most bytes of the file of a counter-notice. */
const MOST_BYTES = 1_000_000;

/** `streetdate dispute add` */
export const runDisputeAdd: Run<typeof disputeAdd> = async ([name = ''], values, context) => {
  const { by, ground, at: receivedAt, deadline, recordedBy } = values;
  const text = values.text === undefined ? undefined : await readNotice(values.text);
  await withLibrary(context, {}, async (library) => {
    const add = () => library.addDispute(name, { by, ground, text, receivedAt, deadline }).catch(asUsage);
    const dispute = await recordingChanges(library, { by: recordedBy }, context, add);
    await recordVerdict(library, dispute, recordedBy, `dispute ${dispute.id}`, context);
    print(library, dispute, context);
  });
  return EXIT.nothingFound;
};

/** `streetdate dispute list` */
export const runDisputeList: Run<typeof disputeList> = async (_operands, { open }, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const shown = (await library.disputes()).filter(({ outcome }) => !open || outcome === undefined);
    for (const dispute of shown) print(library, dispute, context);
    if (shown.length === 0) console.note(open ? 'no dispute is open' : 'nothing is disputed');
  });
  return EXIT.nothingFound;
};

/** `streetdate dispute end` */
export const runDisputeEnd: Run<typeof disputeEnd> = async ([id = ''], { outcome, reason, by }, context) => {
  await withLibrary(context, {}, async (library) => {
    const end = () => library.endDispute(id, { outcome: outcome!, reason }).catch(asUsage);
    const dispute = await recordingChanges(library, { by }, context, end);
    await recordVerdict(library, dispute, by, `dispute ${id} was ${outcome}: ${reason}`, context);
    print(library, dispute, context);
    if (outcome === 'upheld') context.console.note('`streetdate draft retraction` writes to the hosts that were told otherwise');
  });
  return EXIT.nothingFound;
};

/** The disputes of a scan, as records. */
export function disputeRecordOf({ fault: _, ...dispute }: StoredDispute, now: Date): DisputeRecord {
  const secondsLeft = Math.round((Date.parse(dispute.deadline) - now.getTime()) / 1000);
  const isOpen = dispute.outcome === undefined;
  return { type: 'dispute', ...dispute, ...(isOpen && { secondsLeft, overdue: secondsLeft < 0 }) };
}

function print(library: Library, dispute: StoredDispute, { console, io }: Context): void {
  const record = disputeRecordOf(dispute, io.now());
  if (dispute.fault === undefined) {
    console.result(record, disputeText(record, console));
    return;
  }
  const message = `the stored dispute ${dispute.id} cannot be read: ${dispute.fault}; \`streetdate db check\` names such rows`;
  console.fail(dispute.id, new StreetdateError('bad-library', message, { path: library.home }));
}

/** A verdict that is recorded already, and is another one now, is recorded with what it was. */
async function recordVerdict(
  library: Library,
  { scanId }: StoredDispute,
  by: string | undefined,
  reason: string,
  { io }: Context,
): Promise<void> {
  if ((await library.catalogue.ledgerSize()) === 0) return;
  const { Ledger, recordVerdicts } = await import('@streetdate/evidence');
  await recordVerdicts(new Ledger(library, { now: io.now }), library, by ?? accountName(), [scanId], { reason });
}

/** The text of a counter-notice: that of the file with this name, or else the words themselves. */
async function readNotice(fileOrText: string): Promise<string> {
  const facts = await stat(fileOrText).catch(() => undefined);
  if (facts === undefined) {
    // A path that was misspelt would be stored as the notice.
    if (!/\s/.test(fileOrText)) throw new UsageError(`--text names no file, and is no text of several words: ${fileOrText}`);
    return fileOrText;
  }
  if (!facts.isFile()) throw new UsageError(`--text must be a file or a text, and ${fileOrText} is a folder`);
  if (facts.size > MOST_BYTES)
    throw new UsageError(`--text must be a file of at most ${MOST_BYTES} bytes, and ${fileOrText} has ${facts.size}`);
  const { readFile } = await import('node:fs/promises');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(fileOrText));
  } catch (cause) {
    if (!(cause instanceof TypeError))
      throw new StreetdateError('file-unreadable', `${fileOrText}: it cannot be read`, { path: fileOrText, cause });
    throw new UsageError(`--text must be a file of text in UTF-8, and ${fileOrText} is none`);
  }
}

/** What is wrong with an option, in its words. */
function asUsage(error: unknown): never {
  if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
  const options: Readonly<Record<string, string>> = { receivedAt: 'at' };
  throw new UsageError(error.message.replace(/^(?:dispute|end)\.(\w+)/, (_, field: string) => `--${options[field] ?? field}`));
}
