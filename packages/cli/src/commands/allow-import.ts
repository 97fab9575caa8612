import { basename } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library } from '@streetdate/engine';
import { readCsvRows } from '@streetdate/evidence/internal';
import type { AllowedSourceFacts } from '@streetdate/matcher';
import type { allowImport } from '../definitions/allow.ts';
import { readTimeOfZone } from '../definitions/readers.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count } from '../output/count-words.ts';
import { printAllowed, readAs } from './allow.ts';
import type { Run } from './command.ts';
import { recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

const COLUMNS = ['host', 'account', 'title', 'from', 'until', 'whole_host', 'reason'] as const;

type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

/** `streetdate allow import` */
export const runAllowImport: Run<typeof allowImport> = async ([path = ''], { by }, context) => {
  const { console, io } = context;
  await withLibrary(context, {}, async (library) => {
    const facts: AllowedSourceFacts[] = [];
    let badRows = 0;
    let headings: readonly string[] | undefined;
    for await (const { cells, line } of readCsvRows(path)) {
      io.signal.throwIfAborted();
      if (headings === undefined) {
        headings = readHeadings(path, cells);
        continue;
      }
      try {
        facts.push(await readRow(library, headings, cells));
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        badRows++;
        const message = `${path}: line ${line} is left out: ${error.message}`;
        console.fail(path, new StreetdateError('bad-evidence', message, { path }));
      }
    }
    if (headings === undefined)
      throw new StreetdateError('bad-evidence', `${path}: it is empty; its first row names the columns`, { path });
    const recorded = { by, reason: `imported from ${basename(path)}` };
    const allowed = await recordingChanges(library, recorded, context, () => library.allowAll(facts));
    const added = allowed.filter(({ isNew }) => isNew);
    for (const { source, isNew } of console.json ? allowed : added) await printAllowed(library, source, isNew, console);
    const record = { type: 'allow-import', path, added: added.length, known: allowed.length - added.length, badRows };
    const known = record.known > 0 ? `; ${record.known} allowed before` : '';
    console.result(record, `${count(added.length, 'place')} added${known}; ${count(badRows, 'row')} left out.`);
  });
  return EXIT.nothingFound;
};

/** A limit in a column of another name would be no limit. */
function readHeadings(path: string, cells: readonly string[]): readonly string[] {
  const headings = cells.map((cell) =>
    cell
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  );
  const bad = (reason: string) => new StreetdateError('bad-evidence', `${path}: ${reason}; nothing was stored`, { path });
  const other = headings.find((heading) => !(COLUMNS as readonly string[]).includes(heading));
  if (other !== undefined) throw bad(`it has a column ${JSON.stringify(other)}; the columns are ${COLUMNS.join(', ')}`);
  const twice = headings.find((heading, place) => headings.indexOf(heading) !== place);
  if (twice !== undefined) throw bad(`it has two columns ${twice}`);
  if (!headings.includes('host')) throw bad('it has no column host');
  return headings;
}

/** @throws UsageError for a row that cannot be read. */
async function readRow(library: Library, headings: readonly string[], row: readonly string[]): Promise<AllowedSourceFacts> {
  if (row.length !== headings.length)
    throw new UsageError(`it has ${count(row.length, 'cell')}, and there are ${count(headings.length, 'column')}`);
  const cells: Cells = Object.fromEntries(
    headings.map((heading, place) => [heading, row[place]!.trim()]).filter(([, cell]) => cell !== ''),
  );
  const { host, account, title, reason } = cells;
  const titleId = title === undefined ? undefined : (await library.catalogue.title(title))?.id;
  if (title !== undefined && titleId === undefined) throw new UsageError(`no title of the library is called ${title}`);
  const [from, until] = [await readTime('from', cells.from), await readTime('until', cells.until)];
  const facts = {
    ...{ host, account, titleId, reason, wholeHost: readWholeHost(cells.whole_host) },
    ...(from && { from: from.time, fromTimeZone: from.timeZone }),
    ...(until && { until: until.time, untilTimeZone: until.timeZone }),
  };
  return readAs(facts, (field) => (field === undefined ? 'it' : `its ${field === 'wholeHost' ? 'whole_host' : field}`));
}

async function readTime(name: string, text: string | undefined) {
  if (text === undefined) return undefined;
  return readTimeOfZone(text).catch((error: unknown) => {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UsageError(`its ${name} is no time such as 2026-12-01@America/New_York: ${text}`);
  });
}

function readWholeHost(text: string | undefined): boolean {
  const word = text?.toLowerCase() ?? 'no';
  if (['yes', 'true', '1'].includes(word)) return true;
  if (['no', 'false', '0'].includes(word)) return false;
  throw new UsageError(`its whole_host must be yes or no, got ${text}`);
}
