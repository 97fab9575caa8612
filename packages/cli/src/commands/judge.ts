import { judgeScan, readRecords, readRevision, withLibrary } from '@streetdate/engine/internal';
import type { judge } from '../definitions/judge.ts';
import { EXIT } from '../exit.ts';
import { scanText } from '../output/scan-text.ts';
import type { Run } from './command.ts';
import { selectScans } from './select-scans.ts';

/** `streetdate judge` */
export const runJudge: Run<typeof judge> = async (names, { seenAt, territory, source, window, json: _ }, { home, console }) => {
  return withLibrary(home, {}, async (library) => {
    const records = await readRecords(library.database);
    const revision = await readRevision(library.database);
    const scans = await selectScans(library, names, console);
    let leaks = 0;
    let outdated = 0;
    for (const stored of scans) {
      const sighting = {
        ...stored.sighting,
        ...(seenAt !== undefined && { seenAt, seenAtBasis: 'reported' as const }),
        ...(territory !== undefined && { territory }),
      };
      const windows = window.length > 0 ? window : undefined;
      const circumstances = { path: stored.path, reused: true, sourceEvidence: source, windows };
      const record = judgeScan({ ...stored, sighting }, records, circumstances);
      console.result(record, scanText(record));
      if (record.verdict.kind === 'pre-release-leak') leaks++;
      if (stored.libraryRevision !== revision) outdated++;
    }
    if (scans.length === 0 && names.length === 0) console.note('no scan is stored yet');
    if (outdated > 0) console.note(`${outdated} of them were matched before the library changed; scan those files again`);
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};
