import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AvailedWindow, type AvailsOptions, type LeftOutAvail, matchAvails, readAvails } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { sharedData } from '../../tools/footage.ts';
import { type Cell, workbook, zip } from '../tools/workbook.ts';
import { availsDocument, licence, named } from './avails-document.ts';

async function read(content: string | Uint8Array, options: AvailsOptions = {}): Promise<(AvailedWindow | LeftOutAvail)[]> {
  // The bytes tell what it is, not the name.
  const path = join(await temporaryFolder(), 'avails.txt');
  await writeFile(path, content);
  const rows = [];
  for await (const row of readAvails(path, options)) rows.push(row);
  return rows;
}

const windowsIn = (rows: readonly (AvailedWindow | LeftOutAvail)[]) => rows.flatMap((row) => (row.kind === 'window' ? [row.window] : []));
const reasonsIn = (rows: readonly (AvailedWindow | LeftOutAvail)[]) =>
  rows.flatMap((row) => (row.kind === 'window' ? [] : [`${row.kind} ${row.line}: ${row.reason}`]));

describe('XML', () => {
  test('gives a window for each licence and territory, and for each release of the history, with their lines', async () => {
    const history =
      '<avails:ReleaseDate>2010</avails:ReleaseDate>' +
      '<avails:ReleaseHistory><md:ReleaseType>DVD</md:ReleaseType><md:DistrTerritory><md:country>GB</md:country></md:DistrTerritory><md:Date>2026-03-20</md:Date></avails:ReleaseHistory>' +
      '<avails:ReleaseHistory><md:ReleaseType>Theatrical</md:ReleaseType><md:Date>2026-01-02</md:Date></avails:ReleaseHistory>' +
      '<avails:ReleaseHistory><md:ReleaseType>original</md:ReleaseType><md:Date>2025-12-24</md:Date></avails:ReleaseHistory>' +
      '<avails:ReleaseHistory><md:ReleaseType>DVD</md:ReleaseType><md:Date>2026</md:Date></avails:ReleaseHistory>';
    const contentId = 'md:cid:eidr-s:7791-8534-2C23-9030-8610-5';
    const transactions = [licence('EST', ['DE', 'JP'], '2026-03-10T00:00:00'), licence('SVOD', ['FR'], '2026-06-01T12:00:00+02:00')];
    const rows = await read(availsDocument([{ contentId, metadata: named('Ren&#233;e &amp; Co', history), transactions }]));
    expect(reasonsIn(rows)).toEqual([]);
    expect(windowsIn(rows)).toEqual([
      { territory: 'DE', channel: 'digital', opensAt: '2026-03-10T00:00:00', timeZone: 'Europe/Berlin' },
      { territory: 'JP', channel: 'digital', opensAt: '2026-03-10T00:00:00', timeZone: 'Asia/Tokyo' },
      { territory: 'GB', channel: 'disc', opensAt: '2026-03-20', timeZone: 'Europe/London' },
      { territory: 'DE', channel: 'theatrical', opensAt: '2026-01-02', timeZone: 'Europe/Berlin' },
      { territory: 'JP', channel: 'theatrical', opensAt: '2026-01-02', timeZone: 'Asia/Tokyo' },
      { territory: 'FR', channel: 'digital', opensAt: '2026-06-01T12:00:00+02:00' },
      { territory: 'GB', channel: 'disc', opensAt: '2026-03-20', timeZone: 'Europe/London' },
      { territory: 'FR', channel: 'theatrical', opensAt: '2026-01-02', timeZone: 'Europe/Paris' },
    ]);
    expect(rows[0]).toMatchObject({
      line: 13,
      work: { names: ['Renée & Co'], eidrs: ['10.5240/7791-8534-2C23-9030-8610-5'], ids: ['md:alid:org:example:1', '1'], year: 2010 },
    });
    expect(rows[5]).toMatchObject({ line: 17 });
  });

  test('names each avail without a window, with its line and whether somebody should look at it', async () => {
    const preOrder = '<avails:Term termName="PreOrderFulfillDate"><avails:Event>2026-03-09</avails:Event></avails:Term>';
    const region = '<avails:Territory><md:countryRegion>US-CA</md:countryRegion></avails:Territory>';
    const rows = await read(
      availsDocument([
        {
          transactions: [
            licence('EST', ['UK'], '2026-03-10'),
            licence('EST', ['EU'], '2026-03-10'),
            licence('EST', ['DE'], '2026-02-30'),
            licence('EST', ['DE'], 'Immediate'),
            licence('Drive-in', ['DE'], '2026-03-10'),
            licence('POEST', ['DE'], '2026-02-01'),
            licence('POEST', ['DE'], '2026-02-01', preOrder),
            licence('EST', [], '2026-03-10').replace('<avails:Start>', `${region}<avails:Start>`),
            licence('EST', [], '2026-03-11'),
            licence('EST', [], '2026-03-12').replace(
              '<avails:Start>',
              '<avails:TerritoryExcluded><md:country>CN</md:country></avails:TerritoryExcluded><avails:Start>',
            ),
          ],
        },
        { entry: 'Full Delete', transactions: [licence('EST', ['DE'], '2026-03-10')] },
        { contentId: 'md:cid:eidr-s:7791-8534-2C23-9030-8610-6', transactions: [licence('EST', ['DE'], '2026-03-10')] },
      ]),
    );
    expect(windowsIn(rows)).toEqual([
      { territory: 'DE', channel: 'digital', opensAt: '2026-03-09', timeZone: 'Europe/Berlin' },
      { territory: 'WORLD', channel: 'digital', opensAt: '2026-03-11' },
    ]);
    expect(reasonsIn(rows)).toEqual([
      'bad 13: its territory UK is no code of ISO 3166-1: the United Kingdom is GB',
      'bad 17: its territory EU is no code of ISO 3166-1',
      'bad 21: its start must be a day and time that exist, got "2026-02-30"',
      'bad 25: its start is no date: Immediate',
      'bad 29: its licence type Drive-in is not known',
      'no-window 33: an order before the start (POEST) without a date of delivery opens no window',
      'bad 41: its territory US-CA is no country, and a window is for one',
      'bad 49: it is for all of the world but CN, which no window can say',
      'no-window 64: it takes an avail back; windows are never removed by a file',
      'bad 79: its EIDR md:cid:eidr-s:7791-8534-2C23-9030-8610-6 is wrong: the check character must be 5, got 6: a character before it is wrong',
    ]);
  });

  test('of other encodings and prefixes is read, and what is no Avails is refused with the reason', async () => {
    const document = availsDocument([{ metadata: named('Renée'), transactions: [licence('EST', ['DE'], '2026-03-10')] }]);
    const plain = document.replaceAll('avails:', '').replace(':avails=', '=');
    for (const content of [
      Buffer.from(`\ufeff${document}`, 'utf16le'),
      Buffer.from(document.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
      plain.replaceAll('md:', 'x:').replace('xmlns:md', 'xmlns:x'),
    ]) {
      const rows = await read(content);
      expect(rows).toMatchObject([{ kind: 'window', work: { names: ['Renée'] }, window: { territory: 'DE' } }]);
    }
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><AvailList>&b;</AvailList>';
    for (const [content, reason] of [
      [document.slice(0, 900), /line \d+ is no XML: /],
      ['<html></html>', 'it holds no Avail'],
      [bomb, 'it has a document type'],
      [Buffer.from(document, 'latin1'), 'it is not in the encoding UTF-8'],
    ] as const) {
      await expect(read(content)).rejects.toMatchObject({
        code: 'bad-evidence',
        message: expect.stringMatching(reason),
      });
    }
  });
});

/** The standard's rows of headings: groups, names, explanations. */
const HEADINGS = [
  ['Avail', 'AvailAsset', 'AvailMetadata', 'AvailMetadata', 'AvailTrans', 'AvailTrans', 'AvailTrans', 'Disposition', 'AvailMetadata'],
  ['ALID', 'ContentID', 'TitleInternalAlias', 'ReleaseYear', 'Territory', 'LicenseType', 'Start', 'EntryType', 'ReleaseHistoryPhysicalHV'],
  ['', '', 'the name', '', '', '', '', '', ''],
];

describe('a spreadsheet', () => {
  test('is read as XLSX, from every sheet of the standard, with dates of the spreadsheet as local times', async () => {
    const row = (name: string, start: Cell): Cell[] => ['', 'c-1', name, 2010, 'DE', 'EST', start, 'Create', ''];
    const bytes = await workbook({
      Movies: [...HEADINGS, row('Film', { day: 46_023 }), row('Later', { day: 46_023.75 })],
      Notes: [['read me']],
      TV: [...HEADINGS, row('Series', '2026-01-02T09:30:00')],
    });
    const rows = await read(bytes);
    expect(rows.map(({ sheet, line }) => [sheet, line])).toEqual([
      ['Movies', 4],
      ['Movies', 5],
      ['TV', 4],
    ]);
    expect(windowsIn(rows).map(({ opensAt }) => opensAt)).toEqual(['2026-01-01', '2026-01-01T18:00:00', '2026-01-02T09:30:00']);
    await expect(read(await workbook({ Notes: [['read me']] }))).rejects.toThrow(/it is no Avails: no row of headings has LicenseType/);
    await expect(read(await zip({ 'a.txt': 'no workbook' }))).rejects.toMatchObject({ code: 'bad-evidence' });
  });

  test('is read as CSV with commas or semicolons, with one row of headings or three, and comments are left out', async () => {
    const rows = [
      ['', 'c-1', 'Film', '2010', 'FR, CH', 'EST', '2026-03-10', 'Create', '2026-03-20'],
      ['// a comment', '', '', '', '', '', '', '', ''],
      ['', '', '', '', '', '', '', '', ''],
      ['', 'c-2', '', '', '', 'VOD', '2026-03-10', 'Create', ''],
      ['', 'c-3', '', '', 'FR', 'VOD', '', 'Update', ''],
      ['', '', '', '', 'FR', 'VOD', '2026-03-10', 'Update', ''],
    ];
    const write = (all: readonly (readonly string[])[], delimiter: string) =>
      all.map((row) => `${row.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)}\r\n`).join('');
    const inThree = await read(write([...HEADINGS, ...rows], ','));
    expect(windowsIn(inThree)).toEqual([
      { territory: 'FR', channel: 'digital', opensAt: '2026-03-10', timeZone: 'Europe/Paris' },
      { territory: 'CH', channel: 'digital', opensAt: '2026-03-10', timeZone: 'Europe/Zurich' },
      { territory: 'FR', channel: 'disc', opensAt: '2026-03-20', timeZone: 'Europe/Paris' },
      { territory: 'CH', channel: 'disc', opensAt: '2026-03-20', timeZone: 'Europe/Zurich' },
    ]);
    expect(reasonsIn(inThree)).toEqual(['bad 7: its territory is empty', 'bad 8: its start is empty', 'bad 9: it names no work']);
    const inOne = await read(write([HEADINGS[1]!.map((name, at) => `${HEADINGS[0]![at]}:${name}`), ...rows], ';'));
    expect(windowsIn(inOne)).toEqual(windowsIn(inThree));
    expect(inOne[0]).toMatchObject({ line: 2, work: { names: ['Film'], ids: ['c-1'], year: 2010 } });
    const latin = Buffer.from(write([...HEADINGS, ['', '', 'Renée', '', 'FR', 'EST', '2026-03-10', 'Create', '']], ','), 'latin1');
    expect(await read(latin, { encoding: 'windows-1252' })).toMatchObject([{ work: { names: ['Renée'] } }]);
    await expect(read(latin)).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringContaining('encoding utf-8') });
    await expect(read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))).rejects.toThrow(/old form/);
  });

  test('has a work of the row’s own kind: an episode goes by its ids, a season by its name', async () => {
    const headings = ['WorkType', 'TitleInternalAlias', 'SeasonTitleInternalAlias', 'EpisodeTitleInternalAlias', 'EpisodeID', 'Territory'];
    const lines = [
      [...headings, 'LicenseType', 'Start'],
      ['Episode', '', 'Show, 1', 'Pilot', '10.5240/7791-8534-2C23-9030-8610-5', 'DE', 'EST', '2026-03-10'],
      ['Season', '', 'Show 1', '', '', 'DE', 'EST', '2026-03-10'],
    ];
    const rows = await read(lines.map((line) => `${line.map((cell) => `"${cell}"`).join(',')}\n`).join(''));
    expect(rows).toMatchObject([
      { work: { names: [], eidrs: ['10.5240/7791-8534-2C23-9030-8610-5'] } },
      { work: { names: ['Show 1'], eidrs: [] } },
    ]);
  });
});

