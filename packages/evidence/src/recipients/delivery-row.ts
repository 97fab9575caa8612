import { checkList, checkObject } from '@streetdate/core/internal';
import type { BadRow, Delivery } from './delivery.ts';
import type { DeliveryMapping } from './delivery-mapping.ts';

/**
 * Reads a row of a list of deliveries. It has no part of Node, so that a page reads a list as the command does.
 * @param row - Its cells, and its line in the file, from 1 on.
 * @param headings - The cells of the first row, without spaces around them.
 * @param mapping - Which columns are which, and how dates are written.
 * @returns The delivery, or why the row is none.
 * @throws TypeError when something else is given.
 */
export function readDeliveryRow(
  row: { readonly cells: readonly string[]; readonly line: number },
  headings: readonly string[],
  mapping: Pick<DeliveryMapping, 'columns' | 'dates'>,
): Delivery | BadRow {
  checkObject('row', row);
  checkList('headings', headings);
  checkObject('mapping', mapping);
  const { cells: record, line } = row;
  const { columns, dates = 'year-month-day' } = mapping;
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
