import { define, flag, optional, read, several } from './define.ts';
import { readId, readYear, readZoneOfCountry } from './readers.ts';
import { PROMO_STATE, usualTerritory, WINDOW_OPTIONS } from './shared-options.ts';

const JSON_FLAG = flag('--json', 'print JSON Lines, see schema/title.schema.json');

/** `streetdate title add` */
export const titleAdd = define({
  name: 'add',
  summary: 'add a title with its release windows, or change them',
  details: 'If the id or name exists, that title is changed. What you give replaces the old value; the rest stays.',
  operand: { usage: '<name>', description: "the title's name" },
  options: {
    id: read('--id <id>', 'its id (default: made from the name)', readId),
    year: read('--year <year>', 'the year of its first release', readYear),
    eidr: optional('--eidr <eidr>', 'its EIDR'),
    isan: optional('--isan <isan>', 'its ISAN'),
    promo: PROMO_STATE,
    ...WINDOW_OPTIONS,
    territory: usualTerritory('the territory of --street-date'),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate title add Sintel --year 2010 --street-date 2026-03-10', 'the disc goes on sale everywhere on that day'],
    ['streetdate title add Sintel --window US:digital:2026-02-24@America/New_York', 'adds the date of its digital sale'],
    ['streetdate title add Sintel --window "US:licensed/Example Air:2026-02-01"', 'an airline may show it from then on'],
    ['streetdate title add Sintel --promo none', 'nothing of it was published yet'],
  ],
});

/** `streetdate title avails` */
export const titleAvails = define({
  name: 'avails',
  summary: 'set release windows by a MovieLabs Avails file: XML, XLSX or CSV',
  details:
    'Works are found by EIDR, id or name. Licences open the digital window, dates of the release history the others. A time without an offset is that of the country. Rows that cannot be read are named and left out.',
  operand: { usage: '<file>', description: 'XML, or the standard’s spreadsheet' },
  options: {
    timeZone: several(
      '--time-zone <country:zone>',
      'the zone of a country that has several; repeatable (US:America/New_York)',
      readZoneOfCountry,
    ),
    encoding: optional('--encoding <name>', 'encoding of a CSV file (default: utf-8)'),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate title avails avails.xlsx', 'every window that the sheet gives for titles of the library'],
    ['streetdate title avails avails.xml --time-zone US:America/New_York', 'dates of the United States are those of New York'],
  ],
});

/** `streetdate title list` */
export const titleList = define({
  name: 'list',
  summary: 'list the titles with their release windows and references',
  options: { json: JSON_FLAG },
  examples: [
    ['streetdate title list', 'every title'],
    ['streetdate title list --json', 'one JSON object a line'],
  ],
});
