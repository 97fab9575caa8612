import { COPY_ELEMENTS, type DataTemplate } from './draft-template.ts';

const COLUMNS = ['host', 'country', 'location', 'title', 'seenAt', 'sha256', 'finding'] as const;

/** All copies as CSV (RFC 4180), a row each. */
export const csvList: DataTemplate = {
  name: 'csv',
  title: 'List of copies',
  scope: 'case',
  extension: 'csv',
  elements: [{ provision: 'the list', ...COPY_ELEMENTS.locations }],
  write: ({ copies }) =>
    [COLUMNS, ...copies.map((copy) => COLUMNS.map((column) => cell(copy[column] ?? '')))].map((row) => `${row.join(',')}\r\n`).join(''),
};

/** A spreadsheet would compute a cell that begins like a formula: an apostrophe in front makes it text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
