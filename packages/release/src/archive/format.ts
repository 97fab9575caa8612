import { checkBytes } from '@streetdate/core/internal';
/** How files are packed into one. `disk` and `ewf` are forensic images of disks, raw and E01. The last kind can be named and not be read. */
export type ArchiveFormat = 'zip' | 'rar' | 'tar' | 'gzip' | 'bzip2' | 'xz' | 'zstd' | 'iso' | 'disk' | 'ewf' | 'libarchive' | 'unreadable';

/** An archive format, as recognised by a file's first bytes. */
export interface FoundFormat {
  /** How it is read. */
  readonly format: ArchiveFormat;
  /** What it is, for messages: `a ZIP archive`. */
  readonly name: string;
}

/** Bytes that tell every format: the volume descriptors of a disc image begin at 32 KiB. */
export const FORMAT_BYTES = 40 * 1024;

/** Sector 16 of an image holds its first volume descriptor (ECMA-119, ECMA-167). */
const DESCRIPTORS_AT = 32 * 1024;

interface Signature extends FoundFormat {
  readonly at?: number;
  /** Its bytes, as Latin-1. */
  readonly bytes: string;
}

const SIGNATURES: readonly Signature[] = [
  // An AFF4 image is a ZIP archive whose first file names it.
  { format: 'unreadable', name: 'an AFF4 image', bytes: 'container.description', at: 30 },
  { format: 'zip', name: 'a ZIP archive', bytes: 'PK\x03\x04' },
  { format: 'zip', name: 'an empty ZIP archive', bytes: 'PK\x05\x06' },
  { format: 'zip', name: 'a ZIP archive', bytes: 'PK\x07\x08' },
  { format: 'rar', name: 'a RAR archive', bytes: 'Rar!\x1a\x07' },
  { format: 'libarchive', name: 'a 7z archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { format: 'gzip', name: 'a gzip file', bytes: '\x1f\x8b\x08' },
  { format: 'bzip2', name: 'a bzip2 file', bytes: '1AY&SY', at: 4 },
  { format: 'xz', name: 'an xz file', bytes: '\xfd7zXZ\x00' },
  { format: 'zstd', name: 'a Zstandard file', bytes: '\x28\xb5\x2f\xfd' },
  { format: 'libarchive', name: 'a cabinet', bytes: 'MSCF\0\0\0\0' },
  { format: 'libarchive', name: 'an LHA archive', bytes: '-lh', at: 2 },
  { format: 'libarchive', name: 'an ar archive', bytes: '!<arch>\n' },
  { format: 'libarchive', name: 'a cpio archive', bytes: '070701' },
  { format: 'libarchive', name: 'a cpio archive', bytes: '070707' },
  { format: 'libarchive', name: 'a xar archive', bytes: 'xar!' },
  { format: 'unreadable', name: 'an lzip file', bytes: 'LZIP' },
  { format: 'unreadable', name: 'an LZ4 file', bytes: '\x04\x22\x4d\x18' },
  { format: 'unreadable', name: 'an ACE archive', bytes: '**ACE**', at: 7 },
  { format: 'unreadable', name: 'an ARJ archive', bytes: '\x60\xea' },
  { format: 'unreadable', name: 'a Windows image', bytes: 'MSWIM\0\0\0' },
  { format: 'unreadable', name: 'a SquashFS image', bytes: 'hsqs' },
  { format: 'iso', name: 'a disc image', bytes: 'CD001', at: DESCRIPTORS_AT + 1 },
  { format: 'iso', name: 'a disc image', bytes: 'BEA01', at: DESCRIPTORS_AT + 1 },
  { format: 'ewf', name: 'a forensic image (E01)', bytes: 'EVF\x09\r\n\xff\x00' },
  { format: 'unreadable', name: 'a forensic image of version 2 (Ex01)', bytes: 'EVF2\r\n\x81\x00' },
  { format: 'unreadable', name: 'a logical evidence file (L01)', bytes: 'LVF\x09\r\n\xff\x00' },
  { format: 'unreadable', name: 'an AFF image', bytes: 'AFF10\r\n\x00' },
  { format: 'unreadable', name: 'an encrypted volume (LUKS)', bytes: 'LUKS\xba\xbe' },
  { format: 'unreadable', name: 'an encrypted volume (BitLocker)', bytes: '-FVE-FS-', at: 3 },
  { format: 'disk', name: 'an image of a disk', bytes: 'NTFS    ', at: 3 },
  { format: 'disk', name: 'an image of a disk', bytes: 'EXFAT   ', at: 3 },
  { format: 'disk', name: 'an image of a disk', bytes: 'EFI PART', at: 512 },
];

/**
 * Recognises an archive or a disc image by its content, whatever it is called.
 * @param head - The file's first {@link FORMAT_BYTES} bytes, or all if there are fewer.
 * @returns undefined if it is none.
 */
export function archiveFormat(head: Uint8Array): FoundFormat | undefined {
  checkBytes('head', head);
  const found = SIGNATURES.find(({ at = 0, bytes }) => bytesAt(head, at, bytes.length) === bytes);
  if (found) return { format: found.format, name: found.name };
  if (isTar(head)) return { format: 'tar', name: 'a tar archive' };
  return isDisk(head) ? { format: 'disk', name: 'an image of a disk' } : undefined;
}

/** Whether it begins like a disk without a longer signature: a table of partitions, a FAT or an ext file system. */
function isDisk(head: Uint8Array): boolean {
  return (bytesAt(head, 510, 2) === '\x55\xaa' && (hasPartitions(head) || isFat(head))) || isExt(head);
}

/** Four entries of 16 bytes each (a master boot record): whether to boot from it, its kind, its first sector, its sectors. */
function hasPartitions(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const entries = [446, 462, 478, 494].map((at) => ({
    flag: head[at]!,
    kind: head[at + 4]!,
    start: view.getUint32(at + 8, true),
    sectors: view.getUint32(at + 12, true),
  }));
  const used = entries.filter(({ kind }) => kind !== 0);
  return (
    used.length > 0 && entries.every(({ flag }) => (flag & 0x7f) === 0) && used.every(({ start, sectors }) => start > 0 && sectors > 0)
  );
}

/** Its jump, its bytes a sector, and the name that each maker of FAT writes. */
function isFat(head: Uint8Array): boolean {
  return (head[0] === 0xeb || head[0] === 0xe9) && (/^FAT1[26 ]/u.test(bytesAt(head, 54, 8)) || bytesAt(head, 82, 5) === 'FAT32');
}

/** The superblock of ext2, ext3 and ext4 at byte 1024: two letters, and fields of few values. */
function isExt(head: Uint8Array): boolean {
  if (bytesAt(head, 1024 + 56, 2) !== '\x53\xef' || head.length < 2048) return false;
  const view = new DataView(head.buffer, head.byteOffset + 1024, 1024);
  const [blockSize, state, errors, maker, revision] = [
    view.getUint32(24, true),
    view.getUint16(58, true),
    view.getUint16(60, true),
    view.getUint32(72, true),
    view.getUint32(76, true),
  ];
  return blockSize <= 6 && state <= 7 && errors <= 3 && maker <= 4 && revision <= 1;
}

function bytesAt(head: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...head.subarray(at, at + length));
}

const BLOCK = 512;
/** Place of the checksum in a tar header, which counts its own digits as blanks (POSIX.1-1988). */
const [CHECKSUM, CHECKSUM_END] = [148, 156];

/** Whether it begins with a tar header: old ones have no signature, but all have a checksum. */
function isTar(head: Uint8Array): boolean {
  if (head.length < BLOCK || head[0] === 0) return false;
  const stated = /^[ 0]*([0-7]+)[ \0]/u.exec(bytesAt(head, CHECKSUM, CHECKSUM_END - CHECKSUM));
  if (stated === null) return false;
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= CHECKSUM && at < CHECKSUM_END ? 32 : head[at]!;
  return Number.parseInt(stated[1]!, 8) === sum;
}
