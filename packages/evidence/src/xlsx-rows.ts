import { StreetdateError } from '@streetdate/core/portable';
import readWorkbook from 'read-excel-file/node';
import { readZip } from './bag/zip.ts';
import type { CsvRow } from './csv-rows.ts';
import { readWhole } from './files.ts';

/** A sheet of a workbook. */
export interface WorkbookSheet {
  /** Its name. */
  readonly name: string;
  /** Its rows that are not empty, as text. */
  readonly rows: readonly CsvRow[];
}

/** Options for {@link readXlsxSheets}. */
export interface XlsxOptions {
  /** Whether a time in a cell is in UTC, and gets a `Z`, or local. A spreadsheet does not say. @defaultValue `utc` */
  readonly times?: 'utc' | 'local';
}

/** Whether a file is a workbook in XLSX (ISO/IEC 29500), which is a ZIP file, by its first bytes. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * Reads the first sheet of a workbook as rows of text, the headings first.
 * @throws StreetdateError as {@link readXlsxSheets}.
 */
export async function* readXlsxRows(path: string): AsyncGenerator<CsvRow> {
  const [first] = await readXlsxSheets(path);
  yield* first?.rows ?? [];
}

/**
 * Reads every sheet of a workbook as rows of text. Unlike CSV it is held in memory; a sheet has at most 1,048,576 rows.
 * Dates become `YYYY-MM-DD`, with the time where they have one. This file is the only adapter of read-excel-file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when it is no workbook, is damaged, or unpacks to far more bytes.
 */
export async function readXlsxSheets(path: string, { times = 'utc' }: XlsxOptions = {}): Promise<WorkbookSheet[]> {
  const bytes = await readWhole(path);
  try {
    // Refuses bombs and climbing paths before the library unpacks anything.
    await readZip(bytes);
    const sheets = await readWorkbook(Buffer.from(bytes));
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data
        .map((row, at) => ({ cells: row.map((value) => textOf(value, times)), line: at + 1 }))
        .filter(({ cells }) => cells.some((cell) => cell !== '')),
    }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StreetdateError('bad-evidence', `${path}: it is no workbook that can be read: ${reason}`, { path, cause });
  }
}

function textOf(value: unknown, times: 'utc' | 'local'): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  if (text.slice(10) === 'T00:00:00.000Z') return text.slice(0, 10);
  // A time is a fraction of a day there, and comes back a hair off.
  return times === 'utc' ? text : new Date(Math.round(value.getTime() / 1000) * 1000).toISOString().slice(0, 19);
}
