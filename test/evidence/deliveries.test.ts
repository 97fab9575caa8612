import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BadRow, type Delivery, type DeliveryMapping, readDeliveries, readMapping } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';

const MAPPING: DeliveryMapping = {
  columns: {
    title: 'Titel',
    variant: 'Charge',
    recipient: 'Empfänger',
    sent: 'versandt',
    received: 'erhalten',
    quantity: 'Stück',
    warehouse: 'Lager',
  },
  delimiter: ';',
  dates: 'day-month-year',
};
const HEADINGS = 'Titel;Charge;Empfänger;versandt;erhalten;Stück;Lager\r\n';

async function read(content: string | Uint8Array, mapping = MAPPING): Promise<(Delivery | BadRow)[]> {
  const path = join(await temporaryFolder(), 'list.csv');
  await writeFile(path, content);
  const rows = [];
  for await (const row of readDeliveries(path, mapping)) rows.push(row);
  return rows;
}

test('a list is read by its own headings, dates and delimiter', async () => {
  const rows = await read(
    `${HEADINGS}Sintel;A-7;"Kiosk; Nord";1.3.2026;03.03.2026;12;Hamburg\r\nSintel;A-8;Laden;2026-03-02T10:00:00+01:00;;;\r\n`,
  );
  expect(rows).toEqual([
    {
      title: 'Sintel',
      variant: 'A-7',
      recipient: 'Kiosk; Nord',
      sentAt: '2026-03-01',
      receivedAt: '2026-03-03',
      quantity: 12,
      warehouse: 'Hamburg',
    },
    { title: 'Sintel', variant: 'A-8', recipient: 'Laden', sentAt: '2026-03-02T10:00:00+01:00' },
  ]);
});

test('each bad row is reported with its line and left out; the others go on', async () => {
  const bad = [
    ';A;Laden;1.3.2026;;;',
    'Film;A;Laden;31.2.2026;;;',
    'Film;A;Laden;1.3.2026;soon;;',
    'Film;A;Laden;5.3.2026;1.3.2026;;',
    'Film;A;Laden;1.3.2026;;0;',
    'Film;A;Laden;1.3.2026;;many;',
    'Film;A',
  ];
  const rows = await read(`${HEADINGS}Film;"two\nlines";Laden;1.3.2026;;;\n${bad.join('\n')}\nFilm;B;Laden;1.3.2026;;;\n`);
  expect(rows).toEqual([
    expect.objectContaining({ variant: 'two\nlines' }),
    { line: 4, reason: 'its Titel is empty' },
    { line: 5, reason: 'its versandt is no date: 31.2.2026' },
    { line: 6, reason: 'its erhalten is no date: soon' },
    { line: 7, reason: 'it was received before it was sent' },
    { line: 8, reason: 'its Stück is no number of discs: 0' },
    { line: 9, reason: 'its Stück is no number of discs: many' },
    { line: 10, reason: 'it has 2 cells, and the headings are 7' },
    expect.objectContaining({ variant: 'B' }),
  ]);
});

test('another encoding is named, and read where the mapping names it', async () => {
  const latin = Buffer.from(`${HEADINGS}Film;A;Käufer;1.3.2026;;;\n`, 'latin1');
  await expect(read(latin)).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringContaining('not in the encoding utf-8') });
  expect(await read(latin, { ...MAPPING, encoding: 'windows-1252' })).toMatchObject([{ recipient: 'Käufer' }]);
  const wide = Buffer.from(`\ufeff${HEADINGS}Film;A;Käufer;1.3.2026;;;\n`, 'utf16le');
  expect(await read(wide, { ...MAPPING, encoding: 'utf-16le' })).toMatchObject([{ recipient: 'Käufer' }]);
  for (const [order, name] of [
    [wide, 'utf-16le'],
    [Buffer.from(wide).swap16(), 'utf-16be'],
  ] as const) {
    const reason = `it is in ${name}, and utf-8 was expected; name the encoding in the mapping`;
    await expect(read(order)).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringContaining(reason) });
    const path = join(await temporaryFolder(), 'mapping.json');
    await writeFile(path, order);
    await expect(readMapping(path)).rejects.toMatchObject({
      code: 'bad-evidence',
      message: expect.stringContaining(`it is in ${name}; save it as UTF-8`),
    });
  }
  await expect(read(latin, { ...MAPPING, encoding: 'klingon' })).rejects.toThrow('its encoding klingon is not known');
});

test('a missing column, a quote that is never closed and a missing file are named', async () => {
  await expect(read('Titel;Charge\nFilm;A\n')).rejects.toThrow(
    'it has no column Empfänger, versandt, erhalten, Stück, Lager; it has Titel, Charge',
  );
  await expect(read(`${HEADINGS}Film;"A;Laden;1.3.2026;;;\n`)).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringMatching(/line 2 is no row of CSV/),
  });
  const rows = readDeliveries(join(await temporaryFolder(), 'none.csv'), MAPPING);
  await expect(rows.next()).rejects.toMatchObject({ code: 'file-not-found' });
});

test('a mapping is read from its file, and a wrong one is named', async () => {
  const path = join(await temporaryFolder(), 'mapping.json');
  await writeFile(path, JSON.stringify(MAPPING));
  expect(await readMapping(path)).toEqual(MAPPING);
  await writeFile(path, '{"columns":{"title":"T"}}');
  await expect(readMapping(path)).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringContaining('it is no mapping of columns: columns.variant'),
  });
});

test('200,000 rows pass through without being held', async () => {
  const path = join(await temporaryFolder(), 'long.csv');
  const lines = function* () {
    yield HEADINGS;
    for (let row = 0; row < 200_000; row++) yield `Film ${row % 30};A;Laden ${row};1.3.2026;;;\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
  let rows = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  for await (const row of readDeliveries(path, MAPPING)) {
    if (!('reason' in row)) rows++;
    if (rows % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(rows).toBe(200_000);
  expect(most).toBeLessThan(150e6);
});
