// @module-tag process
import { copyFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiscSource } from '@streetdate/disc';
import { openDiscSource } from '@streetdate/disc';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import { makeUdf250, makeUdfSparable, makeUdfVirtual } from '../tools/disc/udf-image.ts';
import { hasProgram, runProgram, writeFiles } from '../tools/disc/write-disc.ts';

/** Bytes that say where they are. */
const counted = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff);

const FILES = {
  'VIDEO_TS/VIDEO_TS.IFO': counted(6144),
  'VIDEO_TS/VTS_01_0.IFO': counted(5000),
  'VIDEO_TS/VTS_01_1.VOB': counted(300_000),
};

const path = clipFolder();
const hasGenisoimage = hasProgram('genisoimage');

/** Each kind of source with the same three files. */
const KINDS: readonly { readonly name: string; readonly kind: string; readonly make: () => Promise<string>; readonly needs?: boolean }[] = [
  { name: 'a folder', kind: 'folder', make: async () => path('tree') },
  { name: 'the folder VIDEO_TS itself', kind: 'folder', make: async () => path('tree/VIDEO_TS') },
  { name: 'a bridge of ISO 9660 and UDF 1.02', kind: 'udf 1.02', make: () => image('bridge.iso', ['-udf']), needs: hasGenisoimage },
  { name: 'ISO 9660 with Joliet', kind: 'iso9660', make: () => image('plain.iso', ['-J', '-iso-level', '3']), needs: hasGenisoimage },
  { name: 'UDF 2.50 with a metadata partition', kind: 'udf 2.50', make: () => built('bd.iso', makeUdf250(FILES)) },
  {
    name: 'UDF 2.50 whose metadata file is damaged',
    kind: 'udf 2.50',
    make: () => built('mirror.iso', makeUdf250(FILES, 'BD_TEST', { noMetadataFile: true })),
  },
  {
    name: 'UDF 2.50 whose main descriptors are damaged',
    kind: 'udf 2.50',
    make: () => built('reserve.iso', makeUdf250(FILES, 'BD_TEST', { noMainDescriptors: true })),
  },
  { name: 'UDF 1.50 of a write-once disc', kind: 'udf 1.50', make: () => built('once.iso', makeUdfVirtual(FILES, { revision: '1.50' })) },
  {
    name: 'UDF 2.01 of a write-once disc with run-out blocks',
    kind: 'udf 2.01',
    make: () => built('run-out.iso', makeUdfVirtual(FILES, { revision: '2.01', runOut: 150 })),
  },
  { name: 'UDF 1.50 with packets that were moved', kind: 'udf 1.50', make: () => built('moved.iso', makeUdfSparable(FILES)) },
  ...[
    ['parts.iso.001', 'parts.iso.002', 'parts.iso.003'],
    ['cut.part1.iso', 'cut.part2.iso', 'cut.part3.iso'],
    ['burnt.i00', 'burnt.i01', 'burnt.i02'],
    ['split.iso.00', 'split.iso.01', 'split.iso.02'],
    ['split.isoaa', 'split.isoab', 'split.isoac'],
  ].map((names) => ({ name: `an image in volumes from ${names[0]} on`, kind: 'udf 2.50', make: () => volumes(names) })),
];

async function image(name: string, options: readonly string[]): Promise<string> {
  runProgram('genisoimage', ['-quiet', ...options, '-V', 'TEST', '-o', path(name), path('tree')]);
  return path(name);
}

async function built(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(path(name), bytes);
  return path(name);
}

/** Cut where no sector ends; the second volume is the one that is named. */
async function volumes(names: readonly string[]): Promise<string> {
  const bytes = makeUdf250(FILES);
  const cuts = [0, 650_001, 800_123, bytes.length];
  for (const [at, name] of names.entries()) await writeFile(path(name), bytes.subarray(cuts[at], cuts[at + 1]));
  return path(names[1]!);
}

beforeAll(() => writeFiles(path('tree'), FILES));

describe.each(KINDS)('$name', ({ kind, make, needs = true }) => {
  async function withSource(work: (source: DiscSource) => Promise<void>): Promise<void> {
    const source = await openDiscSource(await make());
    try {
      await work(source);
    } finally {
      await source.close();
    }
  }

  test.skipIf(!needs)('lists the files of a folder with their sizes, whatever the case of its name', () =>
    withSource(async (source) => {
      expect([source.kind, source.revision].filter(Boolean).join(' ')).toBe(kind);
      expect(source.faults.filter((fault) => !/descriptors at sector 32 are damaged|its mirror was read/.test(fault))).toEqual([]);
      for (const folder of ['VIDEO_TS', 'video_ts']) {
        const files = await source.files(folder);
        expect(files.map(({ name, size }) => [`VIDEO_TS/${name}`, size])).toEqual(
          Object.entries(FILES).map(([name, bytes]) => [name, bytes.length]),
        );
      }
      expect(await source.files('BDMV')).toEqual([]);
      expect(await source.hasFolder('BDMV')).toBe(false);
    }),
  );

  test.skipIf(!needs)('reads any range of a file, and nothing past its end', () =>
    withSource(async (source) => {
      const bytes = FILES['VIDEO_TS/VTS_01_1.VOB'];
      const file = await source.open('VIDEO_TS/vts_01_1.vob');
      expect(file?.size).toBe(bytes.length);
      for (const [offset, length] of [
        [0, 1],
        [2047, 2],
        [1, 299_999],
        [150_000, 70_000],
        [299_990, 100],
        [300_000, 10],
      ] as const) {
        expect(
          Buffer.from((await file?.read(offset, length)) ?? []).equals(bytes.subarray(offset, offset + length)),
          `${offset} ${length}`,
        ).toBe(true);
      }
    }),
  );

  test.skipIf(!needs)('has no file that is not there, and none outside', () =>
    withSource(async (source) => {
      for (const name of ['VIDEO_TS/NOPE.IFO', 'NOPE/X', '../tree/VIDEO_TS/VIDEO_TS.IFO', 'VIDEO_TS/../VIDEO_TS/VIDEO_TS.IFO']) {
        expect(await source.open(name), name).toBeUndefined();
      }
    }),
  );
});

