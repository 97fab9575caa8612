import { judgeScan, type Records, readRecords, withLibrary } from '@streetdate/engine/internal';
import { EXIT } from '../exit.ts';
import { VERSION } from '../output/version.ts';
import { type ReportContent, type ReportReference, type ReportScan, writeReport } from '../report/index.ts';
import { defineCommand, read, several } from './command.ts';
import { readName } from './readers.ts';
import { selectScans } from './select-scans.ts';

/** `streetdate report` */
export const report = defineCommand({
  name: 'report',
  summary: 'write stored scans as one HTML page, with pictures of what was found',
  details: 'The page needs nothing beside it. It shows pictures of the files and of the enrolled media that are still where they were.',
  options: {
    output: read('-o, --output <file>', 'the page (default: report.html)', readName),
    scan: several('--scan <scan>', 'a scan id or the path of a scanned file; repeatable (default: every stored scan)', readName),
  },
  examples: [
    ['streetdate report', 'writes report.html'],
    ['streetdate report -o case.html --scan uploads/a.mp4', 'one file'],
  ],
  run: async (_operands, { output = 'report.html', scan: names }, { home, console, io }) => {
    await withLibrary(home, {}, async (library) => {
      const records = await readRecords(library.database);
      const scans: ReportScan[] = [];
      for (const stored of await selectScans(library, names, console)) {
        const { matches, ...record } = judgeScan(stored, records, { path: stored.path, reused: true });
        const found = new Map(stored.matches.map((match) => [match.referenceId, match]));
        scans.push({
          ...record,
          matches: matches.map((match) => ({ ...match, segments: found.get(match.referenceId)?.segments ?? [] })),
          stamp: stored.stamp,
        });
      }
      const content: ReportContent = {
        generatedAt: io.now().toISOString(),
        version: VERSION,
        library: library.home,
        scans,
        references: referencesOf(records),
      };
      await writeReport(output, content, { signal: io.signal });
      console.text(output);
    });
    return EXIT.nothingFound;
  },
});

function referencesOf({ references, titles }: Records): Map<string, ReportReference> {
  const entries = [...references.values()].map(({ id, titleId, kind, edition, duration, media }): [string, ReportReference] => [
    id,
    {
      title: titles.get(titleId)?.name ?? titleId,
      kind,
      duration,
      windows: titles.get(titleId)?.windows ?? [],
      ...(edition !== undefined && { edition }),
      ...(media && { mediaPath: media.path, mediaStamp: media.stamp }),
    },
  ]);
  return new Map(entries);
}
