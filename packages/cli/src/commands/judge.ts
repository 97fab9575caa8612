import type { judge } from '../definitions/judge.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';
import { withScanHint } from './hints.ts';
import { printOutcome } from './print-outcome.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate judge` */
export const runJudge: Run<typeof judge> = async (names, { seenAt, territory, source, window }, context) => {
  const { console } = context;
  return withLibrary(context, { access: 'read' }, async (library) => {
    const windows = window.length > 0 ? window : undefined;
    const options = { seenAt, territory, sourceEvidence: source, windows };
    let [leaks, scans, outdated] = [0, 0, 0];
    for await (const outcome of library.judgeAgain(names.length > 0 ? names : undefined, options)) {
      scans++;
      if ('isOutdated' in outcome && outcome.isOutdated) outdated++;
      if ('error' in outcome) console.fail(outcome.path, withScanHint(outcome.error));
      else if (printOutcome(outcome, console)) leaks++;
    }
    if (scans === 0 && names.length === 0) console.note('no scan is stored yet');
    if (outdated > 0) console.note(`${outdated} of them were matched before the library changed; scan those files again`);
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
