import type { Library } from '@streetdate/engine';
import { mediaOfReference } from '@streetdate/engine/internal';
import type { report } from '../definitions/report.ts';
import { EXIT } from '../exit.ts';
import { showPictures } from '../output/picture-progress.ts';
import { VERSION } from '../output/version.ts';
import { type ReportContent, type ReportReference, type ReportScan, writeReport } from '../report/index.ts';
import type { Run } from './command.ts';
import { withScanHint } from './hints.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate report` */
export const runReport: Run<typeof report> = async (_operands, { output = 'report.html', scan: names }, context) => {
  const { console, io } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const stored = new Map((await library.scans()).map((scan) => [scan.id, scan]));
    const scans: ReportScan[] = [];
    for await (const outcome of library.judgeAgain(names.length > 0 ? names : undefined)) {
      if ('error' in outcome) {
        console.fail(outcome.path, withScanHint(outcome.error));
        continue;
      }
      const { matches, isOutdated: _, ...record } = outcome;
      const { stamp, matches: found } = stored.get(outcome.scanId)!;
      const segments = new Map(found.map((match) => [match.referenceId, match.segments]));
      scans.push({ ...record, matches: matches.map((match) => ({ ...match, segments: segments.get(match.referenceId) ?? [] })), stamp });
    }
    const unscanned = names.length > 0 ? [] : await library.catalogue.unscanned();
    const content: ReportContent = {
      generatedAt: io.now().toISOString(),
      version: VERSION,
      library: library.home,
      scans,
      references: await referencesOf(library),
      errors: unscanned.map(({ path, code, reason }) => ({ type: 'error', path, code, message: reason })),
    };
    const progress = showPictures(io, console);
    console.onInterrupt = () => `${progress.words()}; ${output} is not written, and scans stay as they were`;
    try {
      await writeReport(output, content, { signal: io.signal, onProgress: progress.onProgress });
    } finally {
      progress.stop();
    }
    console.text(output);
  });
  return EXIT.nothingFound;
};

async function referencesOf(library: Library): Promise<Map<string, ReportReference>> {
  const titles = new Map((await library.titles()).map((title) => [title.id, title]));
  const held = await library.catalogue.provesNothing();
  const discs = await library.discs();
  const entries = (await library.references()).map((reference): [string, ReportReference] => {
    const { id, titleId, kind, edition, duration } = reference;
    const facts = {
      title: titles.get(titleId)?.name ?? titleId,
      kind,
      duration,
      windows: titles.get(titleId)?.windows ?? [],
      ...(edition !== undefined && { edition }),
      ...(held.has(id) && { provesNothing: held.get(id)! }),
      media: mediaOfReference(reference, discs),
    };
    return [id, facts];
  });
  return new Map(entries);
}
