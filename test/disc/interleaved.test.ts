import { type DiscClip, openDiscSource, streamClip } from '@streetdate/disc';
import { expect, test } from 'vitest';
import { ByteReader } from '../../packages/disc/src/bytes/byte-reader.ts';
import { readCellAddresses } from '../../packages/disc/src/dvd/cell-addresses.ts';
import { cellsOfAngle, readProgramChain } from '../../packages/disc/src/dvd/program-chain.ts';
import { clipFolder } from '../tools/clips.ts';
import { Structure } from '../tools/disc/structure.ts';
import { writeFiles } from '../tools/disc/write-disc.ts';

const path = clipFolder();

/** A video object unit: a navigation pack that names its VOB and cell, and sectors that are filled with `mark`. */
function unit(vobId: number, mark: number, sectors: number): Uint8Array {
  const nav = new Structure().u32(0x1ba).padTo(0x26).u32(0x1bf).u16(0x3d4).u8(0).padTo(0x400).u32(0x1bf).u16(0x3fa).u8(1);
  const dsi = new Structure()
    .u32(0, 0, sectors)
    .padTo(0x18)
    .u16(vobId)
    .u8(0, 1)
    .padTo(2048 - 0x407);
  const bytes = new Uint8Array((1 + sectors) * 2048).fill(mark);
  bytes.set(nav.add(dsi.bytes()).bytes());
  return bytes;
}

test('of units that are interleaved with those of another angle only its own are given, in whatever blocks they are read', async () => {
  const own = [unit(1, 0x11, 3), unit(1, 0x12, 400), unit(1, 0x13, 1)];
  const other = [unit(2, 0x21, 5), unit(2, 0x22, 300)];
  const vob = Buffer.concat([own[0]!, other[0]!, own[1]!, other[1]!, own[2]!]);
  await writeFiles(path('angles'), {
    'VIDEO_TS/VIDEO_TS.IFO': 'x',
    'VIDEO_TS/VTS_01_1.VOB': vob.subarray(0, 500_000),
    'VIDEO_TS/VTS_01_2.VOB': vob.subarray(500_000),
  });
  const source = await openDiscSource(path('angles'));
  const clip: DiscClip = {
    id: 'VTS_01/1',
    duration: 0,
    pieces: [{ file: 'VIDEO_TS/VTS_01_1.VOB', offset: 0, length: vob.length }],
    vobId: 1,
  };
  const chunks: Uint8Array[] = [];
  for await (const bytes of streamClip(source, clip)) chunks.push(bytes);
  expect(Buffer.concat(chunks).equals(Buffer.concat(own))).toBe(true);
  await source.close();
});

test('a block of angles plays one of its cells', () => {
  // Cell 1 alone, cells 2 to 4 are three angles, cell 5 alone.
  const traits = [0x00, 0x50, 0x90, 0xd0, 0x00];
  const chain = new Structure()
    .u16(0)
    .u8(1, traits.length)
    .padTo(0xe4)
    .u16(0, 0xec, 0xee, 0xee + 24 * traits.length)
    .u8(1, 0);
  for (const [at, trait] of traits.entries())
    chain
      .u8(trait, 0, 0, 0)
      .u8(0, 0, at + 1, 0xc0)
      .u32(at * 100, 0, at * 100, at * 100 + 99);
  for (const at of traits.keys()) chain.u16(at + 1).u8(0, 1);
  const { cells } = readProgramChain(new ByteReader(chain.bytes(), 'chain'));
  expect(cells.map(({ angle }) => angle)).toEqual([undefined, 1, 2, 3, undefined]);
  const vobs = (angle: number) => cellsOfAngle(cells, angle).map(({ vobId }) => vobId);
  expect([vobs(1), vobs(2), vobs(3), vobs(4)]).toEqual([
    [1, 2, 5],
    [1, 3, 5],
    [1, 4, 5],
    [1, 2, 5],
  ]);
});

test('a cell address table gives the pieces of interleaved cells', () => {
  const table = new Structure().u16(2, 0).u32(8 + 3 * 12 - 1);
  for (const [vob, first, last] of [
    [1, 0, 99],
    [2, 100, 199],
    [1, 200, 299],
  ] as const)
    table.u16(vob).u8(1, 0).u32(first, last);
  expect(readCellAddresses(new ByteReader(table.bytes(), 'table'))).toEqual([
    { vobId: 1, cellId: 1, firstSector: 0, lastSector: 99 },
    { vobId: 2, cellId: 1, firstSector: 100, lastSector: 199 },
    { vobId: 1, cellId: 1, firstSector: 200, lastSector: 299 },
  ]);
});