test('ids are given as they are written, and by the owner’s or the standard’s own id inside of them', async () => {
  const more =
    '<avails:AltIdentifier><md:Namespace>org:mddf</md:Namespace><md:Identifier>AltID:4711</md:Identifier></avails:AltIdentifier>' +
    '<avails:EditEIDR-URN>urn:eidr:10.5240:7791-8534-2C23-9030-8610-5</avails:EditEIDR-URN>';
  const [row] = await read(
    availsDocument([
      {
        ...{ alid: 'md:alid:org:example.com:film-1', contentId: 'md:cid:isan:0000-0000-D07A-0090-Q' },
        ...{ metadata: named('Film', more), transactions: [licence('EST', ['DE'], '2026-03-10')] },
      },
    ]),
  );
  if (row?.kind !== 'window') throw new Error('there is no window');
  expect(row.work.eidrs).toEqual(['10.5240/7791-8534-2C23-9030-8610-5']);
  expect(row.work.ids).toEqual([
    ...['md:cid:isan:0000-0000-D07A-0090-Q', '0000-0000-D07A-0090-Q', 'ISAN 0000-0000-D07A-0090-Q'],
    ...['AltID:4711', '4711', 'md:alid:org:example.com:film-1', 'film-1'],
  ]);
  const title = { id: 'x', name: 'X', isan: '0000-0000-d07a-0090-q', windows: [] };
  expect([...matchAvails([title], [row]).windows.keys()]).toEqual(['x']);
});

