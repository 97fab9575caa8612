import { readFile } from 'node:fs/promises';

/** Reads a query from the folder `sql` of this package, as it is. */
export function readSql(name: 'lines' | 'pairs'): Promise<string> {
  return readFile(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as the engine reads it: it would take brackets, stars and question marks in names for patterns. */
export function parquetPath(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}
