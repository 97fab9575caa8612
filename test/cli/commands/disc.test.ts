import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { discRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { discText } from '../../../packages/cli/src/output/disc-text.ts';
import {
  emptyPackets,
  makeBdjObject,
  makeClipInfo,
  makeIndex,
  makeMovieObjects,
  makePlaylist,
  playPlaylist,
} from '../../tools/disc/bluray.ts';
import { writeFiles } from '../../tools/disc/write-disc.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

async function makeDisc(): Promise<string> {
  const folder = join(await temporaryFolder(), 'disc');
  await writeFiles(folder, {
    'BDMV/index.bdmv': makeIndex(0, [0]),
    'BDMV/MovieObject.bdmv': makeMovieObjects([[playPlaylist(1)]]),
    'BDMV/PLAYLIST/00001.mpls': makePlaylist([{ clip: '00001', in: 600, out: 700 }], { chapters: [0, 50], languages: ['eng', 'deu'] }),
    'BDMV/PLAYLIST/00002.mpls': makePlaylist([{ clip: '00002', in: 600, out: 630 }]),
    'BDMV/PLAYLIST/00003.mpls': makePlaylist([{ clip: '00001', in: 600, out: 640 }]),
    ...Object.fromEntries(['00001', '00002'].map((clip, at) => [`BDMV/CLIPINF/${clip}.clpi`, makeClipInfo(600, at === 0 ? 700 : 630)])),
    ...Object.fromEntries(['00001', '00002'].map((clip) => [`BDMV/STREAM/${clip}.m2ts`, emptyPackets(2)])),
  });
  return folder;
}

test('a disc is shown as a table', async () => {
  const { status, stdout, stderr } = await streetdate(['disc', 'show', await makeDisc()]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/Blu-ray, folder$/m);
  expect(stdout).toMatch(
    /^ {2}film +title 00001: length 100 s \(3\.0 of 3\), chapters 2 \(1\.0 of 1\), audio streams 2 .*, first play yes .*, linked yes/m,
  );
  expect(stdout).toMatch(/^ {2}00001 +film +1:40\.0 +2 +1 +1 +h264 1080p 23\.976 +eng ac3 2 ch, deu ac3 2 ch +fra$/m);
  expect(stdout).toMatch(/^ {2}00002 +extra +0:30\.0/m);
  expect(stdout).toMatch(/^ {2}left out +00003: others show all of it$/m);
  expect(stdout).not.toMatch(/^ {2}00003/m);
  const all = await streetdate(['disc', 'show', '--all', await makeDisc()]);
  expect(all.stdout).toMatch(/^ {2}00003 +– +0:40\.0/m);
  expect(all.stdout).toMatch(/^ {2}left out +00003: others show all of it$/m);
});

test('programs that decide what is played are shown with what they may play, and what is not known of the start is said', async () => {
  const folder = await makeDisc();
  await writeFiles(folder, {
    'BDMV/index.bdmv': makeIndex(-1, [-1, 0, -2]),
    'BDMV/BDJO/00000.bdjo': makeBdjObject([], { accessToAll: true }),
    'BDMV/BDJO/00001.bdjo': makeBdjObject(['00002', '00001'], { autostart: true }),
  });
  const { status, stdout } = await streetdate(['disc', 'show', folder]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}program +BD-J 00000, run by first play, top menu, title 1; what it plays is not known$/m);
  expect(stdout).toMatch(/^ {2}program +BD-J 00001, run by title 3; starts with 00002; may play 00002, 00001$/m);
  expect(stdout).toMatch(/^ {2}film +title 00001: .*, first play not known \(0\.5 of 1\), linked yes/m);
  const [record] = records(await streetdate(['disc', 'show', folder, '--json'])).map((line) => discRecord.parse(line));
  expect(record?.programs).toEqual([
    { id: '00000', runBy: ['first play', 'top menu', 'title 1'] },
    { id: '00001', runBy: ['title 3'], playlists: ['00002', '00001'], autostart: '00002' },
  ]);
  expect(record?.titles[0]).not.toHaveProperty('firstPlay');
});

test('titles that are not for every parental level are shown with theirs', async () => {
  const record = discRecord.parse(records(await streetdate(['disc', 'show', await makeDisc(), '--json']))[0]);
  const [film, extra, ...rest] = record.titles;
  const levels = [1, 1, 1, 1, 1, 3, 3, 3];
  const parental = [
    { country: 'us', levels },
    { country: 'de', levels: levels.map(() => 3) },
  ];
  const titles = [{ ...film!, parentalMask: 2 }, { ...extra!, parentalMask: 1 }, ...rest];
  expect(discText({ ...record, parental, titles }, false).split('\n')).toContainEqual('  parental   US: title 00001 at levels 6 7 8');
});

test('with --json a disc is a record of its schema, and --main-title has the last word', async () => {
  const folder = await makeDisc();
  const [record] = records(await streetdate(['disc', 'show', folder, '--json'])).map((line) => discRecord.parse(line));
  expect(record).toMatchObject({
    kind: 'bluray',
    mainTitle: { title: '00001', chosenBy: 'signs' },
    titles: [
      { id: '00001', role: 'film' },
      { id: '00002', role: 'extra' },
      { id: '00003', role: 'left-out', reason: 'others show all of it' },
    ],
    clips: [
      { id: '00001', duration: 100, bytes: 12_288 },
      { id: '00002', duration: 30, bytes: 12_288 },
    ],
  });
  const [chosen] = records(await streetdate(['disc', 'show', folder, '--main-title', '00002', '--json']));
  expect(chosen).toMatchObject({ mainTitle: { title: '00002', chosenBy: 'user' } });
  const wrong = await streetdate(['disc', 'show', folder, '--main-title', '00009']);
  expect(wrong).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('has no title 00009; `streetdate disc show --all` lists them\n'),
  });
});

test('what could not be read makes the status 3, and so does what is no disc', async () => {
  const folder = await makeDisc();
  await rm(join(folder, 'BDMV/CLIPINF/00002.clpi'));
  const partial = await streetdate(['disc', 'show', folder]);
  expect(partial).toMatchObject({ status: 3, stderr: expect.stringContaining('could be read only in part') });
  expect(partial.stdout).toContain('not read: ');
  const none = await streetdate(['disc', 'show', join(folder, 'BDMV/PLAYLIST'), '--json']);
  expect(none.status).toBe(3);
  expect(records(none)).toMatchObject([{ type: 'error', code: 'not-a-disc' }]);
});
