import { isScanned } from '@streetdate/engine';
import type { scan } from '../definitions/scan.ts';
import { EXIT, UsageError } from '../exit.ts';
import { ScanTally, summaryText } from '../output/scan-tally.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { printScanned } from './print-outcome.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate scan` */
export const runScan: Run<typeof scan> = async (
  paths,
  {
    seenAt,
    territory,
    link,
    host,
    account,
    source,
    concurrency,
    checkSums,
    withoutIscc,
    rescan,
    thorough,
    skip,
    spool,
    deletedFiles,
    explain,
  },
  context,
) => {
  const { console, io } = context;
  if (account !== undefined && link === undefined && host === undefined) throw new UsageError('--account needs --link or --host beside it');
  return withLibrary(context, {}, async (library) => {
    const progress = followProgress(io, console);
    const sighting = { seenAt, territory, link, host, account, sourceEvidence: source };
    const options = {
      ...sighting,
      concurrency,
      checkSums,
      iscc: !withoutIscc,
      rescan,
      thorough,
      skip,
      spoolBytes: spool,
      deletedFiles,
      signal: io.signal,
    };
    const { onProgress } = progress;
    const tally = new ScanTally();
    const started = performance.now();
    try {
      for await (const outcome of library.scan(paths, { ...options, onProgress, onNote: (message) => console.note(message) })) {
        tally.add(outcome);
        const search = explain && isScanned(outcome) ? await library.explainSearch(outcome.scanId) : undefined;
        printScanned(outcome, console, search);
      }
    } finally {
      progress.stop();
    }
    const summary = tally.record((performance.now() - started) / 1000);
    console.result(summary, summaryText(summary));
    return tally.leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
