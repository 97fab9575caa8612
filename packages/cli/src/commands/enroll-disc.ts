import type { Enrolled, OnProgress } from '@streetdate/engine';
import { checkDisc } from '@streetdate/engine/internal';
import type { enrollDisc } from '../definitions/enroll-disc.ts';
import { EXIT } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import { announceSale } from './announce-sale.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { printEnrolled } from './print-enrolled.ts';
import { recordingChanges } from './record-changes.ts';
import { searchAgainAfter } from './search-again.ts';
import { windowsOf } from './windows-of.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate enroll disc` */
export const runEnrollDisc: Run<typeof enrollDisc> = async ([path = ''], { window, json: _, searchAgain, by, ...values }, context) => {
  const { console, io } = context;
  // Checked before the library is opened, so that a refused disc creates none.
  try {
    await checkDisc(path);
  } catch (error) {
    console.fail(path, worldsFault(error));
    return EXIT.nothingFound;
  }
  return withLibrary(context, { create: true }, async (library) => {
    const done: Enrolled[] = [];
    const progress = followProgress(io, console);
    console.onInterrupt = () => 'the clips that were read are stored';
    const { title, streetDate, territory } = values;
    const announce = await announceSale(library, title, windowsOf(window, streetDate, territory), console);
    const onProgress: OnProgress = (reached) => {
      announce();
      progress.onProgress(reached);
    };
    const onNote = (message: string) => console.note(message);
    const options = { ...values, windows: window, as: 'disc' as const, signal: io.signal, onProgress, onNote };
    try {
      await recordingChanges(library, { by }, context, async () => {
        for await (const enrolled of library.enrollEach(path, options)) {
          if (enrolled.kind !== 'failed') {
            done.push(enrolled);
            announce();
          }
          await printEnrolled(library, enrolled, console);
        }
      });
    } finally {
      progress.stop();
    }
    return searchAgainAfter(library, done, searchAgain, context);
  });
};