describe('a local time', () => {
  const rowsOf = (country: string, start: string, timeZones?: ReadonlyMap<string, string>) =>
    read(availsDocument([{ transactions: [licence('EST', [country], start)] }]), { timeZones });

  test('is that of its country, if all clocks there agree', async () => {
    expect(windowsIn(await rowsOf('DE', '2026-03-10'))).toMatchObject([{ timeZone: 'Europe/Berlin' }]);
    expect(windowsIn(await rowsOf('DE', '2026-03-10T00:00:00Z'))).toEqual([
      { territory: 'DE', channel: 'digital', opensAt: '2026-03-10T00:00:00Z' },
    ]);
  });

  test('of a country with several zones stays without one, unless one is given', async () => {
    expect(windowsIn(await rowsOf('US', '2026-03-10'))).toEqual([{ territory: 'US', channel: 'digital', opensAt: '2026-03-10' }]);
    const given = new Map([['US', 'America/New_York']]);
    expect(windowsIn(await rowsOf('US', '2026-03-10', given))).toMatchObject([{ timeZone: 'America/New_York' }]);
    expect(windowsIn(await rowsOf('DE', '2026-03-10', given))).toMatchObject([{ timeZone: 'Europe/Berlin' }]);
  });
});

const standard = sharedData('standards/avails');

