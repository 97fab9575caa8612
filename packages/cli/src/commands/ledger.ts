import { StreetdateError } from '@streetdate/core/portable';
import {
  anchorLedger,
  type Checkpoint,
  checkLedger,
  decodeEntry,
  encodeEntry,
  Ledger,
  type LedgerEntry,
  type LedgerReport,
  readCheckpoint,
  readLedgerFile,
  recordEnrolments,
  recordFacts,
  recordScans,
  recordServers,
  signNote,
} from '@streetdate/evidence';
import type {
  ledgerAnchor,
  ledgerCheck,
  ledgerCheckpoint,
  ledgerCorrect,
  ledgerDecide,
  ledgerRecord,
  ledgerShow,
} from '../definitions/ledger.ts';
import { EXIT, UsageError } from '../exit.ts';
import { entryText } from '../output/ledger-text.ts';
import { stampAt } from './bundle.ts';
import type { Context, Run } from './command.ts';
import { signerOf } from './signer-of.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate ledger record` */
export const runLedgerRecord: Run<typeof ledgerRecord> = async (names, { by, reason }, context) => {
  await withLibrary(context, {}, async (library) => {
    const ledger = new Ledger(library, { now: context.io.now });
    const enrolled = names.length > 0 ? [] : await recordEnrolments(ledger, library, by);
    const facts = names.length > 0 ? [] : await recordFacts(ledger, library, by, { reason });
    const scans = await recordScans(ledger, library, by, names.length > 0 ? names : undefined, { reason });
    const servers = names.length > 0 ? [] : await recordServers(ledger, library, by);
    const added = [...enrolled, ...facts, ...scans, ...servers];
    for (const entry of added) printEntry(entry, context);
    if (added.length === 0) context.console.note('the ledger has all of it already');
  });
  return EXIT.nothingFound;
};

/** `streetdate ledger decide` */
export const runLedgerDecide: Run<typeof ledgerDecide> = async ([name = ''], { by, decision, reason }, context) => {
  await withLibrary(context, {}, async (library) => {
    const scanIds: string[] = [];
    for await (const outcome of library.judgeAgain(name)) {
      if ('error' in outcome) throw outcome.error;
      scanIds.push(outcome.scanId);
    }
    if (scanIds.length > 1) throw new UsageError(`${name} was scanned in several states; give the id of one: ${scanIds.join(', ')}`);
    const ledger = new Ledger(library, { now: context.io.now });
    const [entry] = await ledger.append(by, [{ kind: 'decision', scanId: scanIds[0]!, decision: decision!, reason }]);
    printEntry(entry!, context);
  });
  return EXIT.nothingFound;
};

/** `streetdate ledger correct` */
export const runLedgerCorrect: Run<typeof ledgerCorrect> = async ([operand = ''], { by, reason }, context) => {
  const corrects = /^\d{1,15}$/.test(operand) ? Number(operand) : undefined;
  if (corrects === undefined)
    throw new UsageError(`the entry must be its position, as \`streetdate ledger show\` prints it, got ${operand}`);
  await withLibrary(context, {}, async (library) => {
    const ledger = new Ledger(library, { now: context.io.now });
    const { size } = await ledger.checkpoint();
    if (corrects >= size) throw new UsageError(`the ledger has ${size} entries, from 0 on, and none at ${corrects}`);
    const [entry] = await ledger.append(by, [{ kind: 'correction', corrects, reason }]);
    printEntry(entry!, context);
  });
  return EXIT.nothingFound;
};

/** `streetdate ledger anchor` */
export const runLedgerAnchor: Run<typeof ledgerAnchor> = async (_operands, { by, tsa, every: everyHours }, context) => {
  const { now, signal } = context.io;
  await withLibrary(context, {}, async (library) => {
    const entry = await anchorLedger(new Ledger(library, { now }), by, stampAt(tsa, signal), { everyHours, now });
    if (entry !== undefined) printEntry(entry, context);
    else context.console.note('nothing is stamped: nothing is new, or the last anchor is young enough');
  });
  return EXIT.nothingFound;
};

