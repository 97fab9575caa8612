import { realpath } from 'node:fs/promises';
import {
  type Found,
  findReleases,
  judgeScan,
  openScanner,
  ReleaseGroups,
  readRecords,
  scanBatch,
  walk,
  withLibrary,
} from '@streetdate/engine/internal';
import type { ScanRecord } from '@streetdate/engine/records';
import type { scan } from '../definitions/scan.ts';
import { EXIT } from '../exit.ts';
import { showProgress } from '../output/progress.ts';
import { scanText } from '../output/scan-text.ts';
import type { Run } from './command.ts';

/** `streetdate scan` */
export const runScan: Run<typeof scan> = async (
  paths,
  { seenAt, territory, source, concurrency, checkSums, rescan, thorough },
  { home, console, io },
) => {
  return withLibrary(home, { create: true }, async (library) => {
    const records = await readRecords(library.database);
    if (records.references.size === 0) console.note('the library has no references yet, so nothing can be found');
    const found: Found[] = [];
    const releases = new ReleaseGroups();
    const leaveOut = [library.home];
    for await (const each of findReleases(paths, { leaveOut: [library.home], checkSums, signal: io.signal })) {
      for (const problem of each.release.problems) console.fail(problem.path ?? each.release.path, problem);
      if (each.found.length === 0) continue;
      found.push(...each.found);
      releases.add(each);
      for (const file of each.release.files) leaveOut.push(await realpath(file).catch(() => file));
    }
    for await (const each of walk(paths, { leaveOut })) found.push(each);
    const onNote = (message: string) => console.note(message);
    const scanner = await openScanner(library, records, io.now, { seenAt, territory, onNote, signal: io.signal });

    const show = (files: number) => showProgress(io, console, files);
    const options = { signal: io.signal, showProgress: show, concurrency, rescan, thorough };
    let leaks = 0;
    const tell = (record: ScanRecord) => {
      console.result(record, scanText(record));
      if (record.verdict.kind === 'pre-release-leak') leaks++;
    };
    try {
      for await (const outcome of scanBatch(found, scanner, options)) {
        const { path } = outcome;
        if ('error' in outcome) {
          console.fail(path, outcome.error);
        } else {
          const record = judgeScan(outcome.scan, records, { path, reused: outcome.reused, sourceEvidence: source });
          if (record.damage) console.damaged(path, record.damage);
          if (outcome.unstored) console.warn(path, outcome.unstored.message);
          if (releases.has(path)) releases.take(record);
          else tell(record);
        }
        const whole = releases.finish(path);
        if (whole) tell(whole);
      }
    } finally {
      await scanner.close();
    }
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
