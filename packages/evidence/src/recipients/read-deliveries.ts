import { checkObject, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { readCsvRows } from '../csv-rows.ts';
import { readStart } from '../files.ts';
import { isWorkbook, readXlsxRows } from '../xlsx-rows.ts';
import type { BadRow, Delivery } from './delivery.ts';
import type { DeliveryMapping } from './delivery-mapping.ts';

/**
 * Reads a list of deliveries from a CSV file or the first sheet of a workbook (XLSX). CSV is read row by row: memory stays flat however long it
 * is. A bad row is yielded with its line and the reason, and the others go on.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file is not in the encoding, a column is missing, or a
 * quote is not closed.
 */
export async function* readDeliveries(path: string, mapping: DeliveryMapping): AsyncGenerator<Delivery | BadRow> {
  checkPath('path', path);
  checkObject('mapping', mapping);
  const { columns, encoding, delimiter, dates = 'year-month-day' } = mapping;
  let headings: readonly string[] | undefined;
  const rows = isWorkbook(await readStart(path)) ? readXlsxRows(path) : readCsvRows(path, { encoding, delimiter });
  for await (const { cells, line } of rows) {
    if (headings !== undefined) {
      yield readRow(cells, headings, columns, dates, line);
      continue;
    }
    headings = cells.map((heading) => heading.trim());
    const missing = Object.values(columns).filter((name) => name !== undefined && !headings!.includes(name));
    if (missing.length === 0) continue;
    const message = `${path}: it has no column ${missing.join(', ')}; it has ${headings.join(', ')}`;
    throw new StreetdateError('bad-evidence', message, { path });
  }
}

function readRow(
  record: readonly string[],
  headings: readonly string[],
  columns: DeliveryMapping['columns'],
  dates: NonNullable<DeliveryMapping['dates']>,
  line: number,
): Delivery | BadRow {
  if (record.length !== headings.length) return { line, reason: `it has ${record.length} cells, and the headings are ${headings.length}` };
  const cell = (name: string | undefined) => (name === undefined ? '' : record[headings.indexOf(name)]!.trim());
  for (const name of ['title', 'variant', 'recipient', 'sent'] as const)
    if (cell(columns[name]) === '') return { line, reason: `its ${columns[name]} is empty` };
  const sentAt = readDate(cell(columns.sent), dates);
  if (sentAt === undefined) return { line, reason: `its ${columns.sent} is no date: ${cell(columns.sent)}` };
  const received = cell(columns.received);
  const receivedAt = received === '' ? undefined : readDate(received, dates);
  if (received !== '' && receivedAt === undefined) return { line, reason: `its ${columns.received} is no date: ${received}` };
  if (receivedAt !== undefined && Date.parse(receivedAt) < Date.parse(sentAt.slice(0, 10)))
    return { line, reason: 'it was received before it was sent' };
  const quantity = cell(columns.quantity);
  if (!/^\d{0,9}$/.test(quantity) || quantity === '0')
    return { line, reason: `its ${columns.quantity} is no number of discs: ${quantity}` };
  const [consignment, warehouse] = [cell(columns.consignment), cell(columns.warehouse)];
  return {
    title: cell(columns.title),
    variant: cell(columns.variant),
    recipient: cell(columns.recipient),
    sentAt,
    ...(receivedAt !== undefined && { receivedAt }),
    ...(quantity !== '' && { quantity: Number(quantity) }),
    ...(consignment !== '' && { consignment }),
    ...(warehouse !== '' && { warehouse }),
  };
}

/** A date as ISO 8601, or undefined where the text is none. */
function readDate(text: string, order: NonNullable<DeliveryMapping['dates']>): string | undefined {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  if (instant) return Number.isNaN(Date.parse(text)) ? undefined : text;
  const parts = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})$/.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const [year, month, day] =
    order === 'year-month-day' || parts[0]!.length === 4
      ? parts
      : order === 'day-month-year'
        ? [parts[2], parts[1], parts[0]]
        : [parts[2], parts[0], parts[1]];
  if (year?.length !== 4) return undefined;
  const iso = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  const time = new Date(`${iso}T00:00:00Z`);
  // A day that the month does not have would roll over into the next month.
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
