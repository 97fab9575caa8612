import { judgeScan, type Records, readRecords, withLibrary } from '@streetdate/engine/internal';
import type { report } from '../definitions/report.ts';
import { EXIT } from '../exit.ts';
import { VERSION } from '../output/version.ts';
import { type ReportContent, type ReportReference, type ReportScan, writeReport } from '../report/index.ts';
import type { Run } from './command.ts';
import { selectScans } from './select-scans.ts';

/** `streetdate report` */
export const runReport: Run<typeof report> = async (_operands, { output = 'report.html', scan: names }, { home, console, io }) => {
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
};

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
