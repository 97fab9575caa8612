import type { judge } from '../definitions/judge.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count } from '../output/count-words.ts';
import type { Run } from './command.ts';
import { withScanHint } from './hints.ts';
import { printOutcome } from './print-outcome.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate judge` */
export const runJudge: Run<typeof judge> = async (names, { seenAt, territory, source, window, by, reason }, context) => {
  const { console, io } = context;
  const isSupposed = [seenAt, territory].some((given) => given !== undefined) || source.length + window.length > 0;
  if (by !== undefined && isSupposed)
    throw new UsageError('--by records verdicts as they are, and goes with no other sighting, source or window');
  if (reason !== undefined && by === undefined) throw new UsageError('--reason goes with --by');
  return withLibrary(context, by === undefined ? { access: 'read' } : {}, async (library) => {
    const windows = window.length > 0 ? window : undefined;
    const options = { seenAt, territory, sourceEvidence: source, windows };
    let [leaks, scans, outdated] = [0, 0, 0];
    for await (const outcome of library.judgeAgain(names.length > 0 ? names : undefined, options)) {
      scans++;
      if ('isOutdated' in outcome && outcome.isOutdated) outdated++;
      if ('error' in outcome) console.fail(outcome.path, withScanHint(outcome.error));
      else if (printOutcome(outcome, console)) leaks++;
    }
    if (by !== undefined) {
      const { Ledger, recordVerdicts } = await import('@streetdate/evidence');
      const ledger = new Ledger(library, { now: io.now });
      const changed = await recordVerdicts(ledger, library, by, names.length > 0 ? names : undefined, { reason });
      console.note(changed.length === 0 ? 'no recorded verdict has changed' : `${count(changed.length, 'changed verdict')} recorded`);
    }
    if (scans === 0 && names.length === 0) console.note('no scan is stored yet');
    if (outdated > 0) console.note(`${outdated} of them were matched before the library changed; scan those files again`);
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
