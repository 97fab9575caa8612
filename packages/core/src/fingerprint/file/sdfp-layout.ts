import { crc32 } from '../../bytes/crc32.ts';

// The .sdfp file: one fingerprint. Little-endian throughout; every section begins at a multiple of 8 bytes, so that its arrays are read
// as views of the file's own bytes. Times are whole milliseconds.
//
//   header, 32 bytes
//      0  u8[8]  magic: 89 53 44 46 50 0D 0A 1A, which is \x89 SDFP \r \n \x1a. As in PNG, a transfer that drops the eighth bit or
//                changes line ends breaks it, and printing the file stops at \x1a
//      8  u32    version: 1
//     12  u32    sections
//     16  u32    bytes in the file
//     20  u32    CRC-32 of the file without these four bytes
//     24  u32×2  zero
//
//   section table, from byte 32: 16 bytes for each section, in the order of their offsets
//      0  u8[4]  kind
//      4  u32    flags; bit 0: a reader that does not know the kind must refuse the file. Other bits: zero
//      8  u32    offset from the start of the file, a multiple of 8
//     12  u32    bytes, without the zero bytes that fill up to the next multiple of 8
//
//   META, once, must be understood: UTF-8 JSON
//      { "role", "kind", "durationMs", "media": { … }, "look"?: { "frames", "closerMs": [[start, end], …] },
//        "damage"?: { "reason", "coveredMs" } }
//      Fields that a reader does not know are passed over.
//
//   TRAK, once for each track, in the tracks' order, must be understood
//      0  u8[16] algorithm id, ASCII, filled with zeros
//     16  u8[16] view, ASCII, filled with zeros
//     32  u32    bits in a hash: B
//     36  u32    frames: N
//     40  u32[N × B / 32]  hashes
//         u32[N]           times, ms
//         u32[N]           spans, ms
//         u8[N]            quality
//
//   AREA, at most once: 40 bytes for each span of time
//      0  u32    start, ms
//      4  u32    end, ms, exclusive
//      8  f64×4  left, top, right, bottom
//
//   QUAD, at most once: where pictures inside the picture lay, 88 bytes for each span of time
//      0  u32    start, ms
//      4  u32    end, ms, exclusive
//      8  u8[16] view, ASCII, filled with zeros
//     24  f64×8  x and y of the corners: top left, top right, bottom right, bottom left
//
//   THUM, at most once
//      0  u32    width and height of a thumbnail: S
//      4  u32    thumbnails: N
//      8  u32[N] times, ms
//         u8[N × S × S]  luma, row after row
//
//   DETL, at most once: pieces of pictures at the film's own resolution
//      0  u32    pixels in a row of a piece: W
//      4  u32    rows of a piece: H
//      8  u32    pieces: N
//     12  u32    zero
//     16  f64×4  left, top, right, bottom of where each lies in the coded frame, fractions
//     48  u32[N] times, ms
//         u8[N × W × H]  luma, row after row
//
//   BLND, at most once: how near frames are to the means of their neighbours
//      0  u32    entries: N
//      4  u32    zero
//      8  u32[N] times, ms
//         u8[N]  nearness, 32 for each natural logarithm
//
//   SUBT, once for each subtitle stream, in the streams' order: when it has something to show
//      0  u32    the stream's number
//      4  u32    subtitles: N
//      8  u32[N] times, ms
//
//   LUMA, at most once: how bright the picture is
//      0  u32    entries: N
//      4  u32    zero
//      8  u32[N] times, ms
//         u16[N] mean luma, 0 to 255, times 256
//
//   GRID, at most once, only behind LUMA: how bright parts of the picture are, at the same times
//      0  u32    rows and columns of the grid: 3
//      4  u32    entries: N, as in LUMA
//      8  u8[N × 9]  mean luma of each part, 0 to 255, times 8, modulo 256, row after row
//
//   CELL, at most once, only behind LUMA: how bright the cells of a finer grid are, at the same times
//      as GRID, of 8 rows and columns: u8[N × 64]
//
//   RISE, at most once, only behind LUMA: which of those cells became brighter than the rest since the entry before
//      0  u32    rows and columns of the grid: 8
//      4  u32    entries: N, as in LUMA
//      8  u32[N × 2]  one bit for each cell, row after row, the lowest bit first
//
//   MEAN, at most once: the mean of the distinct pictures
//      0  u32    width and height: S
//      4  u32    pictures that it is the mean of
//      8  u16[S × S] mean luma, 0 to 255, times 256, row after row
//         u16[S × S] standard deviation of the slope of luma, codes a pixel, times 256
//
// A new kind of section needs no new version: readers pass over kinds they do not know, unless bit 0 of the flags forbids it.
// What is here stays readable for ever: test/golden/ holds files of every version.

/** The first eight bytes of a fingerprint file. */
export const MAGIC: readonly number[] = [0x89, 0x53, 0x44, 0x46, 0x50, 0x0d, 0x0a, 0x1a];
/** The version that is written, and the newest that can be read. */
export const VERSION = 1;

/** Bytes in the header. */
export const HEADER_BYTES = 32;
/** Where the header has the version. */
export const VERSION_AT = 8;
/** Where the header has the number of sections. */
export const SECTIONS_AT = 12;
/** Where the header has the length of the file. */
export const LENGTH_AT = 16;
/** Where the header has the checksum. */
export const CHECKSUM_AT = 20;

/** Bytes in an entry of the section table. */
export const ENTRY_BYTES = 16;
/** Flag of a section that a reader must understand. */
export const MUST_UNDERSTAND = 1;

/** Bytes before the arrays of a track. */
export const TRACK_HEADER_BYTES = 40;
/** Bytes for an algorithm id or a view. */
export const ID_BYTES = 16;
/** Bytes for a span of the picture area. */
export const AREA_BYTES = 40;

/** Bytes for a span of a picture inside the picture. */
export const INSET_BYTES = 88;

/** Bytes before the arrays of the thumbnails. */
export const THUMBNAILS_HEADER_BYTES = 8;

/** Bytes before the arrays of the details. */
export const DETAILS_HEADER_BYTES = 48;

/** Bytes before the arrays of the blending. */
export const BLENDING_HEADER_BYTES = 8;

/** Bytes before the times of a subtitle stream. */
export const SUBTITLES_HEADER_BYTES = 8;

/** Bytes before the arrays of the brightness. */
export const BRIGHTNESS_HEADER_BYTES = 8;

/** Bytes before the brightness of parts or cells, and before their rises. */
export const PARTS_HEADER_BYTES = 8;

/** Bytes before the arrays of the average picture. */
export const AVERAGE_HEADER_BYTES = 8;

/** The sections that this version knows. */
export const SECTION_KINDS = [
  'META',
  'TRAK',
  'AREA',
  'QUAD',
  'THUM',
  'DETL',
  'BLND',
  'SUBT',
  'LUMA',
  'GRID',
  'CELL',
  'RISE',
  'MEAN',
] as const;
/** One of {@link SECTION_KINDS}. */
export type SectionKind = (typeof SECTION_KINDS)[number];

/** The next multiple of 8, at or after `bytes`. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Bytes of a track of `frames` hashes of `bits` bits each. */
export function trackBytes(frames: number, bits: number): number {
  return TRACK_HEADER_BYTES + frames * (bits / 8 + 4 + 4 + 1);
}

/** CRC-32 of a whole file except the place of the checksum itself. */
export function checksum(file: Uint8Array): number {
  return crc32(file.subarray(CHECKSUM_AT + 4), crc32(file.subarray(0, CHECKSUM_AT)));
}
