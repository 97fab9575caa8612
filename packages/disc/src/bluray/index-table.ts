import type { ByteReader } from '../bytes/byte-reader.ts';
import { sized } from './bdmv-file.ts';

/** The object that a title runs: a movie object's number or a Java program's object name. It is not followed here. */
export type TitleObject = { readonly kind: 'movie-object'; readonly object: number } | { readonly kind: 'program'; readonly name: string };

/** The contents of `index.bdmv`. */
export interface IndexTable {
  /** Version of the format: `0100`, `0200`; `0300` of a UHD disc. */
  readonly version: string;
  /** Text of the provider; undefined if there is none. */
  readonly provider: string | undefined;
  /** Runs after the disc is inserted. */
  readonly firstPlay: TitleObject | undefined;
  /** Runs on the menu key. */
  readonly topMenu: TitleObject | undefined;
  /** The titles; title 1 has index 0. */
  readonly titles: readonly (TitleObject | undefined)[];
}

/** Most titles, by the format. */
const MOST_TITLES = 999;

/**
 * Reads the index. Layout: address of the table at 8; application data at 40, whose 32 bytes of provider data follow 2 bytes of flags. The
 * table has 12 bytes each for first play, top menu and, after their number, the titles.
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

/** The upper two bits give the kind: 1 is a movie object with its number at 6, 2 a Java program with its name there. */
function readObject(table: ByteReader, at: number): TitleObject | undefined {
  const kind = table.u8(at) >> 6;
  // The name is also a file name, so only letters and digits are valid.
  if (kind === 2) return { kind: 'program', name: table.ascii(at + 6, 5).replace(/[^0-9A-Za-z]/g, '?') };
  const object = table.u16(at + 6);
  return kind === 1 && object !== 0xffff ? { kind: 'movie-object', object } : undefined;
}
