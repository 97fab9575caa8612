// @module-tag slow
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { openDiscSource, readDisc } from '@streetdate/disc';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ByteReader } from '../../packages/disc/src/bytes/byte-reader.ts';
import { readManager } from '../../packages/disc/src/dvd/manager.ts';
import { readTitleSet } from '../../packages/disc/src/dvd/title-set.ts';
import { Faults } from '../../packages/disc/src/structure/faults.ts';
import { readIso9660 } from '../../packages/disc/src/volume/iso9660.ts';
import { readUdf } from '../../packages/disc/src/volume/udf.ts';
import { clipFolder } from '../tools/clips.ts';
import { cpuClock } from '../tools/cpu-clock.ts';
import { makePlaylist } from '../tools/disc/bluray.ts';
import { memory, readAll, STRUCTURES } from '../tools/disc/corpus.ts';
import { DVD_PROGRAMS, makeDvdImage, sharedDvd } from '../tools/disc/dvd.ts';
import { BLURAY_STRUCTURES, PLAY_ITEMS, UDF_IMAGES } from '../tools/disc/wholes.ts';
import { hasProgram, writeFiles } from '../tools/disc/write-disc.ts';

const path = clipFolder();

/** Reads, and takes damage for an answer; anything else that is thrown is a fault of the program. */
async function survives(work: () => unknown): Promise<'read' | 'damaged'> {
  try {
    await work();
    return 'read';
  } catch (error) {
    if (error instanceof StreetdateError && error.code === 'damaged-disc') {
      expect(error.message).toMatch(/^[^\n]+: [^\n]+$/);
      return 'damaged';
    }
    throw error;
  }
}

/** Some bytes put in some places: random ones, and the extremes that sizes and offsets are attacked with. */
const damageOf = (length: number) =>
  fc.array(fc.tuple(fc.nat(length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 8,
  });

function withDamage(bytes: Uint8Array, damage: readonly (readonly [at: number, value: number, count: number])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [at, value, count] of damage) copy.fill(value, at, at + count);
  return copy;
}

describe.each(Object.entries(BLURAY_STRUCTURES))('a Blu-ray’s %s', (name, bytes) => {
  const read = (changed: Uint8Array) => STRUCTURES[name]!(changed, new Faults());

  test('cut at every byte is read or is damaged', async () => {
    expect(await survives(() => read(bytes))).toBe('read');
    const results = new Set<string>();
    for (let length = 0; length < bytes.length; length++) results.add(await survives(() => read(bytes.subarray(0, length))));
    expect(results).toContain('damaged');
  });

  test('with any bytes changed is read or is damaged', () =>
    fc.assert(
      fc.asyncProperty(damageOf(bytes.length), async (damage) => {
        await survives(() => read(withDamage(bytes, damage)));
      }),
      { numRuns: 1000 },
    ));
});

describe.each(Object.entries(UDF_IMAGES))('an image, %s,', (_, image) => {
  const sectors = image.length / 2048;
  /** Where its descriptors are: everything that is not empty, but for what only says that it is UDF. */
  const STRUCTURE_SECTORS = Array.from({ length: sectors }, (_, at) => at).filter(
    (at) => at >= 32 && image.subarray(at * 2048, at * 2048 + 2048).some((byte) => byte !== image[at * 2048]),
  );

  const readImage = async (bytes: Uint8Array) => readAll(await readUdf(memory(bytes)));

  test('cut anywhere in its structures is read or is damaged', async () => {
    const results = new Set<string>();
    for (let length = 250 * 2048; length < image.length; length += 509)
      results.add(await survives(() => readImage(image.subarray(0, length))));
    expect(await survives(() => readImage(image))).toBe('read');
    expect(results).toContain('damaged');
  });

  test('with any bytes of its descriptors changed is read or is damaged, in bounded time', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...STRUCTURE_SECTORS), damageOf(600), async (sector, damage) => {
        const start = cpuClock();
        await survives(() =>
          readImage(
            withDamage(
              image,
              damage.map(([at, value, count]) => [sector * 2048 + at, value, count]),
            ),
          ),
        );
        expect(cpuClock() - start).toBeLessThan(5000);
      }),
      { numRuns: 500 },
    ));

  test('whose tags are mended after the change is read or is damaged', () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...STRUCTURE_SECTORS), damageOf(600), async (sector, damage) => {
        const bytes = withDamage(
          image,
          damage.filter(([at]) => at > 16).map(([at, value, count]) => [sector * 2048 + at, value, count]),
        );
        await survives(() => readImage(bytes));
      }),
      { numRuns: 500 },
    ));
});

