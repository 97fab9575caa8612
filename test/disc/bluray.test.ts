// @module-tag process
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFeatures, type Disc, openDiscSource, rankTitles, readDisc, streamClip } from '@streetdate/disc';
import { expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import {
  CLOCK_START,
  emptyPackets,
  jumpTitle,
  makeBdId,
  makeBdjObject,
  makeClipInfo,
  makeIndex,
  makeMovieObjects,
  makePlaylist,
  playPlaylist,
  playRegister,
  setRegister,
  type TestItem,
} from '../tools/disc/bluray.ts';
import { makeUdf250 } from '../tools/disc/udf-image.ts';
import { hasProgram, runProgram, writeFiles } from '../tools/disc/write-disc.ts';
import { sharedData } from '../tools/footage.ts';

const path = clipFolder();
const ascii = (text: string) => new TextEncoder().encode(text);

/** A film of three clips cut from one encode, an extra, and a playlist of angles. Title 1 goes to the film through a register. */
const item = (at: number, options: Partial<TestItem> = {}): TestItem => ({
  clip: `0000${at}`,
  in: CLOCK_START + 100 * (at - 1),
  out: CLOCK_START + 100 * at,
  ...options,
});
const FILM = [item(1), item(2, { connection: 6 }), item(3, { connection: 6 })];
const FILES: Readonly<Record<string, Uint8Array>> = {
  'BDMV/index.bdmv': makeIndex(0, [1, 2], { provider: 'Test Pressing Plant' }),
  'BDMV/MovieObject.bdmv': makeMovieObjects([[jumpTitle(1)], [setRegister(10, 800), playRegister(10)], [playPlaylist(20)]]),
  'BDMV/PLAYLIST/00800.mpls': makePlaylist(FILM, { chapters: [0, 60, 150, 290], languages: ['eng', 'deu'] }),
  'BDMV/PLAYLIST/00020.mpls': makePlaylist([{ clip: '00020', in: CLOCK_START, out: CLOCK_START + 30 }]),
  'BDMV/PLAYLIST/00030.mpls': makePlaylist([item(1, { angles: ['00020'], out: CLOCK_START + 20 })]),
  ...Object.fromEntries(
    [1, 2, 3].map((at) => [`BDMV/CLIPINF/0000${at}.clpi`, makeClipInfo(CLOCK_START + 100 * (at - 1), CLOCK_START + 100 * at)]),
  ),
  'BDMV/CLIPINF/00020.clpi': makeClipInfo(CLOCK_START, CLOCK_START + 30),
  ...Object.fromEntries(['00001', '00002', '00003', '00020'].map((clip, at) => [`BDMV/STREAM/${clip}.m2ts`, emptyPackets(at + 2)])),
  'BDMV/META/DL/bdmt_eng.xml': ascii(
    '<?xml version="1.0"?><disclib xmlns="urn:BDA:bdmv;disclib" xmlns:di="urn:BDA:bdmv;discinfo"><di:discinfo><di:title><di:name>The Film &amp; More</di:name></di:title></di:discinfo></disclib>',
  ),
  'CERTIFICATE/id.bdmv': makeBdId(
    0x12345678,
    Uint8Array.from({ length: 16 }, (_, at) => at),
  ),
};

async function read(place: string): Promise<Disc> {
  const source = await openDiscSource(place);
  try {
    return await readDisc(source);
  } finally {
    await source.close();
  }
}

async function folderOf(name: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  await writeFiles(path(name), files);
  return path(name);
}

test('a Blu-ray has its playlists, clips, chapters, streams and names', async () => {
  const disc = await read(await folderOf('plain', FILES));
  expect(disc).toMatchObject({
    kind: 'bluray',
    provider: 'Test Pressing Plant',
    faults: [],
    protection: { schemes: [], scrambledAt: undefined },
  });
  expect(disc.names.eng).toContain('The Film');
  expect(disc.titles.map(({ id }) => id)).toEqual(['00020', '00030', '00800']);
  const [extra, angles, film] = disc.titles;
  expect(film).toMatchObject({
    duration: 300,
    firstPlay: true,
    linked: true,
    timeline: [
      { clip: '00001', start: 0, end: 100, seamless: false },
      { clip: '00002', start: 0, end: 100, seamless: true },
      { clip: '00003', start: 0, end: 100, seamless: true },
    ],
    video: [{ codec: 'h264', width: 1920, height: 1080, scan: 'progressive' }],
    audio: [
      { codec: 'ac3', language: 'eng' },
      { codec: 'ac3', language: 'deu' },
    ],
    subtitles: [{ codec: 'pgs', language: 'fra' }],
    subPaths: [{ kind: 2, clips: ['00099'] }],
  });
  expect(film?.chapters).toEqual([0, 60, 150, 290]);
  expect(extra).toMatchObject({ duration: 30, firstPlay: false, linked: true });
  expect(angles).toMatchObject({ linked: false, otherAngles: [[{ clip: '00020', start: 0, end: 20 }]] });
  expect(disc.clips.map(({ id, duration }) => [id, duration])).toEqual([
    ['00001', 100],
    ['00002', 100],
    ['00003', 100],
    ['00020', 30],
  ]);
});

test('it is the same from an image with a metadata partition', async () => {
  await writeFile(path('bd.iso'), makeUdf250(FILES, 'THE_FILM'));
  const [fromImage, fromFolder] = [await read(path('bd.iso')), await read(await folderOf('plain', FILES))];
  expect(fromImage).toMatchObject({ source: 'udf 2.50', label: 'THE_FILM', faults: [] });
  for (const facts of ['titles', 'clips', 'ids', 'names', 'protection'] as const) expect(fromImage[facts]).toEqual(fromFolder[facts]);
});

test('its ids are those of its files', async () => {
  const key = ascii('not a key, only hashed');
  const disc = await read(await folderOf('ids', { ...FILES, 'AACS/Unit_Key_RO.inf': key }));
  const sizes = Buffer.alloc(32);
  [2, 3, 4, 5].forEach((units, at) => {
    sizes.writeBigInt64LE(BigInt(6144 * units), 8 * at);
  });
  expect(Object.fromEntries(disc.ids.map(({ name, value }) => [name, value]))).toMatchObject({
    'aacs-disc-id': createHash('sha1').update(key).digest('hex'),
    'bd-organisation-id': '12345678',
    'bd-disc-id': '000102030405060708090a0b0c0d0e0f',
    'discdb-content-hash': createHash('md5').update(sizes).digest('hex').toUpperCase(),
  });
  expect(disc.protection.schemes).toEqual(['AACS']);
});

test('a UHD disc has HEVC, 2160p and its dynamic range', async () => {
  const files = {
    ...FILES,
    'BDMV/index.bdmv': makeIndex(0, [1], { version: '0300' }),
    'BDMV/PLAYLIST/00800.mpls': makePlaylist(FILM, { video: 'hevc' }),
  };
  const disc = await read(await folderOf('uhd', files));
  expect(disc.kind).toBe('uhd-bluray');
  expect(disc.titles.at(-1)?.video).toMatchObject([{ codec: 'hevc', width: 3840, height: 2160, dynamicRange: 'HDR10' }]);
});

/** For each playlist whether something leads to it, and whether the disc starts with it. */
const leads = ({ titles }: Disc) => Object.fromEntries(titles.map(({ id, linked, firstPlay }) => [id, [linked, firstPlay]]));

test('where Java programs may play any playlist, it is not known what is linked or starts', async () => {
  const files = { ...FILES, 'BDMV/index.bdmv': makeIndex(-1, [-1, -2]), 'BDMV/BDJO/00000.bdjo': makeBdjObject([], { accessToAll: true }) };
  const disc = await read(await folderOf('java', { ...files, 'BDMV/BDJO/00001.bdjo': makeBdjObject(['00020']) }));
  expect(disc.programs).toEqual([
    { id: '00000', runBy: ['first play', 'top menu', 'title 1'], playlists: undefined, autostart: undefined },
    { id: '00001', runBy: ['title 2'], playlists: ['00020'], autostart: undefined },
  ]);
  expect(leads(disc)).toEqual({ '00020': [true, undefined], '00030': [undefined, undefined], '00800': [undefined, undefined] });
  const [film] = rankTitles(disc);
  expect(film).toMatchObject({
    title: '00800',
    signs: expect.arrayContaining([
      { sign: 'first play', value: 'not known', points: 0.5, weight: 1 },
      { sign: 'linked', value: 'not known', points: 0.5, weight: 1 },
    ]),
  });
  // A program that is not there may do anything.
  const missing = await read(await folderOf('java gone', { ...FILES, 'BDMV/index.bdmv': makeIndex(-1, [-1]) }));
  expect(leads(missing)['00020']).toEqual([undefined, undefined]);
  expect(missing).toMatchObject({ programs: [{ id: '00000', playlists: undefined }], faults: [] });
  const damaged = await read(await folderOf('java damaged', { ...files, 'BDMV/BDJO/00000.bdjo': 'BDJO0200' }));
  expect(damaged.faults).toEqual([expect.stringContaining('00000.bdjo: it points at bytes 48 to 52, and has 8')]);
});

test('a playlist that no Java program may play is not linked, and one that starts with the first program is played first', async () => {
  const object = makeBdjObject(['00800', '00020'], { autostart: true });
  const disc = await read(
    await folderOf('java bound', { ...FILES, 'BDMV/index.bdmv': makeIndex(-1, [-1]), 'BDMV/BDJO/00000.bdjo': object }),
  );
  expect(disc.programs).toMatchObject([{ playlists: ['00800', '00020'], autostart: '00800' }]);
  expect(leads(disc)).toEqual({ '00020': [true, undefined], '00030': [false, undefined], '00800': [true, true] });
});

test('a movie object that jumps to a title of a Java program leaves open what starts', async () => {
  const files = { ...FILES, 'BDMV/index.bdmv': makeIndex(0, [-1]), 'BDMV/BDJO/00000.bdjo': makeBdjObject(['00800']) };
  expect(leads(await read(await folderOf('java behind', files)))).toEqual({
    '00020': [false, undefined],
    '00030': [false, undefined],
    '00800': [true, undefined],
  });
});

test('without its index a disc starts nowhere that is known', async () => {
  const { 'BDMV/index.bdmv': _, ...files } = FILES;
  const disc = await read(await folderOf('no index', files));
  expect(leads(disc)['00800']).toEqual([undefined, undefined]);
  expect(disc.faults).toEqual([expect.stringContaining('index.bdmv cannot be read; where the disc starts is not known')]);
});

test('of decoy playlists the true one is told by the clock of its clips, and the others are left out with the reason', async () => {
  const orders = [
    [2, 1, 3],
    [3, 2, 1],
    [1, 3, 2],
    [2, 3, 1],
  ];
  const decoys = orders.map((order, at) => [
    `BDMV/PLAYLIST/0010${at}.mpls`,
    makePlaylist(
      order.map((clip) => item(clip, { connection: 6 })),
      { chapters: [0, 60, 150, 290], languages: ['eng', 'deu'] },
    ),
  ]);
  // Nothing but a Java program leads anywhere.
  const java = { 'BDMV/index.bdmv': makeIndex(-1, [-1]), 'BDMV/BDJO/00000.bdjo': makeBdjObject([], { accessToAll: true }) };
  const disc = await read(await folderOf('decoys', { ...FILES, ...java, ...Object.fromEntries(decoys) }));
  expect(rankTitles(disc)[0]).toMatchObject({
    title: '00800',
    signs: expect.arrayContaining([expect.objectContaining({ sign: 'clock at the seams', value: '2 of 2 go on' })]),
  });
  const { features, leftOut } = chooseFeatures(disc);
  expect(features.map(({ title, role }) => [title.id, role])).toEqual([
    ['00800', 'film'],
    ['00020', 'extra'],
  ]);
  expect(leftOut).toEqual(
    expect.arrayContaining([
      { title: '00100', reason: 'it plays the parts of 00800 in another order' },
      { title: '00103', reason: 'it plays the parts of 00800 in another order' },
      { title: '00030', reason: 'others show all of it' },
    ]),
  );
  // What the pictures say outweighs the clock, which a decoy could fake.
  const continuity = new Map([
    ['00800', 0],
    ['00103', 1],
  ]);
  expect(rankTitles(disc, { continuity })[0]?.title).toBe('00103');
  expect(chooseFeatures(disc, { mainTitle: '00101' }).features[0]?.title.id).toBe('00101');
  expect(() => chooseFeatures(disc, { mainTitle: '00999' })).toThrow(/^mainTitle must be one of 00020, 00030/);
});

test.each([
  ['copy-permission bits', (unit: Uint8Array) => void unit.fill(0xc0, 0, 1), 'copy-permission bits are set'],
  ['transport scrambling bits', (unit: Uint8Array) => void unit.fill(0x90, 192 + 7, 192 + 8), 'transport packets are scrambled'],
  ['units without their sync bytes', (unit: Uint8Array) => void unit.fill(0x15, 16), 'its units are encrypted'],
])('a clip with %s is refused', async (name, scramble, reason) => {
  const clip = emptyPackets(4);
  scramble(clip.subarray(2 * 6144, 3 * 6144));
  const folder = await folderOf(`scrambled ${name}`, { ...FILES, 'BDMV/STREAM/00002.m2ts': clip });
  const source = await openDiscSource(folder);
  const disc = await readDisc(source);
  expect(disc.protection.scrambledAt).toBe(`clip 00002: ${reason}`);
  const stream = streamClip(source, disc.clips.find(({ id }) => id === '00002')!);
  await expect(stream.next()).rejects.toMatchObject({ code: 'disc-scrambled', message: expect.stringContaining(reason) });
  await source.close();
});

test('structures that are damaged are read from their copies, or passed over and said so', async () => {
  const folder = await folderOf('damaged', {
    ...FILES,
    'BDMV/BACKUP/PLAYLIST/00800.mpls': FILES['BDMV/PLAYLIST/00800.mpls']!,
    'BDMV/PLAYLIST/00800.mpls': 'MPLS',
    'BDMV/PLAYLIST/00020.mpls': 'nothing',
  });
  await rm(join(folder, 'BDMV/CLIPINF/00003.clpi'));
  await rm(join(folder, 'BDMV/STREAM/00002.m2ts'));
  const disc = await read(folder);
  expect(disc.titles.map(({ id }) => id)).toEqual(['00030', '00800']);
  const faults = disc.faults.join('\n');
  expect(faults).toContain('PLAYLIST/00800.mpls cannot be read; its copy in BDMV/BACKUP was');
  expect(faults).toContain('00020.mpls: it does not begin with MPLS');
  expect(faults).toContain('the clip information of 00003 cannot be read; its times are those of the playlists');
  expect(faults).toContain('BDMV/STREAM/00002.m2ts is missing');
});

test('a clip whose name is no plain name is refused', async () => {
  const disc = await read(await folderOf('climb', { ...FILES, 'BDMV/PLAYLIST/00020.mpls': makePlaylist([{ ...item(1), clip: '../..' }]) }));
  expect(disc.faults.join('\n')).toContain('its clip is called "../.."');
});

test.skipIf(!hasProgram('bd_list_titles'))('it is what libbluray says of the same folder', async () => {
  const folder = await folderOf('peer', FILES);
  const disc = await read(folder);
  const printed = runProgram('bd_list_titles', ['-l', folder]);
  const lines = [
    ...printed.matchAll(
      /duration: (\d+):(\d+):(\d+) chapters:\s*(\d+) angles:\s*(\d+) clips:\s*(\d+) \(playlist: (\d{5})\.mpls\) V:(\d+) A:(\d+)\s+PG:(\d+)/g,
    ),
  ];
  expect(lines.length).toBeGreaterThan(1);
  for (const [, hours, minutes, seconds, chapters, angles, clips, id, video, audio, subtitles] of lines) {
    const title = disc.titles.find((candidate) => candidate.id === id)!;
    expect(Math.floor(title.duration)).toBe(3600 * Number(hours) + 60 * Number(minutes) + Number(seconds));
    expect([title.chapters.length, title.otherAngles.length + 1, title.timeline.length]).toEqual([chapters, angles, clips].map(Number));
    expect([title.video.length, title.audio.length, title.subtitles.length]).toEqual([video, audio, subtitles].map(Number));
  }
});

test.skipIf(sharedData('discs/bluray-big-buck-bunny') === undefined)(
  'a Blu-ray made by another program is what its report says',
  async () => {
    const disc = await read(sharedData('discs/bluray-big-buck-bunny')!);
    expect(disc.titles).toMatchObject([
      {
        id: '00000',
        firstPlay: true,
        video: [{ codec: 'h264', height: 1080 }],
        audio: [{ codec: 'lpcm', channels: 2, sampleRate: 48_000 }],
      },
    ]);
    expect(disc.titles[0]?.duration).toBeCloseTo(30.113, 3);
  },
);
