import type { Enrolled, Library } from '@streetdate/engine';
import { EXIT, type ExitStatus } from '../exit.ts';
import { count } from '../output/count-words.ts';
import type { Context } from './command.ts';
import { printOutcome } from './print-outcome.ts';

/**
 * Searches stored scans again that what was enrolled may change, if it is asked for. Otherwise a note says how many there are.
 * @param isAsked - Whether `--search-again` is given.
 * @returns The exit status of the command.
 */
export async function searchAgainAfter(
  library: Library,
  enrolled: readonly Enrolled[],
  isAsked: boolean,
  { console, io }: Context,
): Promise<ExitStatus> {
  const ids = await library.scansToSearchAgain(enrolled);
  if (ids.length === 0) return EXIT.nothingFound;
  if (!isAsked) {
    // Who enrolls a new film scans for it anyway.
    const isUpgraded = enrolled.some((each) => each.kind === 'reference' && each.upgraded);
    if (isUpgraded)
      console.note(`${count(ids.length, 'stored scan')} may find more now; the same command with --search-again searches without decoding`);
    return EXIT.nothingFound;
  }
  let leaks = 0;
  for (const id of ids) {
    const outcome = await library.searchAgain(id, { signal: io.signal, onNote: (message) => console.note(message) });
    if (printOutcome(outcome, console)) leaks++;
  }
  return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
}