describe.skipIf(standard === undefined)(
  'by the columns and words of shared/data/standards/avails (skipped where the folder is absent)',
  () => {
    const json = (name: string) => JSON.parse(readFileSync(join(standard!, name), 'utf8'));

    test('every version of the template is read, with all its columns in their order', async () => {
      const versions = json('Mappings.json') as Record<string, Record<string, Record<string, unknown>>>;
      const values: Readonly<Record<string, Cell>> = {
        ...{ TitleInternalAlias: 'Film', SeasonTitleInternalAlias: 'Film', ReleaseYear: 2010, Territory: 'DE', LicenseType: 'EST' },
        ...{ Start: { day: 46_023 }, EntryType: 'Create', ReleaseHistoryPhysicalHV: '2026-02-01', End: 'Open' },
      };
      let templates = 0;
      for (const sheets of Object.values(versions)) {
        for (const [name, columns] of Object.entries(sheets)) {
          const headings = Object.keys(columns).map((column) => column.split(':'));
          const row = headings.map(
            ([, heading = '']) => values[heading] ?? (heading === 'WorkType' ? (name === 'TV' ? 'Season' : 'Movie') : ''),
          );
          const head = [headings.map(([group = '']) => group), headings.map(([, heading = '']) => heading), []];
          const rows = await read(await workbook({ [name]: [...head, row] }));
          expect(rows, name).toMatchObject([
            { kind: 'window', line: 4, work: { names: ['Film'], year: 2010 }, window: { channel: 'digital', opensAt: '2026-01-01' } },
            { kind: 'window', line: 4, window: { channel: 'disc', opensAt: '2026-02-01' } },
          ]);
          templates++;
        }
      }
      expect(templates).toBe(8);
    });

    test('every licence type of the vocabulary is known', async () => {
      const { avail } = json('vocab_avail_v2.7.json') as { avail: { LicenseType: string[] } };
      expect(avail.LicenseType.length).toBeGreaterThan(4);
      for (const type of avail.LicenseType) {
        const delivered = '<avails:Term termName="PreOrderFulfillDate"><avails:Event>2026-03-09</avails:Event></avails:Term>';
        const rows = await read(availsDocument([{ transactions: [licence(type, ['DE'], '2026-03-09', delivered)] }]));
        expect(windowsIn(rows), type).toMatchObject([{ channel: 'digital', opensAt: '2026-03-09' }]);
      }
    });
  },
);
