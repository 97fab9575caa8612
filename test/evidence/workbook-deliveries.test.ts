import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BadRow, type Delivery, type DeliveryMapping, readDeliveries } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { workbook, zip } from './tools/workbook.ts';

const MAPPING: DeliveryMapping = {
  columns: { title: 'Title', variant: 'Variant', recipient: 'Recipient', sent: 'Sent', quantity: 'Discs' },
  dates: 'day-month-year',
};

async function read(content: Uint8Array): Promise<(Delivery | BadRow)[]> {
  // The bytes tell what it is, not the name.
  const path = join(await temporaryFolder(), 'list.csv');
  await writeFile(path, content);
  const rows = [];
  for await (const row of readDeliveries(path, MAPPING)) rows.push(row);
  return rows;
}

test('a workbook is read as a list is: dates, numbers and texts, with bad rows named by their lines', async () => {
  const rows = await read(
    await workbook({
      Sent: [
        ['Title', 'Variant', 'Recipient', 'Sent', 'Discs'],
        ['Film', 'A', 'Fox & Sons', { day: 46_023 }, 20],
        ['Film', 7, 'Blue Shelf', '03.01.2026', ''],
        ['Film', 'A', 'Casa Roja', 'soon', 1],
        ['', '', '', '', ''],
        ['Film', 'A', '', { day: 46_023 }, 1],
      ],
      Other: [['not', 'read']],
    }),
  );
  expect(rows).toEqual([
    { title: 'Film', variant: 'A', recipient: 'Fox & Sons', sentAt: '2026-01-01', quantity: 20 },
    { title: 'Film', variant: '7', recipient: 'Blue Shelf', sentAt: '2026-01-03' },
    { line: 4, reason: 'its Sent is no date: soon' },
    { line: 6, reason: 'its Recipient is empty' },
  ]);
});

test('a ZIP file that is no workbook, a cut one and a bomb are refused', async () => {
  const good = await workbook({ Sent: [['Title', 'Variant', 'Recipient', 'Sent', 'Discs']] });
  expect(await read(good)).toEqual([]);
  const bomb = await zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(50_000_000) });
  for (const [bytes, reason] of [
    [await zip({ 'a.txt': 'no workbook' }), 'no workbook that can be read'],
    [good.subarray(0, -40), 'no workbook that can be read'],
    [bomb, 'is a bomb'],
  ] as const) {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringContaining(reason) });
  }
  await expect(read(await workbook({ Sent: [['Title', 'Sent']] }))).rejects.toMatchObject({
    message: expect.stringContaining('no column'),
  });
});
