import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TitleWithWindows } from '@streetdate/engine';
import { type AvailedWindow, type AvailedWork, matchAvails } from '@streetdate/evidence';
import { titleRecord } from 'streetdate';
import { describe, expect, test } from 'vitest';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { availsDocument, licence, named } from './avails-document.ts';

const EIDR = '10.5240/7791-8534-2C23-9030-8610-5';
const OTHER_EIDR = '10.5240/8FF3-1C20-84F5-F247-8BCD-E';

const TITLES: readonly TitleWithWindows[] = [
  { id: 'sintel', name: 'Sintel', year: 2010, eidr: `https://doi.org/${EIDR}`, windows: [] },
  { id: 'film-1', name: 'The Film: Part 1 & 2', year: 1999, isan: '0000-0000-D07A-0090-Q', windows: [] },
  { id: 'twin-a', name: 'Twins', year: 1988, windows: [] },
  { id: 'twin-b', name: 'Twins', year: 2004, windows: [] },
];

const availed = (work: Partial<AvailedWork>, opensAt = '2026-03-10', line = 4): AvailedWindow => ({
  kind: 'window',
  line,
  work: { names: [], eidrs: [], ids: [], ...work },
  window: { territory: 'DE', channel: 'digital', opensAt, timeZone: 'Europe/Berlin' },
});
const titleOf = (work: Partial<AvailedWork>) => {
  const { windows, unknown, doubtful } = matchAvails(TITLES, [availed(work)]);
  return [...windows.keys(), ...unknown.map((name) => `unknown: ${name}`), ...doubtful.map(({ line, reason }) => `${line}: ${reason}`)];
};

describe('the title of a work', () => {
  test('is found by EIDR, whatever its name; else by id; else by name and year', () => {
    expect(titleOf({ eidrs: [EIDR], names: ['Another name'] })).toEqual(['sintel']);
    expect(titleOf({ eidrs: [OTHER_EIDR], ids: ['FILM-1'] })).toEqual(['film-1']);
    expect(titleOf({ names: ['film - PART 1 and 2, The'] })).toEqual(['film-1']);
    expect(titleOf({ names: ['Síntel'], year: 2011 })).toEqual(['sintel']);
    expect(titleOf({ names: ['Sintel'], year: 2024 })).toEqual(['unknown: Sintel (2024)']);
    expect(titleOf({ names: ['Nobody'], ids: ['x'] })).toEqual(['unknown: Nobody']);
    expect(titleOf({ ids: ['x'] })).toEqual(['unknown: x']);
  });

  test('is in doubt for a name of several titles, and for one whose EIDR is another', () => {
    expect(titleOf({ names: ['Twins'] })).toEqual(['4: its name is that of several titles: twin-a, twin-b']);
    expect(titleOf({ names: ['Twins'], year: 2004 })).toEqual(['twin-b']);
    expect(titleOf({ names: ['Sintel'], eidrs: [OTHER_EIDR] })).toEqual([
      `4: it is called as sintel, whose EIDR is another: https://doi.org/${EIDR}`,
    ]);
  });
});

test('of several licences in a territory, the one that opens first counts', () => {
  const work = { names: ['Sintel'] };
  const { windows } = matchAvails(
    TITLES,
    ['2026-03-10', '2026-03-01T12:00:00', '2026-03-02'].map((opensAt) => availed(work, opensAt)),
  );
  expect(windows.get('sintel')).toEqual([
    { territory: 'DE', channel: 'digital', opensAt: '2026-03-01T12:00:00', timeZone: 'Europe/Berlin' },
  ]);
});

describe('streetdate title avails', () => {
  async function library() {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    await streetdate(['init', '--home', home]);
    await streetdate([
      'title',
      'add',
      'Sintel',
      '--year',
      '2010',
      '--window',
      'DE:digital:2026-05-05',
      '--window',
      'DE:disc:2026-06-06',
      '--home',
      home,
    ]);
    const file = join(folder, 'avails.xml');
    await writeFile(
      file,
      availsDocument([
        { metadata: named('Sintel'), transactions: [licence('EST', ['DE', 'US'], '2026-03-10'), licence('EST', ['XQ'], '2026-03-10')] },
        { metadata: named('Unheard Of'), transactions: [licence('EST', ['DE'], '2026-03-10')] },
      ]),
    );
    return { home, file };
  }

  test('sets the windows of known titles, replaces older ones, and names what it leaves out', async () => {
    const { home, file } = await library();
    const run = await streetdate(['title', 'avails', file, '--home', home]);
    expect(run.status).toBe(3);
    expect(run.stdout).toContain('2 windows of 1 title set; 1 work of no title; 1 row left out.');
    expect(run.stdout).toContain('window DE:digital:2026-03-10@Europe/Berlin');
    expect(run.stderr).toContain(`${file}: line 17 is left out: its territory XQ is no code of ISO 3166-1`);
    expect(run.stderr).toContain('several time zones: US. Their windows may open at any time on Earth; --time-zone US:ZONE names one');
    expect(run.stderr).toContain('no title of the library: Unheard Of');
    expect(run.stderr).toContain(
      'Sintel: DE:digital:2026-05-05 becomes DE:digital:2026-03-10@Europe/Berlin; `streetdate judge` judges stored scans again',
    );
    expect((await streetdate(['title', 'avails', file, '--home', home])).stderr).not.toContain('becomes');
    const [title] = records(await streetdate(['title', 'list', '--json', '--home', home]));
    expect(title).toMatchObject({
      windows: [
        { territory: 'DE', channel: 'digital', opensAt: '2026-03-10' },
        { territory: 'DE', channel: 'disc', opensAt: '2026-06-06' },
        { territory: 'US', channel: 'digital', opensAt: '2026-03-10' },
      ],
    });
  });

  test('prints JSON Lines, takes time zones, and refuses those that are none', async () => {
    const { home, file } = await library();
    const run = await streetdate(['title', 'avails', file, '--time-zone', 'US:America/New_York', '--json', '--home', home]);
    const lines = records(run);
    expect(titleRecord.parse(lines[1])).toMatchObject({ windows: [{}, {}, { territory: 'US', timeZone: 'America/New_York' }] });
    expect(lines[2]).toEqual({ type: 'avails', path: file, windows: 2, titles: 1, unknown: ['Unheard Of'], badRows: 1 });
    expect(run.stderr).not.toContain('several time zones');
    for (const zone of ['US', 'USA:America/New_York', 'US:Mars/Olympus']) {
      expect(await streetdate(['title', 'avails', file, '--time-zone', zone, '--home', home])).toMatchObject({ status: 2 });
    }
  });
});