test('an image that is cut short is read as far as it goes, and says so', async () => {
  const bytes = makeUdf250(FILES);
  await writeFile(path('cut.iso'), bytes.subarray(0, bytes.length - 100_000));
  const source = await openDiscSource(path('cut.iso'));
  expect(source.faults).toEqual([
    `${path('cut.iso')}: the image is cut short: ${bytes.length - 100_000} of ${bytes.length} bytes are there`,
  ]);
  const file = await source.open('VIDEO_TS/VTS_01_1.VOB');
  expect((await file?.read(0, 300_000))?.length).toBeLessThan(300_000);
  await source.close();
});

test('an image of a write-once disc without its table is refused with the reason', async () => {
  await built('no-table.iso', makeUdfVirtual(FILES, { revision: '2.01', noTable: true }));
  // The table of the session before is there, and leads to nothing.
  await expect(openDiscSource(path('no-table.iso'))).rejects.toMatchObject({
    code: 'damaged-disc',
    message: `${path('no-table.iso')}: block 0 of its virtual partition was deleted`,
  });
  const bytes = makeUdfVirtual(FILES, { revision: '1.50', runOut: 2000 });
  await built('far-table.iso', bytes);
  await expect(openDiscSource(path('far-table.iso'))).rejects.toMatchObject({
    code: 'damaged-disc',
    message: `${path('far-table.iso')}: it has no virtual allocation table in its last 1024 sectors, as if it were cut short`,
  });
});

test('a volume that is missing from the middle is named', async () => {
  await writeFile(path('gap.iso.001'), makeUdf250(FILES));
  await writeFile(path('gap.iso.003'), 'rest');
  await expect(openDiscSource(path('gap.iso.001'))).rejects.toMatchObject({
    code: 'damaged-disc',
    message: `${path('gap.iso.001')}: volume 2 of 3 is missing`,
  });
  // From 0 on the second volume has the number 1.
  await writeFile(path('gap.isoaa'), makeUdf250(FILES));
  await writeFile(path('gap.isoac'), 'rest');
  await expect(openDiscSource(path('gap.isoaa'))).rejects.toThrow(`${path('gap.isoaa')}: volume 2 of 3 is missing`);
});

test.skipIf(!hasGenisoimage)('ISO 9660 takes the place of a damaged UDF, and says so', async () => {
  await copyFile(await image('whole.iso', ['-udf']), path('half.iso'));
  const bytes = await readFile(path('half.iso'));
  // Every descriptor that begins with the tag of a logical volume.
  for (let at = 0; at < 300 * 2048; at += 2048) if (bytes.readUInt16LE(at) === 6) bytes.fill(0xff, at, at + 2048);
  await writeFile(path('half.iso'), bytes);
  const source = await openDiscSource(path('half.iso'));
  expect(source.kind).toBe('iso9660');
  expect(source.faults[0]).toContain('its ISO 9660 volume was read');
  await source.close();
});

test('names that climb out of their folder are passed over', async () => {
  await built('climb.iso', makeUdf250({ ...FILES, 'VIDEO_TS/..\\..\\EVIL.IFO': counted(10) }));
  const source = await openDiscSource(path('climb.iso'));
  expect((await source.files('VIDEO_TS')).map(({ name }) => name)).not.toContain('..\\..\\EVIL.IFO');
  expect(source.faults).toEqual([expect.stringContaining('the name "..\\\\..\\\\EVIL.IFO" is passed over')]);
  await source.close();
});

test('what is no disc is refused with the reason', async () => {
  await mkdir(path('empty'));
  await writeFile(path('noise.iso'), counted(700_000));
  await writeFile(path('none.iso'), '');
  await built('other.iso', makeUdf250({ 'DOCS/READ.ME': counted(10) }));
  await truncate(path('none.iso'), 0);
  await expect(openDiscSource(path('empty'))).rejects.toMatchObject({
    code: 'not-a-disc',
    message: `${path('empty')} is no disc: it has no VIDEO_TS and no BDMV`,
  });
  for (const name of ['noise.iso', 'none.iso', 'other.iso'])
    await expect(openDiscSource(path(name)), name).rejects.toMatchObject({ code: 'not-a-disc' });
  await expect(openDiscSource(join(path('empty'), 'x'))).rejects.toMatchObject({ code: 'file-not-found' });
});
