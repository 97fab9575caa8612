import { StreetdateError } from '@streetdate/core';
import { crc32 } from '@streetdate/core/internal';
import { MOST_BLOCKS } from './limits.ts';
import { CUT, MOST_HEADER_BYTES, type RarPart, type RarVolume } from './rar-part.ts';
import { shownPath } from './shown-path.ts';
import type { VolumeFile } from './volume-file.ts';

// RAR 1.5 to 4, little-endian. A block:
//   0  u16  low half of the CRC-32 of the header from byte 2
//   2  u8   type       0x73 archive, 0x74 file, 0x7a service, 0x7b end
//   3  u16  flags      0x8000: packed bytes follow the header
//   5  u16  header bytes
//   7  u32  packed bytes, where the flag is set
// A file goes on:
//  11  u32  unpacked bytes     15 u8 system     16 u32 CRC-32 of the file     20 u32 time
//  24  u8   version            25 u8 method, 0x30 stored     26 u16 name bytes     28 u32 attributes
//  32  u32  high half of packed, u32 of unpacked, with flag 0x100; then the name
const ARCHIVE = 0x73;
const FILE = 0x74;
const END = 0x7b;
const UNIX = 3;
/** The kind of a file in the upper bits of its mode: a symbolic link (POSIX, S_IFLNK). */
const LINK = 0xa;

/**
 * Reads the headers of a RAR volume of format 4 or older and skips the packed data.
 * @param file - The volume.
 * @param start - Position of its first block.
 * @throws StreetdateError `archive-encrypted` if the headers are encrypted.
 */
export async function readRar4(file: VolumeFile, start: number): Promise<RarVolume> {
  const parts: RarPart[] = [];
  let hasNext: boolean | undefined;
  let at = start;
  for (let blocks = 0; at < file.fileBytes; blocks++) {
    if (blocks > MOST_BLOCKS) return { parts, hasNext, fault: `has more than ${MOST_BLOCKS} headers` };
    const base = await file.read(at, 7);
    const view = viewOf(base);
    const size = base.length === 7 ? view.getUint16(5, true) : 0;
    if (size < 7 || size > MOST_HEADER_BYTES) return { parts, hasNext, fault: `has a header at byte ${at} that is cut or damaged` };
    const header = await file.read(at, size);
    const full = viewOf(header);
    if (header.length < size || full.getUint16(0, true) !== (crc32(header.subarray(2)) & 0xffff)) {
      return { parts, hasNext, fault: `has a header at byte ${at} that is cut or damaged` };
    }
    const [type, flags] = [full.getUint8(2), full.getUint16(3, true)];
    if (type === ARCHIVE && flags & 0x80) {
      throw new StreetdateError(
        'archive-encrypted',
        `${shownPath(file.path)} is encrypted, its list of files included, and no password is tried`,
        {
          path: file.path,
        },
      );
    }
    let packedBytes = (flags & 0x8000 || type === FILE) && size >= 11 ? full.getUint32(7, true) : 0;
    if (type === FILE) {
      if (size < 32) return { parts, hasNext, fault: `has a header at byte ${at} that is too short` };
      const large = (flags & 0x100) !== 0 && size >= 40;
      if (large) packedBytes += full.getUint32(32, true) * 2 ** 32;
      const nameAt = large ? 40 : 32;
      const name = nameOf(header.subarray(nameAt, nameAt + full.getUint16(26, true)), (flags & 0x200) !== 0);
      const isFolder = (flags & 0xe0) === 0xe0;
      const isLink = full.getUint8(15) === UNIX && ((full.getUint32(28, true) >>> 12) & 15) === LINK;
      const unpackedBytes = full.getUint32(11, true) + (large ? full.getUint32(36, true) * 2 ** 32 : 0);
      const stored = full.getUint8(25) === 0x30;
      const continues = (flags & 2) !== 0;
      if (!isFolder && !isLink) {
        parts.push({
          name,
          unpackedBytes,
          start: at + size,
          packedBytes,
          stored,
          encrypted: (flags & 4) !== 0,
          continued: (flags & 1) !== 0,
          continues,
          cut: at + size + packedBytes > file.fileBytes,
          crc: continues ? undefined : full.getUint32(16, true),
        });
      }
    }
    if (type === END) return { parts, hasNext: (flags & 1) !== 0, fault: undefined };
    at += size + packedBytes;
  }
  if (at > file.fileBytes) return { parts, hasNext, fault: CUT };
  // Old archives have no end block. Only one without any file is certainly truncated.
  return { parts, hasNext, fault: parts.length === 0 ? 'ends before its first file' : undefined };
}

/**
 * The name of a file. With the Unicode flag, a NUL separates the plain form from an encoded one; without a NUL the name is UTF-8. The plain
 * form is used, because it has the extension.
 */
function nameOf(bytes: Uint8Array, unicode: boolean): string {
  const end = bytes.indexOf(0);
  const text = new TextDecoder(unicode && end < 0 ? 'utf-8' : 'latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
  return text.replaceAll('\\', '/');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
