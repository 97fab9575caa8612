import { dirname, resolve } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { readCsvRows } from '@streetdate/evidence/internal';
import type { Canary, CanaryVariants, VariantFile } from '@streetdate/marks';

const COLUMNS = ['canary', 'choice', 'start', 'end', 'file'] as const;

/** Kinds of canaries that pictures show. */
const SHOWN: readonly Canary['kind'][] = ['take', 'cut', 'caption'];

interface VariantRow {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly files: Map<number, VariantFile>;
}

/**
 * Reads a CSV file of variants: a row for each choice of a canary, with its start and end in the master (seconds or `h:mm:ss`), a film that shows it,
 * and perhaps at which time of the master that begins. Names of files are relative to the list.
 * @throws StreetdateError `bad-evidence` where a column, a canary, a choice or a time is wrong or a choice is missing.
 */
export async function readVariantRows(path: string, canaries: readonly Canary[]): Promise<CanaryVariants[]> {
  const fault = (reason: string) => new StreetdateError('bad-evidence', `${path}: ${reason}`, { path });
  let columns: readonly string[] | undefined;
  const known = new Map<Canary, VariantRow>();
  for await (const { cells, line } of readCsvRows(path)) {
    if (columns === undefined) {
      columns = cells.map((cell) => cell.trim().toLowerCase());
      const missing = COLUMNS.filter((name) => !columns!.includes(name));
      if (missing.length > 0) throw fault(`it has no column ${missing.join(', ')}; it has ${cells.join(', ')}`);
      continue;
    }
    const cell = (name: string) => cells[columns!.indexOf(name)]?.trim() ?? '';
    const time = (name: string) => {
      const seconds = secondsOf(cell(name));
      if (seconds === undefined) throw fault(`line ${line}: ${name} must be seconds or h:mm:ss, got ${JSON.stringify(cell(name))}`);
      return seconds;
    };
    const canary = canaries.find(({ name }) => name === cell('canary'));
    if (canary === undefined)
      throw fault(
        `line ${line}: canary must be one of ${canaries.map(({ name }) => name).join(', ')}, got ${JSON.stringify(cell('canary'))}`,
      );
    if (!SHOWN.includes(canary.kind)) throw fault(`line ${line}: ${canary.name} is of the kind ${canary.kind}, which pictures do not show`);
    const choice = canary.choices.indexOf(cell('choice'));
    if (choice < 0)
      throw fault(`line ${line}: ${canary.name} must be one of ${canary.choices.join(', ')}, got ${JSON.stringify(cell('choice'))}`);
    if (cell('file') === '') throw fault(`line ${line} names no file`);
    const [start, end] = [time('start'), time('end')];
    if (end <= start) throw fault(`line ${line}: the end must be after the start`);
    const row: VariantRow = known.get(canary) ?? { start, end, line, files: new Map() };
    if (row.start !== start || row.end !== end) throw fault(`lines ${row.line} and ${line} have other times of ${canary.name}`);
    if (row.files.has(choice)) throw fault(`line ${line}: ${canary.name} = ${canary.choices[choice]!} is there twice`);
    row.files.set(choice, { path: resolve(dirname(path), cell('file')), begins: cell('begins') === '' ? 0 : time('begins') });
    known.set(canary, row);
  }
  if (known.size === 0) throw fault('it names no variant');
  return [...known].map(([{ name, choices }, { start, end, files }]) => ({
    ...{ name, start, end },
    files: choices.map((choice, at) => {
      const file = files.get(at);
      if (file === undefined) throw fault(`it has no file of ${name} = ${choice}: each choice must be there`);
      return file;
    }),
  }));
}

/** Seconds, or hours, minutes and seconds with colons; undefined for something else. */
function secondsOf(text: string): number | undefined {
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(text)) return undefined;
  return text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
}
