import { StreetdateError } from '@streetdate/core/portable';
import { readTableRows } from '@streetdate/evidence/internal';
import { nameKey } from '@streetdate/marks/internal';
import { escapeText } from '../output/escape.ts';

/** A line of a list of recipients. */
export interface RecipientRow {
  readonly recipient: string;
  /** Its cells by the names of their columns. */
  readonly cells: ReadonlyMap<string, string>;
  /** Where it is in the file, from 1 on. */
  readonly line: number;
}

/**
 * Reads a list of recipients (CSV or XLSX), in order; it has one and more. The same name may stand there again.
 * @throws StreetdateError `bad-evidence` where it has no column `recipient`, no recipient, or a line without one,
 * and where two names look alike, see `nameKey`.
 */
export async function readRecipientRows(path: string): Promise<RecipientRow[]> {
  let columns: readonly string[] | undefined;
  let column = -1;
  const rows: RecipientRow[] = [];
  const known = new Map<string, RecipientRow>();
  for await (const { cells, line } of readTableRows(path)) {
    if (columns === undefined) {
      columns = cells.map((cell) => cell.trim());
      column = columns.findIndex((name) => name.toLowerCase() === 'recipient');
      if (column < 0)
        throw new StreetdateError('bad-evidence', `${path}: it has no column recipient; it has ${cells.join(', ')}`, { path });
      continue;
    }
    const recipient = cells[column]?.trim() ?? '';
    if (nameKey(recipient) === '') throw new StreetdateError('bad-evidence', `${path}: line ${line} names no recipient`, { path });
    const row = { recipient, cells: new Map(columns.map((name, at) => [name, cells[at]?.trim() ?? ''])), line };
    const alike = known.get(nameKey(recipient));
    if (alike !== undefined && alike.recipient !== recipient) {
      const names = `lines ${alike.line} and ${line} name recipients that look alike, ${escapeText(alike.recipient)} and ${escapeText(recipient)}`;
      throw new StreetdateError('bad-evidence', `${path}: ${names}: write one recipient in one way, and tell two apart`, { path });
    }
    known.set(nameKey(recipient), row);
    rows.push(row);
  }
  if (rows.length === 0) throw new StreetdateError('bad-evidence', `${path} names no recipient`, { path });
  return rows;
}
