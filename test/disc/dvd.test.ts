// @module-tag process
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disc, openDiscSource, rankTitles, readDisc, streamClip } from '@streetdate/disc';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import { authorDvd, DVD_PROGRAMS, makeDvdImage, sharedDvd } from '../tools/disc/dvd.ts';
import { Structure } from '../tools/disc/structure.ts';
import { hasProgram, runProgram } from '../tools/disc/write-disc.ts';
import { runFfmpeg, sharedData } from '../tools/footage.ts';

const path = clipFolder();
const canAuthor = DVD_PROGRAMS.every(hasProgram);

async function read(place: string): Promise<Disc> {
  const source = await openDiscSource(place);
  try {
    return await readDisc(source);
  } finally {
    await source.close();
  }
}

describe.skipIf(!canAuthor)('a DVD made with dvdauthor and genisoimage', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await sharedDvd();
    makeDvdImage(folder, path('dvd.iso'));
  });

  test('has its titles, chapters, cells and streams', async () => {
    const disc = await read(path('dvd.iso'));
    expect(disc).toMatchObject({ kind: 'dvd', source: 'udf 1.02', label: 'TEST_DISC', faults: [], regions: [1, 2, 3, 4, 5, 6, 7, 8] });
    expect(disc.provider).toMatch(/^DVDAuthor/i);
    const [film, second, third] = disc.titles;
    expect(film).toMatchObject({
      id: '1',
      firstPlay: true,
      video: [{ codec: 'mpeg2', width: 720, height: 480, standard: 'NTSC', aspect: '16:9' }],
      audio: [
        { codec: 'ac3', language: 'en' },
        { codec: 'ac3', language: 'fr' },
      ],
      subtitles: [],
    });
    expect(film?.duration).toBeCloseTo(10, 0);
    expect(film?.timeline.map(({ clip }) => clip)).toEqual(['VTS_01/1', 'VTS_01/2']);
    expect(second).toMatchObject({ id: '2', firstPlay: false, timeline: [{ clip: 'VTS_01/2', start: 0 }] });
    expect(third).toMatchObject({ id: '3', timeline: [{ clip: 'VTS_02/1', start: 0 }] });
    // A clip that two titles play is there once.
    expect(disc.clips.map(({ id }) => id)).toEqual(['VTS_01/1', 'VTS_01/2', 'VTS_02/1']);
  });

  test.skipIf(!hasProgram('lsdvd'))('is what lsdvd says of the same image', async () => {
    const disc = await read(path('dvd.iso'));
    const printed = runProgram('lsdvd', ['-x', path('dvd.iso')]);
    const seconds = (clock: string) => clock.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
    const titles = [
      ...printed.matchAll(/^Title: (\d+), Length: ([\d:.]+) Chapters: (\d+), Cells: \d+, Audio streams: (\d+), Subpictures: (\d+)/gm),
    ];
    expect(titles).toHaveLength(3);
    for (const [at, [, number, length = '', chapters, audio, subtitles]] of titles.entries()) {
      const title = disc.titles[at];
      expect(title?.id).toBe(String(Number(number)));
      expect(title?.duration).toBeCloseTo(seconds(length), 1);
      expect([title?.chapters.length, title?.audio.length, title?.subtitles.length]).toEqual([
        Number(chapters),
        Number(audio),
        Number(subtitles),
      ]);
    }
    const chapters = [...(printed.split('Title: 02')[0] ?? '').matchAll(/Chapter: \d+, Length: ([\d:.]+)/g)].map(([, length = '']) =>
      seconds(length),
    );
    let start = 0;
    for (const [at, length] of chapters.entries()) {
      expect(disc.titles[0]?.chapters[at]).toBeCloseTo(start, 1);
      start += length;
    }
    const [, id] = /DVDDiscID: ([0-9a-f]{32})/.exec(printed) ?? [];
    expect(disc.ids.find(({ name }) => name === 'dvd-id')?.value).toBe(id);
  });

  test('is the same from its folder, apart from what only an image has', async () => {
    const [fromFolder, fromImage] = [await read(folder), await read(path('dvd.iso'))];
    for (const facts of ['titles', 'clips', 'provider', 'regions'] as const) expect(fromFolder[facts]).toEqual(fromImage[facts]);
    const names = (disc: Disc) => disc.ids.map(({ name }) => name);
    expect(names(fromImage)).toEqual(['dvd-id', 'windows-dvd-id', 'discdb-content-hash', 'streetdate-structure']);
    expect(names(fromFolder)).toEqual(names(fromImage).filter((name) => name !== 'windows-dvd-id'));
    const value = (disc: Disc, id: string) => disc.ids.find(({ name }) => name === id)?.value;
    for (const id of ['dvd-id', 'discdb-content-hash', 'streetdate-structure']) expect(value(fromFolder, id)).toBe(value(fromImage, id));
  });

  test('names its main title with all the signs', async () => {
    const [first] = rankTitles(await read(path('dvd.iso')));
    expect(first?.title).toBe('1');
    expect(first?.signs.map(({ sign }) => sign)).toEqual(['length', 'chapters', 'audio streams', 'first play', 'linked']);
  });

  test('gives each clip as a program stream with the pictures of its seconds', async () => {
    const source = await openDiscSource(path('dvd.iso'));
    const disc = await readDisc(source);
    for (const clip of disc.clips) {
      const chunks: Uint8Array[] = [];
      for await (const bytes of streamClip(source, clip)) chunks.push(bytes);
      const file = path(`${clip.id.replace('/', '-')}.mpg`);
      await writeFile(file, Buffer.concat(chunks));
      await runFfmpeg(['-xerror', '-i', file, '-map', '0:v', '-t', String(clip.duration), '-f', 'null', '-']);
      expect(Buffer.concat(chunks).length).toBe(clip.pieces.reduce((sum, { length }) => sum + length, 0));
    }
    await source.close();
  });

  test('is read from its backup files where IFO files are damaged or missing, and says so', async () => {
    const copy = path('backup');
    await cp(folder, copy, { recursive: true });
    await rm(join(copy, 'VIDEO_TS/VTS_01_0.IFO'));
    await writeFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'), 'DVDVIDEO-XXX and nothing else');
    const disc = await read(copy);
    expect(disc.titles).toEqual((await read(folder)).titles);
    expect(disc.faults.join('\n')).toMatch(/VIDEO_TS\.IFO: it does not begin with DVDVIDEO-VMG/);
    expect(disc.faults.join('\n')).toMatch(/VTS_01_0\.IFO cannot be read; its backup VIDEO_TS\/VTS_01_0\.BUP was/);
  });

  test('without its video manager has the titles of its title sets', async () => {
    const copy = path('headless');
    await cp(folder, copy, { recursive: true });
    for (const ending of ['IFO', 'BUP']) await rm(join(copy, `VIDEO_TS/VIDEO_TS.${ending}`));
    const disc = await read(copy);
    expect(disc.titles.map(({ timeline }) => timeline)).toEqual((await read(folder)).titles.map(({ timeline }) => timeline));
    expect(disc.faults.join('\n')).toContain('VIDEO_TS.IFO cannot be read; the titles are those of the title sets');
  });

  test('has the parental levels of its countries and titles', async () => {
    const copy = path('parental');
    await cp(folder, copy, { recursive: true });
    const ifo = await readFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'));
    // Two countries; for each level, from 8 down, a mask for the disc's menus and titles and one for each of two title sets.
    const masks = (title: (level: number) => number) => [8, 7, 6, 5, 4, 3, 2, 1].flatMap((level) => [title(level), 0xaaaa, 0xbbbb]);
    const table = new Structure().u16(2, 2).u32(8 + 16 + 96 - 1);
    for (const [at, country] of ['US', 'DE'].entries()) table.ascii(country).u16(0, 24 + 48 * at, 0);
    table.u16(...masks((level) => (level >= 6 ? 0x0003 : 0x0001)), ...masks(() => 0x0002));
    ifo.writeUInt32BE(ifo.length / 2048, 0xcc);
    ifo.writeUInt16BE(0x0002, ifo.readUInt32BE(0xc4) * 2048 + 8 + 4);
    await writeFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'), Buffer.concat([ifo, table.padTo(2048).bytes()]));
    const disc = await read(copy);
    expect(disc.parental).toEqual([
      { country: 'US', levels: [1, 1, 1, 1, 1, 3, 3, 3] },
      { country: 'DE', levels: [2, 2, 2, 2, 2, 2, 2, 2] },
    ]);
    expect(disc.titles.map(({ parentalMask }) => parentalMask)).toEqual([2, undefined, undefined]);
  });

  test('has the streams that its chains switch on, and all sound where they switch none on', async () => {
    const copy = path('streams');
    await cp(folder, copy, { recursive: true });
    const name = join(copy, 'VIDEO_TS/VTS_01_0.IFO');
    const ifo = await readFile(name);
    // A subtitle stream is declared, and the first chain switches its first sound off.
    ifo.writeUInt8(1, 0x255);
    ifo.writeUInt16BE(0x0100, 0x256);
    ifo.write('fr', 0x258);
    const chains = ifo.readUInt32BE(0xcc) * 2048;
    const chain = (index: number) => chains + ifo.readUInt32BE(chains + 12 + 8 * index);
    ifo.writeUInt16BE(0, chain(0) + 0x0c);
    await writeFile(name, ifo);
    const streams = async () =>
      (await read(copy)).titles
        .slice(0, 2)
        .map(({ audio, subtitles }) => [audio, subtitles].map((list) => list.map(({ language }) => language)));
    expect(await streams()).toEqual([
      [['fr'], []],
      [['en', 'fr'], []],
    ]);
    for (const index of [0, 1]) ifo.fill(0, chain(index) + 0x0c, chain(index) + 0x1c);
    ifo.writeUInt32BE(0x80000000, chain(1) + 0x1c);
    await writeFile(name, ifo);
    expect(await streams()).toEqual([
      [['en', 'fr'], []],
      [['en', 'fr'], ['fr']],
    ]);
  });

  test('has the provider that it names', async () => {
    const copy = path('provider');
    await cp(folder, copy, { recursive: true });
    const ifo = await readFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'));
    ifo.fill(' ', 0x40, 0x60).write('PLANT 7', 0x40);
    await writeFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'), ifo);
    expect((await read(copy)).provider).toBe('PLANT 7');
  });

  test('has the prohibited regions of its category', async () => {
    const copy = path('region');
    await cp(folder, copy, { recursive: true });
    const ifo = await readFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'));
    ifo[0x23] = 0b11111110;
    await writeFile(join(copy, 'VIDEO_TS/VIDEO_TS.IFO'), ifo);
    expect((await read(copy)).regions).toEqual([1]);
  });

  test('in PAL has 25 frames a second', async () => {
    const disc = await read(await authorDvd(path('pal'), 'pal'));
    expect(disc.titles[0]?.video).toMatchObject([{ standard: 'PAL', height: 576, frameRate: 25 }]);
    expect(disc.titles[0]?.duration).toBeCloseTo(10, 0);
  });

  test('whose packets are marked as scrambled is refused, and described all the same', async () => {
    const copy = path('scrambled');
    await cp(folder, copy, { recursive: true });
    const file = join(copy, 'VIDEO_TS/VTS_01_1.VOB');
    const vob = await readFile(file);
    // CSS marks about every second pack of pictures and sound.
    for (let at = 2048; at < vob.length; at += 4096)
      if (vob[at + 17] !== 0xbb && vob[at + 20]! >> 6 === 2) vob[at + 20] = vob[at + 20]! | 0x30;
    await writeFile(file, vob);
    const disc = await read(copy);
    expect(disc.titles).toHaveLength(3);
    expect(disc.protection).toEqual({ schemes: ['CSS'], scrambledAt: 'clip VTS_01/1: packets are marked as scrambled' });
    const source = await openDiscSource(copy);
    const stream = streamClip(source, disc.clips[0]!);
    await expect(stream.next()).rejects.toMatchObject({
      code: 'disc-scrambled',
      message: expect.stringContaining(`${copy} is scrambled: clip VTS_01/1`),
    });
    await source.close();
  });
});

describe.skipIf(sharedData('discs/dvd-hammond') === undefined)('home-made DVDs of others', () => {
  test.each([
    ['dvd-hammond', { provider: undefined, duration: 4177.44, height: 576, codec: 'ac3' }],
    ['dvd-temphigh71', { provider: 'NV 23.5.1.62', duration: 48.5, height: 480, codec: 'ac3' }],
    ['dvd-wild', { provider: undefined, duration: 311.36, height: 576, codec: 'mp2' }],
  ])('%s is read from its IFO files alone', async (name, { provider, duration, height, codec }) => {
    const disc = await read(sharedData(`discs/${name}`)!);
    expect(disc.provider).toBe(provider);
    expect(disc.titles[0]?.duration).toBeCloseTo(duration, 1);
    expect(disc.titles[0]).toMatchObject({ video: [{ height }], audio: [{ codec }] });
    expect(disc.faults.join('\n')).toContain('the VOBs of title set 1 are missing');
  });
});
