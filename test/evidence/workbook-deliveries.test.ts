import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BadRow, type Delivery, type DeliveryMapping, readDeliveries } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { temporaryFolder } from '../cli/tools/streetdate.ts';

const MAPPING: DeliveryMapping = {
  columns: { title: 'Title', variant: 'Variant', recipient: 'Recipient', sent: 'Sent', quantity: 'Discs' },
  dates: 'day-month-year',
};

async function zip(members: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, text] of Object.entries(members)) file.addBuffer(Buffer.from(text), name, { mtime: new Date(0) });
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A cell: a text, a number, or a day as spreadsheets count them, from 30 December 1899 on. */
type Cell = string | number | { readonly day: number };

/** The smallest workbook of one sheet, part by part after ECMA-376. */
function workbook(rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const cell = (value: Cell, row: number, column: number) => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (typeof value === 'string')
      return value === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${value.replaceAll('&', '&amp;')}</t></is></c>`;
    return typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" s="1"><v>${value.day}</v></c>`;
  };
  const data = rows.map((row, at) => `<row r="${at + 1}">${row.map((value, column) => cell(value, at, column)).join('')}</row>`).join('');
  const package_ = 'http://schemas.openxmlformats.org/package/2006';
  return zip({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${package_}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets><sheet name="Sent" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet ${MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet ${MAIN}><sheetData>${data}</sheetData></worksheet>`,
  });
}

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
    await workbook([
      ['Title', 'Variant', 'Recipient', 'Sent', 'Discs'],
      ['Film', 'A', 'Fox & Sons', { day: 46_023 }, 20],
      ['Film', 7, 'Blue Shelf', '03.01.2026', ''],
      ['Film', 'A', 'Casa Roja', 'soon', 1],
      ['', '', '', '', ''],
      ['Film', 'A', '', { day: 46_023 }, 1],
    ]),
  );
  expect(rows).toEqual([
    { title: 'Film', variant: 'A', recipient: 'Fox & Sons', sentAt: '2026-01-01', quantity: 20 },
    { title: 'Film', variant: '7', recipient: 'Blue Shelf', sentAt: '2026-01-03' },
    { line: 4, reason: 'its Sent is no date: soon' },
    { line: 6, reason: 'its Recipient is empty' },
  ]);
});

test('a ZIP file that is no workbook, a cut one and a bomb are refused', async () => {
  const good = await workbook([['Title', 'Variant', 'Recipient', 'Sent', 'Discs']]);
  expect(await read(good)).toEqual([]);
  const bomb = await zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(50_000_000) });
  for (const [bytes, reason] of [
    [await zip({ 'a.txt': 'no workbook' }), 'no workbook that can be read'],
    [good.subarray(0, -40), 'no workbook that can be read'],
    [bomb, 'is a bomb'],
  ] as const) {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringContaining(reason) });
  }
  await expect(read(await workbook([['Title', 'Sent']]))).rejects.toMatchObject({ message: expect.stringContaining('no column') });
});
