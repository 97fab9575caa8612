import { crc32 } from '@streetdate/core/internal';
import { joinAll, joinBytes, toBytes } from '../bytes/bytes.ts';

/** Most members, and most bytes, of a ZIP file without the extension for larger ones. */
const MOST_MEMBERS = 0xffff;
const MOST_BYTES = 0xffffffff;
/** UTF-8 names, stored as they are, 2000-01-01 12:00. */
const COMMON = [u16(0x800), u16(0), u16(0x6000), u16(0x2821)];
/** Made by version 6.3 on a Unix system, to be read by version 2.0. */
const MADE_BY = [u16(0x33f), u16(20)];
/** A plain file, read by all and written by its owner. */
const FILE_MODE = 0o100644 * 2 ** 16;

/**
 * Writes files as a ZIP (APPNOTE 6.3), sorted by path and stored as they are, with one fixed time. There is one way to write each set of files:
 * no compressor, clock or time zone has a part in it, and a verifier compares every byte.
 * @throws RangeError for more files or bytes than the plain form holds.
 */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  if (files.size > MOST_MEMBERS) throw new RangeError(`files must be ${MOST_MEMBERS} or fewer, got ${files.size}`);
  const [body, directory]: Uint8Array[][] = [[], []];
  let [at, directoryBytes] = [0, 0];
  for (const path of [...files.keys()].sort()) {
    const [name, file] = [toBytes(path), files.get(path)!];
    const fields = joinBytes(...COMMON, u32(crc32(file)), u32(file.length), u32(file.length), u16(name.length), u16(0));
    const local = joinBytes(u32(0x04034b50), u16(20), fields, name);
    const entry = joinBytes(u32(0x02014b50), ...MADE_BY, fields, u16(0), u16(0), u16(0), u32(FILE_MODE), u32(at), name);
    body!.push(local, file);
    directory!.push(entry);
    at += local.length + file.length;
    directoryBytes += entry.length;
  }
  if (at + directoryBytes > MOST_BYTES) throw new RangeError(`files must have ${MOST_BYTES} bytes or fewer together`);
  const counts = [u16(files.size), u16(files.size), u32(directoryBytes), u32(at), u16(0)];
  return joinAll([body!, directory!, [u32(0x06054b50), u16(0), u16(0), ...counts]].flat());
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, value >>> 8);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}
