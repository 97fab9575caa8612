import { type BadRow, type Delivery, type DeliveryMapping, readDeliveryRow } from '@streetdate/evidence/portable';

/** A list in its owner's words: the headings, and the rows below them. */
export interface List {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

/** The columns that a list has to have. */
export const COLUMNS = ['title', 'variant', 'recipient', 'sent'] as const;
/** One of {@link COLUMNS}. */
export type Column = (typeof COLUMNS)[number];

/** In which orders dates are written. */
export const ORDERS = ['year-month-day', 'day-month-year', 'month-day-year'] as const;
/** One of {@link ORDERS}. */
export type Order = (typeof ORDERS)[number];

/** What a person says about a list. */
export type Mapping = Readonly<Record<Column, string>> & { readonly dates: Order };

/** How lists in several languages name their columns. */
const NAMES: Readonly<Record<Column, RegExp>> = {
  title: /^(title|film|titel|titre|t[ií]tulo|pel[ií]cula)/i,
  variant: /^(variant|variante|batch|charge|lot|lote|disc|disque|disco)/i,
  recipient: /^(recipient|receiver|empf[äa]nger|destinataire|destinatari[oa])/i,
  sent: /^(sent|shipped|versandt|gesendet|envoy|exp[ée]di|envi)/i,
};

/** The text of a file: UTF-8, or else the encoding of Western European spreadsheets. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Reads CSV (RFC 4180), separated by the commas, semicolons or tabs of its first line. @returns undefined where a quote is not closed or there is no row. */
export function readList(text: string): List | undefined {
  const first = /^.*/.exec(text)![0];
  const delimiter = [';', '\t', ','].reduce((best, each) => (first.split(each).length > first.split(best).length ? each : best), ',');
  const rows: { cells: string[]; line: number }[] = [];
  let row: string[] = [];
  let [cell, isQuoted, line, from] = ['', false, 1, 1];
  const endRow = () => {
    row.push(cell);
    // An empty line is no row.
    if (row.length > 1 || row[0] !== '') rows.push({ cells: row, line: from });
    [row, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '\n') line++;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === delimiter) {
      row.push(cell);
      cell = '';
    } else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') {
        at++;
        line++;
      }
      endRow();
      from = line;
    } else cell += letter;
  }
  if (isQuoted) return undefined;
  endRow();
  const [headings, ...rest] = rows;
  return headings === undefined ? undefined : { headings: headings.cells.map((each) => each.trim()), rows: rest };
}

/** What a list's own headings and dates say about its columns; an empty text where they do not. */
export function guessMapping({ headings, rows }: List): Mapping {
  const columns = Object.fromEntries(COLUMNS.map((each) => [each, headings.find((heading) => NAMES[each].test(heading)) ?? '']));
  const example = rows[0]?.cells[headings.indexOf(columns.sent!)]?.trim() ?? '';
  const dates = /^\d{4}/.test(example) || example === '' ? 'year-month-day' : 'day-month-year';
  return { ...(columns as Record<Column, string>), dates };
}

/** The deliveries of a title in a list, earliest first, and how many rows are none. */
export interface Deliveries {
  readonly own: readonly Delivery[];
  readonly bad: readonly BadRow[];
}

/** The deliveries of one title, by its id or its name. @returns undefined as long as a column is not known. */
export function deliveriesOf(
  list: List,
  { dates, ...columns }: Mapping,
  title: { readonly id: string; readonly name: string },
): Deliveries | undefined {
  if (COLUMNS.some((each) => !list.headings.includes(columns[each]))) return undefined;
  const mapping: Pick<DeliveryMapping, 'columns' | 'dates'> = { columns, dates };
  const read = list.rows.map((row) => readDeliveryRow(row, list.headings, mapping));
  const names = new Set([title.id, title.name].map(plain));
  return {
    own: read
      .filter((each): each is Delivery => 'recipient' in each && names.has(plain(each.title)))
      .sort((one, other) => Date.parse(one.sentAt) - Date.parse(other.sentAt) || one.recipient.localeCompare(other.recipient)),
    bad: read.filter((each): each is BadRow => 'reason' in each),
  };
}

function plain(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
