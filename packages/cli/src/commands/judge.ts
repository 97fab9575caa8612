import { judgeScan, readRecords, readRevision, withLibrary } from '@streetdate/engine/internal';
import { parseWindow } from '@streetdate/matcher';
import { EXIT } from '../exit.ts';
import { scanText } from '../output/scan-text.ts';
import { defineCommand, flag, several } from './command.ts';
import { SIGHTING_OPTIONS } from './readers.ts';
import { selectScans } from './select-scans.ts';

/** `streetdate judge` */
export const judge = defineCommand({
  name: 'judge',
  summary: 'judge stored scans again, with other windows or another sighting, without decoding',
  details:
    'What is given here holds for this call only; nothing is stored. Without options the verdicts follow the windows as they are now.',
  operand: { usage: '[scan...]', description: 'scan ids or paths of scanned files (default: every stored scan)' },
  options: {
    ...SIGHTING_OPTIONS,
    window: several('--window <territory:channel:instant>', "takes the place of every title's windows; repeatable", parseWindow),
    json: flag('--json', 'print JSON Lines, one a file, see schema/scan.schema.json'),
  },
  examples: [
    ['streetdate judge', 'every stored scan, by the windows as they are now'],
    ['streetdate judge upload.mp4 --seen-at 2026-03-01T12:00:00Z', 'had it been seen then'],
    ['streetdate judge --window US:disc:2026-03-10@America/New_York --territory US', 'under another street date'],
  ],
  run: async (names, { seenAt, territory, source, window, json: _ }, { home, console }) => {
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
      if (outdated > 0)
        console.note(`${outdated} of them were matched before the library changed; scan the files again to match them anew`);
      return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
    });
  },
});
