import { crc32 } from '../../bytes/crc32.ts';

// The .sdfp file: a header, a table of sections, and the sections. Little-endian. Every section starts at a multiple of 8 bytes, so that
// its arrays can be views of the file's own bytes. docs/file-format.md has every section; each is read and written by a file in sections/.
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
// A new kind of section needs no new version: readers pass over kinds that they do not know, unless bit 0 of the flags forbids it.
// Files of every version stay readable for ever: test/golden/ holds them.

/** The first eight bytes of a fingerprint file. */
export const MAGIC: readonly number[] = [0x89, 0x53, 0x44, 0x46, 0x50, 0x0d, 0x0a, 0x1a];
/** The version that is written, and the newest that can be read. */
export const VERSION = 1;

/** Bytes in the header. */
export const HEADER_BYTES = 32;
/** Offset of the version in the header. */
export const VERSION_AT = 8;
/** Offset of the number of sections in the header. */
export const SECTIONS_AT = 12;
/** Offset of the file's length in the header. */
export const LENGTH_AT = 16;
/** Offset of the checksum in the header. */
export const CHECKSUM_AT = 20;

/** Bytes in an entry of the section table. */
export const ENTRY_BYTES = 16;
/** Bytes of a section's kind. */
export const KIND_BYTES = 4;
/** Flag of a section that a reader must understand. */
export const MUST_UNDERSTAND = 1;

/** The next multiple of 8, at or after `bytes`. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** CRC-32 of a whole file except the checksum itself. */
export function checksum(file: Uint8Array): number {
  return crc32(file.subarray(CHECKSUM_AT + 4), crc32(file.subarray(0, CHECKSUM_AT)));
}
