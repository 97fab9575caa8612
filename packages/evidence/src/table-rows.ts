import { type CsvOptions, type CsvRow, readCsvRows } from './csv-rows.ts';
import { readStart } from './files.ts';
import { isWorkbook, readXlsxRows } from './xlsx-rows.ts';

/**
 * Reads a list from a CSV file, row by row, or from the first sheet of a workbook (XLSX), the headings first.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when it is in another encoding, a quote is not closed, or the
 * workbook is damaged.
 */
export async function* readTableRows(path: string, options: CsvOptions = {}): AsyncGenerator<CsvRow> {
  yield* isWorkbook(await readStart(path)) ? readXlsxRows(path) : readCsvRows(path, options);
}
