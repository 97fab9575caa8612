import type { scan } from '../definitions/scan.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { printScanned } from './print-outcome.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate scan` */
export const runScan: Run<typeof scan> = async (
  paths,
  { seenAt, territory, source, concurrency, checkSums, withoutIscc, rescan, thorough },
  context,
) => {
  const { console, io } = context;
  return withLibrary(context, {}, async (library) => {
    const progress = followProgress(io, console);
    const sighting = { seenAt, territory, sourceEvidence: source };
    const options = { ...sighting, concurrency, checkSums, iscc: !withoutIscc, rescan, thorough, signal: io.signal };
    const { onProgress } = progress;
    let leaks = 0;
    try {
      for await (const outcome of library.scan(paths, { ...options, onProgress, onNote: (message) => console.note(message) })) {
        if (printScanned(outcome, console)) leaks++;
      }
    } finally {
      progress.stop();
    }
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
