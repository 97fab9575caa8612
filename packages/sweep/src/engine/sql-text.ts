import { readFile } from 'node:fs/promises';

/** Reads `lines.sql` of the folder `sql` of this package, as it is. */
export function readLinesSql(): Promise<string> {
  return readFile(new URL('../../sql/lines.sql', import.meta.url), 'utf8');
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as the engine reads it: it would take brackets, stars and question marks in names for patterns. */
export function parquetPath(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}