/** `streetdate ledger show` */
export const runLedgerShow: Run<typeof ledgerShow> = async (_operands, { json }, context) => {
  await withLibrary(context, { access: 'read' }, async (library) => {
    let entries = 0;
    for await (const { position, text } of new Ledger(library).lines()) {
      const entry = decodeEntry(text);
      entries++;
      if (json) context.console.text(text);
      else if ('reason' in entry) context.console.warn(`entry ${position}`, `it cannot be read: ${entry.reason}`);
      else context.console.text(entryText(entry));
    }
    if (entries === 0) context.console.note('the ledger is empty; `streetdate ledger record` fills it');
  });
  return EXIT.nothingFound;
};

/** `streetdate ledger checkpoint` */
export const runLedgerCheckpoint: Run<typeof ledgerCheckpoint> = async (_operands, values, context) => {
  const { since, origin, key, signerProgram } = values;
  const isNote = key !== undefined || signerProgram !== undefined;
  if (origin !== undefined && !isNote) throw new UsageError('--origin is for a signed note: give --key or --signer-program');
  if (since !== undefined && isNote) throw new UsageError('--since is for JSON: a signed note holds no proof');
  const signer = isNote ? await signerOf(values, context.io.signal) : undefined;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const ledger = new Ledger(library);
    const checkpoint = await ledger.checkpoint();
    if (since !== undefined && (since < 1 || since > checkpoint.size)) {
      throw new UsageError(`--since must be from 1 to the ledger's ${checkpoint.size} entries, got ${since}`);
    }
    if (signer !== undefined) {
      const { note, key: known } = await signNote(checkpoint, signer, origin);
      context.console.text(note.trimEnd());
      context.console.note(`whoever checks the note needs the key ${known}`);
      return;
    }
    const proof = since === undefined ? undefined : await ledger.consistencyProof({ ...checkpoint, size: since });
    const consistency = proof && { from: since, hashes: proof.hashes.map((hash) => Buffer.from(hash).toString('hex')) };
    context.console.text(JSON.stringify({ ...checkpoint, ...(consistency && { consistency }) }));
  });
  return EXIT.nothingFound;
};

/** `streetdate ledger check` */
export const runLedgerCheck: Run<typeof ledgerCheck> = async (_operands, { checkpoint: files, file }, context) => {
  const checkpoints: Checkpoint[] = [];
  for (const path of files) checkpoints.push(await readCheckpoint(path));
  const report =
    file !== undefined
      ? await checkLedger(readLedgerFile(file), checkpoints)
      : await withLibrary(context, { access: 'read' }, (library) => new Ledger(library).check(checkpoints));
  printReport(report, file ?? 'the ledger', checkpoints.length, context);
  return EXIT.nothingFound;
};

function printEntry(entry: LedgerEntry, { console }: Context): void {
  console.text(console.json ? encodeEntry(entry) : entryText(entry));
}

function printReport(report: LedgerReport, name: string, checkpoints: number, { console }: Context): void {
  const { checkpoint, faults, clockSetBack } = report;
  const whole = faults.length === 0;
  const compared =
    checkpoints === 0 ? 'no checkpoint was given, so entries cut from its end would not be noticed' : 'it continues every checkpoint given';
  const verdict = whole
    ? `The ledger is whole: ${checkpoint.size} entries, root ${checkpoint.root}; ${compared}.`
    : 'The ledger is not whole.';
  const clock = clockSetBack.map((position) => `The time of entry ${position} is before that of the entry before it.`);
  console.result({ type: 'ledger-check', whole, ...report }, [verdict, ...clock].join('\n'));
  for (const { message } of faults) console.fail(name, new StreetdateError('bad-evidence', message));
}
