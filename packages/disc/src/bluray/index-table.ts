import type { ByteReader } from '../bytes/byte-reader.ts';
import { sized } from './bdmv-file.ts';

/** What a title runs: a movie object by its number, or a Java program by the name of its object; it is not followed. */
export type TitleObject = { readonly kind: 'movie-object'; readonly object: number } | { readonly kind: 'program'; readonly name: string };

/** What `index.bdmv` says. */
export interface IndexTable {
  /** Version of the format: `0100`, `0200`; `0300` of a UHD disc. */
  readonly version: string;
  /** Text of the provider; undefined where there is none. */
  readonly provider: string | undefined;
  /** What runs when the disc is put in. */
  readonly firstPlay: TitleObject | undefined;
  /** What the menu key runs. */
  readonly topMenu: TitleObject | undefined;
  /** The titles, from 1, as their numbers less 1. */
  readonly titles: readonly (TitleObject | undefined)[];
}

/** Most titles, by the format. */
const MOST_TITLES = 999;

/**
 * Reads the index. Layout: 8 address of the table; application data at 40, with 32 bytes of the provider's behind 2 of flags. The table has
 * 12 bytes each for first play, top menu and, behind their number, the titles.
 * @throws StreetdateError `damaged-disc`.
 */
export function readIndexTable(file: ByteReader): IndexTable {
  const application = sized(file, 40, 'application data');
  const provider = application.length < 34 ? '' : application.ascii(2, 32).trim();
  const table = sized(file, file.u32(8), 'titles');
  const count = Math.min(table.u16(24), MOST_TITLES);
  return {
    version: file.ascii(4, 4),
    provider: provider === '' ? undefined : provider,
    firstPlay: readObject(table, 0),
    topMenu: readObject(table, 12),
    titles: Array.from({ length: count }, (_, index) => readObject(table, 26 + 12 * index)),
  };
}

/** The upper two bits say what it is: 1 a movie object, whose number is at 6, 2 a Java program, whose name is there. */
function readObject(table: ByteReader, at: number): TitleObject | undefined {
  const kind = table.u8(at) >> 6;
  // The name is also that of a file, so it is nothing but letters and digits.
  if (kind === 2) return { kind: 'program', name: table.ascii(at + 6, 5).replace(/[^0-9A-Za-z]/g, '?') };
  const object = table.u16(at + 6);
  return kind === 1 && object !== 0xffff ? { kind: 'movie-object', object } : undefined;
}
