import type { ByteReader } from '../bytes/byte-reader.ts';
import type { AudioTraits, SubtitleTraits, VideoTraits } from '../structure/disc.ts';
import type { Faults } from '../structure/faults.ts';
import { audioAttributes, subtitleAttributes, videoAttributes } from './attributes.ts';
import { type CellPiece, readCellAddresses } from './cell-addresses.ts';
import { type ListedChain, readChainTable, readMenuChains } from './chain-table.ts';
import { tableAt } from './ifo-file.ts';

/** A chapter: a program of a program chain, both from 1. */
export interface ChapterMark {
  readonly chain: number;
  readonly program: number;
}

/** A video title set: the contents of `VTS_nn_0.IFO`. */
export interface TitleSet {
  /** Its number, from 1. */
  readonly number: number;
  /** The picture of all its titles. */
  readonly video: VideoTraits;
  /** Sound streams of its titles. */
  readonly audio: readonly AudioTraits[];
  /** Subtitle streams of its titles. */
  readonly subtitles: readonly SubtitleTraits[];
  /** The chapters of each of its titles; title 1 of the set has index 0. */
  readonly chapters: readonly (readonly ChapterMark[])[];
  /** Its program chains. */
  readonly chains: readonly ListedChain[];
  /** Its menus' program chains. */
  readonly menus: readonly ListedChain[];
  /** Positions of the cells. */
  readonly cells: readonly CellPiece[];
}

/**
 * Reads a title set. Layout: video at 0x200; number of sound streams at 0x203, their attributes at 0x204; subtitles likewise at 0x255 and
 * 0x256; chapters at 0xc8, chains at 0xcc, menus at 0xd0, cell addresses at 0xe0.
 */
export function readTitleSet(ifo: ByteReader, number: number, faults: Faults): TitleSet {
  const optional = <T>(field: number, name: string, read: (table: ByteReader) => T): T | undefined =>
    faults.try(() => {
      const table = tableAt(ifo, field, name);
      return table && read(table);
    });
  const several = <T>(count: number, read: (index: number) => T) => Array.from({ length: count }, (_, index) => read(index));
  return {
    number,
    video: videoAttributes(ifo, 0x200),
    audio: several(Math.min(ifo.u8(0x203), 8), (index) => audioAttributes(ifo, 0x204 + 8 * index)),
    subtitles: several(Math.min(ifo.u8(0x255), 32), (index) => subtitleAttributes(ifo, 0x256 + 6 * index)),
    chapters: optional(0xc8, 'chapters', (table) => readChapters(table, faults)) ?? [],
    chains: optional(0xcc, 'program chains', (table) => readChainTable(table, faults)) ?? [],
    menus: optional(0xd0, 'menus', (table) => readMenuChains(table, faults)) ?? [],
    cells: optional(0xe0, 'cell addresses', readCellAddresses) ?? [],
  };
}

/** VTS_PTT_SRPT: number of titles, last byte, an offset for each title. Each chapter has 4 bytes, up to the next title's first. */
function readChapters(table: ByteReader, faults: Faults): ChapterMark[][] {
  const count = Math.min(table.u16(0), 99);
  const end = Math.min(table.u32(4) + 1, table.length);
  const titles: ChapterMark[][] = [];
  for (let index = 0; index < count; index++) {
    if (8 + 4 * index + 4 > end) {
      faults.add(`${table.name}: it ends after ${index} of ${count} titles`);
      break;
    }
    const start = table.u32(8 + 4 * index);
    const next = index + 1 < count && 12 + 4 * index + 4 <= end ? table.u32(12 + 4 * index) : end;
    const marks: ChapterMark[] = [];
    for (let at = start; at + 4 <= Math.min(next, end) && marks.length < 999; at += 4)
      marks.push({ chain: table.u16(at), program: table.u16(at + 2) });
    titles.push(marks);
  }
  return titles;
}
