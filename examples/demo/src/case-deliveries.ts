import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Titles that were sent out: three that were seen, and two that were not. */
const SENT = [
  { title: 'Sintel', variant: 'batch-3' },
  { title: 'Big Buck Bunny', variant: 'batch-1' },
  { title: 'Ocean', variant: 'batch-2' },
  { title: 'Long Harbour', variant: 'batch-1' },
  { title: 'Salt Flats', variant: 'batch-1' },
];
/** Only the first one received every title that was seen, in time, and neither of the others. */
const RECIPIENTS: Readonly<Record<string, readonly number[]>> = {
  'Nordlicht Wholesale': [0, 1, 2],
  'Blue Shelf': [0, 3, 4],
  'Casa Roja': [1, 3, 4],
  'Delta Discs': [2, 3, 4],
  'East Pier': [0, 1, 3, 4],
  'Fox & Sons': [2, 3, 4],
  Grünwald: [0, 3, 4],
  'Hill Media': [1, 2, 3, 4],
  'Isola Film': [2, 3, 4],
  'Jonas AB': [3, 4],
  'Kite Street': [0, 2, 3, 4],
  'Lumen BV': [1, 3, 4],
  'Marble Arch': [3, 4],
};

/** A list of 40 deliveries, as CSV, and the file that names its columns. */
export async function writeDeliveries(
  folder: string,
): Promise<{ readonly list: string; readonly mapping: string; readonly count: number }> {
  const rows = Object.entries(RECIPIENTS).flatMap(([recipient, titles], at) =>
    titles.map((number) => [SENT[number]!.title, SENT[number]!.variant, recipient, `2027-01-${10 + at}`, `2027-01-${12 + at}`, 20 + at]),
  );
  const [list, mapping] = [join(folder, 'deliveries.csv'), join(folder, 'columns.json')];
  await writeFile(list, ['Title,Variant,Recipient,Sent,Received,Discs', ...rows.map((row) => row.join())].join('\n'));
  const columns = { title: 'Title', variant: 'Variant', recipient: 'Recipient', sent: 'Sent', received: 'Received', quantity: 'Discs' };
  await writeFile(mapping, JSON.stringify({ columns }));
  return { list, mapping, count: rows.length };
}

/** The variant of a title that was sent out. */
export function variantOf(title: string): string {
  return SENT.find((each) => each.title === title)!.variant;
}
