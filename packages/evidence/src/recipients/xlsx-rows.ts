import { StreetdateError } from '@streetdate/core/portable';
import { readSheet } from 'read-excel-file/node';
import { readZip } from '../bag/zip.ts';
import type { CsvRow } from '../csv-rows.ts';
import { readWhole } from '../files.ts';

/** Whether a file is a workbook in XLSX (ISO/IEC 29500), which is a ZIP file, by its first bytes. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * Reads the first sheet of a workbook as rows of text, the headings first. Unlike CSV it is held in memory; a sheet has at most 1,048,576 rows.
 * Dates become `YYYY-MM-DD`, with the time and `Z` where they have one. This file is the only adapter of read-excel-file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when it is no workbook, is damaged, or unpacks to far more bytes.
 */
export async function* readXlsxRows(path: string): AsyncGenerator<CsvRow> {
  const bytes = await readWhole(path);
  let rows: readonly (readonly unknown[])[];
  try {
    // Refuses bombs and climbing paths before the library unpacks anything.
    await readZip(bytes);
    rows = (await readSheet(Buffer.from(bytes))) as readonly (readonly unknown[])[];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StreetdateError('bad-evidence', `${path}: it is no workbook that can be read: ${reason}`, { path, cause });
  }
  for (const [at, row] of rows.entries()) {
    const cells = row.map(textOf);
    if (cells.some((cell) => cell !== '')) yield { cells, line: at + 1 };
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  return text.slice(10) === 'T00:00:00.000Z' ? text.slice(0, 10) : text;
}
