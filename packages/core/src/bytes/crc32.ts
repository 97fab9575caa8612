/** Bytes taken in one step of the loop. */
const SLICES = 8;

/** `TABLES[slice * 256 + byte]`: what `byte` does to the checksum when `slice` more bytes follow it in the same step. */
const TABLES = buildTables();

/**
 * CRC-32 as in zip, PNG and Ethernet (ITU-T V.42, reflected polynomial 0xEDB88320). It finds every change of up to 32 bits in a row. It
 * does not protect against forgery.
 *
 * Eight bytes a step ("slicing-by-8", Kounavis and Berry 2008): three times as fast as byte by byte, measured on 16 MB. `node:zlib` has a
 * CRC-32 only from Node 22 on and not in browsers.
 * @param bytes - The bytes.
 * @param before - Checksum of the bytes before these, to continue from; 0 to begin.
 * @returns The checksum, 0 to 2³² − 1.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  for (const stop = bytes.length - SLICES; at <= stop; at += SLICES) {
    const head = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    crc =
      TABLES[0x700 + (head & 0xff)]! ^
      TABLES[0x600 + ((head >>> 8) & 0xff)]! ^
      TABLES[0x500 + ((head >>> 16) & 0xff)]! ^
      TABLES[0x400 + (head >>> 24)]! ^
      TABLES[0x300 + bytes[at + 4]!]! ^
      TABLES[0x200 + bytes[at + 5]!]! ^
      TABLES[0x100 + bytes[at + 6]!]! ^
      TABLES[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ TABLES[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}

function buildTables(): Int32Array {
  const tables = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1 ? 0xedb88320 : 0) ^ (crc >>> 1);
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at++) {
    const shorter = tables[at - 256]!;
    tables[at] = (shorter >>> 8) ^ tables[shorter & 0xff]!;
  }
  return tables;
}
