import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveriesOf, guessMapping, readList, textOf } from '../../packages/console/src/facts/deliveries.ts';

const FILM = { id: 'film', name: 'Der Film' };

test('a list is read by its own headings, in the separators and dates of its country', () => {
  const list = readList(
    'Titel;Charge;Empfänger;versandt\r\n' +
      'Der Film;B;"Kino ""Astor""; Saal 2";14.01.2027\r\n' +
      'FILM;A;Lager Nord;3.1.2027\r\n' +
      'Ein anderer;A;Lager Nord;03.01.2027\r\n' +
      'Der Film;A;;04.01.2027\r\n' +
      'Der Film;A;Kino Süd;31.02.2027\r\n',
  )!;
  const mapping = guessMapping(list);
  expect(mapping).toEqual({ title: 'Titel', variant: 'Charge', recipient: 'Empfänger', sent: 'versandt', dates: 'day-month-year' });
  expect(deliveriesOf(list, mapping, FILM)).toEqual({
    own: [
      { title: 'FILM', variant: 'A', recipient: 'Lager Nord', sentAt: '2027-01-03' },
      { title: 'Der Film', variant: 'B', recipient: 'Kino "Astor"; Saal 2', sentAt: '2027-01-14' },
    ],
    bad: [
      { line: 5, reason: 'its Empfänger is empty' },
      { line: 6, reason: 'its versandt is no date: 31.02.2027' },
    ],
  });
});

test('columns that no heading names are left to the reader, and until then nothing is shown', () => {
  const list = readList('work,pressing,who,when\nDer Film,A,Astor,2027-01-03\n')!;
  const mapping = guessMapping(list);
  expect(mapping).toEqual({ title: '', variant: '', recipient: '', sent: '', dates: 'year-month-day' });
  expect(deliveriesOf(list, mapping, FILM)).toBeUndefined();
  const told = { title: 'work', variant: 'pressing', recipient: 'who', sent: 'when', dates: 'year-month-day' } as const;
  expect(deliveriesOf(list, told, FILM)?.own).toEqual([{ title: 'Der Film', variant: 'A', recipient: 'Astor', sentAt: '2027-01-03' }]);
});

test('a file that is no list is none, and a Western European one is read as that', () => {
  expect(readList('')).toBeUndefined();
  expect(readList('title,"variant\nDer Film,A')).toBeUndefined();
  expect(textOf(Uint8Array.from([0x45, 0x6d, 0x70, 0x66, 0xe4, 0x6e, 0x67, 0x65, 0x72]).buffer)).toBe('Empfänger');
});

test('cells come out as csv-parse reads them, whatever they hold', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab"\n\r,; \t'), maxLength: 6 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = ['a,b,c', ...rows.map((row) => row.map(quoted).join(','))].join(end);
      const oracle = parse(text, { record_delimiter: [end], relax_column_count: true }) as string[][];
      expect(readList(text)?.rows.map(({ cells }) => cells)).toEqual(oracle.slice(1));
    }),
  );
});
