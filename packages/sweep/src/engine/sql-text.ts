import { readFile } from 'node:fs/promises';

/** Reads `lines.sql` from this package's folder `sql`. */
export function readLinesSql(): Promise<string> {
  return readFile(new URL('../../sql/lines.sql', import.meta.url), 'utf8');
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path for the engine, with brackets, stars and question marks escaped: the engine reads them as patterns. */
export function parquetPath(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}
