import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Faults } from '../structure/faults.ts';
import { type ListedChain, readMenuChains } from './chain-table.ts';
import { tableAt } from './ifo-file.ts';
import { type ProgramChain, readProgramChain } from './program-chain.ts';

/** A title in the disc's own table. */
export interface ListedTitle {
  /** Its number on the disc, from 1. */
  readonly number: number;
  /** Number of angles. */
  readonly angles: number;
  /** Number of chapters. */
  readonly chapters: number;
  /** Parental levels, as recorded; 0 if it is always shown. */
  readonly parentalMask: number;
  /** The number of its title set, from 1. */
  readonly set: number;
  /** Its number in the title set, from 1. */
  readonly numberInSet: number;
}

/** The video manager: the contents of `VIDEO_TS.IFO`. */
export interface Manager {
  /** Regions that the disc may be played in, 1 to 8. */
  readonly regions: readonly number[];
  /** The recorded provider. */
  readonly provider: string;
  /** Number of title sets. */
  readonly sets: number;
  /** The chain that is played after the disc is inserted. */
  readonly firstPlay: ProgramChain | undefined;
  /** The table of titles. */
  readonly titles: readonly ListedTitle[];
  /** The disc's own menus. */
  readonly menus: readonly ListedChain[];
  /** Parental levels by country. */
  readonly parental: readonly { readonly country: string; readonly levels: readonly number[] }[];
}

/**
 * Reads the video manager. Layout: category with the regions at 0x22, number of title sets at 0x3e, provider at 0x40, first-play chain at
 * 0x84, titles at 0xc4, menus at 0xc8, parental levels at 0xcc.
 */
export function readManager(ifo: ByteReader, faults: Faults): Manager {
  const prohibited = ifo.u8(0x23);
  const firstPlay = ifo.u32(0x84);
  const optional = <T>(field: number, name: string, read: (table: ByteReader) => T): T | undefined =>
    faults.try(() => {
      const table = tableAt(ifo, field, name);
      return table && read(table);
    });
  return {
    regions: [1, 2, 3, 4, 5, 6, 7, 8].filter((region) => (prohibited & (1 << (region - 1))) === 0),
    provider: ifo.ascii(0x40, 32).trim(),
    sets: ifo.u16(0x3e),
    firstPlay: firstPlay === 0 ? undefined : faults.try(() => readProgramChain(ifo.from(firstPlay, 'first play'))),
    titles: optional(0xc4, 'title table', (table) => readTitles(table, faults)) ?? [],
    menus: optional(0xc8, 'menus', (table) => readMenuChains(table, faults)) ?? [],
    parental: optional(0xcc, 'parental levels', readParental) ?? [],
  };
}

/** Most titles, by the format. */
const MOST_TITLES = 99;

/** TT_SRPT: number of titles, last byte, then 12 bytes for each. */
function readTitles(table: ByteReader, faults: Faults): ListedTitle[] {
  const count = Math.min(table.u16(0), MOST_TITLES);
  const titles: ListedTitle[] = [];
  for (let index = 0, at = 8; index < count; index++, at += 12) {
    if (at + 12 > table.length) {
      faults.add(`${table.name}: it ends after ${index} of ${count} titles`);
      break;
    }
    titles.push({
      number: index + 1,
      angles: table.u8(at + 1),
      chapters: table.u16(at + 2),
      parentalMask: table.u16(at + 4),
      set: table.u8(at + 6),
      numberInSet: table.u8(at + 7),
    });
  }
  return titles;
}

/** Most countries with their own parental levels. */
const MOST_COUNTRIES = 100;

/**
 * PTL_MAIT: numbers of countries and title sets, then 8 bytes for each country. Its masks begin with level 8; the disc's own mask comes
 * first.
 */
function readParental(table: ByteReader): Manager['parental'] {
  const [countries, sets] = [Math.min(table.u16(0), MOST_COUNTRIES), table.u16(2)];
  return Array.from({ length: countries }, (_, index) => {
    const at = 8 + 8 * index;
    const masks = table.from(table.u16(at + 4), 'masks');
    return { country: table.ascii(at, 2), levels: [1, 2, 3, 4, 5, 6, 7, 8].map((level) => masks.u16((8 - level) * 2 * (sets + 1))) };
  });
}