describe.skipIf(!DVD_PROGRAMS.every(hasProgram))('a DVD', () => {
  let [manager, titleSet, image] = [new Uint8Array(), new Uint8Array(), new Uint8Array()];
  beforeAll(async () => {
    const disc = await sharedDvd();
    manager = new Uint8Array(await readFile(join(disc, 'VIDEO_TS/VIDEO_TS.IFO')));
    titleSet = new Uint8Array(await readFile(join(disc, 'VIDEO_TS/VTS_01_0.IFO')));
    makeDvdImage(disc, path('dvd.iso'));
    image = new Uint8Array(await readFile(path('dvd.iso')));
  });
  const read = {
    manager: (bytes: Uint8Array) => readManager(new ByteReader(bytes, 'VIDEO_TS.IFO'), new Faults()),
    titleSet: (bytes: Uint8Array) => readTitleSet(new ByteReader(bytes, 'VTS_01_0.IFO'), 1, new Faults()),
  };

  test('whose information files are cut at every byte is read as far as they go', async () => {
    for (let length = 0; length < manager.length; length++) await survives(() => read.manager(manager.subarray(0, length)));
    for (let length = 0; length < titleSet.length; length++) await survives(() => read.titleSet(titleSet.subarray(0, length)));
  });

  test('whose information files have any bytes changed is read or is damaged', () =>
    fc.assert(
      fc.asyncProperty(damageOf(6144), async (damage) => {
        await survives(() => read.manager(withDamage(manager, damage)));
        await survives(() => read.titleSet(withDamage(titleSet, damage)));
      }),
      { numRuns: 500 },
    ));

  test('whose program chains follow each other in a circle ends', async () => {
    const chains = 2048 * new DataView(titleSet.buffer).getUint32(0xcc);
    const circle = titleSet.slice();
    const view = new DataView(circle.buffer);
    for (let chain = 0; chain < view.getUint16(chains); chain++) {
      // Both belong to title 1, each followed by the other.
      view.setUint8(chains + 8 + 8 * chain, 0x81);
      view.setUint16(chains + view.getUint32(chains + 12 + 8 * chain) + 0x9c, 2 - chain);
    }
    await writeFiles(path('circle'), { 'VIDEO_TS/VTS_01_0.IFO': circle });
    const source = await openDiscSource(path('circle'));
    const disc = await readDisc(source);
    expect(disc.titles[0]?.timeline.length).toBe(3);
    await source.close();
  });

  test('in an image whose ISO 9660 records have any bytes changed is read or is damaged', async () => {
    const volume = await readIso9660(memory(image));
    expect((await volume?.root.list())?.map(({ name }) => name)).toContain('VIDEO_TS');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: 300 }), damageOf(2048), async (sector, damage) => {
        const bytes = withDamage(
          image,
          damage.map(([at, value, count]) => [sector * 2048 + at, value, count]),
        );
        await survives(async () => {
          await readAll(await readIso9660(memory(bytes)));
        });
      }),
      { numRuns: 200 },
    );
  });
});

test('ten thousand playlists of which every third is damaged are read in bounded time', async () => {
  const good = makePlaylist(PLAY_ITEMS);
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [
      `BDMV/PLAYLIST/${String(at).padStart(5, '0')}.mpls`,
      at % 3 === 2 ? good.subarray(0, 100) : good,
    ]),
  );
  await writeFiles(path('many'), {
    'BDMV/index.bdmv': BLURAY_STRUCTURES.index,
    'BDMV/MovieObject.bdmv': BLURAY_STRUCTURES['movie-objects'],
    ...files,
  });
  const source = await openDiscSource(path('many'));
  const start = cpuClock();
  const disc = await readDisc(source);
  expect(disc.titles).toHaveLength(6667);
  expect(disc.faults.length).toBeLessThan(210);
  expect(disc.faults.at(-1)).toMatch(/^and \d+ more$/);
  expect(cpuClock() - start).toBeLessThan(60_000);
  await source.close();
});

test('a playlist that plays one clip thousands of times is read', async () => {
  await writeFiles(path('loop'), { 'BDMV/PLAYLIST/00001.mpls': makePlaylist(Array.from({ length: 5000 }, () => PLAY_ITEMS[0]!)) });
  const source = await openDiscSource(path('loop'));
  expect((await readDisc(source)).titles[0]?.timeline).toHaveLength(5000);
  await source.close();
});

test('a disc of which nothing can be read says what was wrong first', async () => {
  await writeFiles(path('none'), { 'BDMV/PLAYLIST/00001.mpls': 'MPLS0200' });
  const source = await openDiscSource(path('none'));
  await expect(readDisc(source)).rejects.toMatchObject({ code: 'damaged-disc', message: expect.stringContaining(path('none')) });
  await source.close();
});
