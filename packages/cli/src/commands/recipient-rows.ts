import { StreetdateError } from '@streetdate/core/portable';
import { readCsvRows } from '@streetdate/evidence/internal';

/** A line of a list of recipients. */
export interface RecipientRow {
  readonly recipient: string;
  /** Its cells by the names of their columns. */
  readonly cells: ReadonlyMap<string, string>;
  /** Where it is in the file, from 1 on. */
  readonly line: number;
}

/**
 * Reads a CSV file of recipients, in order; it has one and more.
 * @throws StreetdateError `bad-evidence` where it has no column `recipient`, no recipient, or a line without one.
 */
export async function readRecipientRows(path: string): Promise<RecipientRow[]> {
  let columns: readonly string[] | undefined;
  let column = -1;
  const rows: RecipientRow[] = [];
  for await (const { cells, line } of readCsvRows(path)) {
    if (columns === undefined) {
      columns = cells.map((cell) => cell.trim());
      column = columns.findIndex((name) => name.toLowerCase() === 'recipient');
      if (column < 0)
        throw new StreetdateError('bad-evidence', `${path}: it has no column recipient; it has ${cells.join(', ')}`, { path });
      continue;
    }
    const recipient = cells[column]?.trim() ?? '';
    if (recipient === '') throw new StreetdateError('bad-evidence', `${path}: line ${line} names no recipient`, { path });
    rows.push({ recipient, cells: new Map(columns.map((name, at) => [name, cells[at]?.trim() ?? ''])), line });
  }
  if (rows.length === 0) throw new StreetdateError('bad-evidence', `${path} names no recipient`, { path });
  return rows;
}
