import { join } from 'node:path';
import { parseWindow } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { earlyInWords } from '../../../packages/cli/src/output/lead-words.ts';
import { saleText } from '../../../packages/cli/src/output/sale-text.ts';
import { windowInWords } from '../../../packages/cli/src/output/window-words.ts';
import { writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

test.each([
  [
    'US:disc:2026-03-10@America/New_York',
    'disc, United States (US): 10 March 2026, 00:00 in America/New_York, which is 10 March 2026, 04:00 UTC',
  ],
  [
    'GB:digital:2026-03-10T20:00:00+00:00',
    'digital, United Kingdom (GB): 10 March 2026, 20:00 at UTC+00:00, which is 10 March 2026, 20:00 UTC',
  ],
  ['JP:disc:2026-03-10T00:00:00+09:00', 'disc, Japan (JP): 10 March 2026, 00:00 at UTC+09:00, which is 9 March 2026, 15:00 UTC'],
  ['WORLD:theatrical:2026-03-10T18:30:00Z', 'theatrical, Worldwide: 10 March 2026, 18:30 UTC'],
  [
    'WORLD:disc:2026-03-10',
    'disc, Worldwide: 10 March 2026, 00:00 anywhere on Earth, as no time zone is given: between 9 March 2026, 10:00 UTC and 10 March 2026, 12:00 UTC',
  ],
  [
    'US:disc:2026-11-01T01:30:00@America/New_York',
    'disc, United States (US): 1 November 2026, 01:30 in America/New_York, which is between 1 November 2026, 05:30 UTC and 1 November 2026, 06:30 UTC',
  ],
])('the window %s is told as it was understood', (notation, words) => {
  expect(windowInWords(parseWindow(notation))).toBe(words);
});

describe('an enrollment', () => {
  test('repeats a title and its windows, with those of before that no new one replaces', () => {
    const known = {
      id: 'film',
      name: 'Film',
      year: 2026,
      windows: ['US:disc:2026-03-10Z', 'US:digital:2026-02-01'].map((text) => parseWindow(text.replace('Z', 'T00:00:00Z'))),
    };
    expect(saleText({ title: 'film', known, windows: [parseWindow('US:disc:2026-04-01T00:00:00Z')] })).toMatch(
      /^Film \(2026\) {2}\[film\]\n {2}digital, United States \(US\): 1 February 2026, .*\n {2}disc, United States \(US\): 1 April 2026, 00:00 UTC$/,
    );
  });

  test('says before the first result what title and street date were understood, and JSON has no such line', async () => {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    const film = await writeReference(folder, 'film.sdfp', 1);
    const argv = ['enroll', film, '--home', home, '--title', 'New\nFilm', '--territory', 'US'];
    const first = await streetdate([...argv, '--street-date', '2026-03-10T00:00:00-05:00']);
    expect(first.stdout.split('\n').slice(0, 3)).toEqual([
      'New\\nFilm  (a new title)',
      '  disc, United States (US): 10 March 2026, 00:00 at UTC-05:00, which is 10 March 2026, 05:00 UTC',
      expect.stringMatching(/^new-film\.1 {2}New\\nFilm \(disc, US/),
    ]);
    const again = await streetdate(argv);
    expect(again.stdout).toMatch(/^New\\nFilm {2}\[new-film\]\n {2}disc, United States \(US\): 10 March 2026/);
    expect(records(await streetdate([...argv, '--json'])).map(({ type }) => type)).toEqual(['reference']);
  });

  test('says that nothing can be judged without a window', async () => {
    const folder = await temporaryFolder();
    const film = await writeReference(folder, 'film.sdfp', 1);
    const { stdout } = await streetdate(['enroll', film, '--home', join(folder, 'library'), '--title', 'Film']);
    expect(stdout).toMatch(/^Film {2}\(a new title\)\n {2}no release window is on record, so that nothing found can be judged a leak\n/);
  });
});

test('the lead of a case is a range where a window states no time zone', () => {
  const servers = [{ time: '2026-02-07T12:00:00.000Z' }];
  const lead = (window: object) =>
    earlyInWords({ territory: 'US', channel: 'disc', opensAt: '2026-03-09', daysEarly: 28, ...window }, servers);
  expect(lead({})).toBe('28 to 30 days early (time zone not given)');
  expect(lead({ timeZone: 'America/New_York', daysEarly: 29 })).toBe('29 days early');
  expect(lead({ opensAt: '2026-02-07', daysEarly: -2 })).toBe('open already');
  expect(lead({ opensAt: '2026-02-08', daysEarly: -1 })).toBe('perhaps open already (time zone not given)');
});
