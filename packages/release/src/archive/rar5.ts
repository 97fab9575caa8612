import { StreetdateError } from '@streetdate/core';
import { crc32 } from '@streetdate/core/internal';
import { MOST_BLOCKS } from './limits.ts';
import { CUT, MOST_HEADER_BYTES, type RarPart, type RarVolume } from './rar-part.ts';
import { shownPath } from './shown-path.ts';
import type { VolumeFile } from './volume-file.ts';

const [FILE, ENCRYPTION, END] = [2, 4, 5];
const [HAS_EXTRA, HAS_DATA, CONTINUED, CONTINUES] = [1, 2, 8, 16];
/** Extra records of a file: encrypted, or a link or copy of another file without bytes of its own. */
const [FILE_ENCRYPTION, REDIRECTION] = [1, 5];

/**
 * Reads the headers of a RAR 5 volume (rarlab, "RAR 5.0 archive format") and skips the packed data. A block is its CRC-32, its size as a
 * variable-length number, and that many bytes: type, flags, sizes of the extra area and of the packed data, the rest by type.
 * @throws StreetdateError `archive-encrypted` if the headers are encrypted.
 */
export async function readRar5(file: VolumeFile, start: number): Promise<RarVolume> {
  const parts: RarPart[] = [];
  let at = start;
  for (let blocks = 0; at < file.fileBytes; blocks++) {
    if (blocks > MOST_BLOCKS) return { parts, hasNext: undefined, fault: `has more than ${MOST_BLOCKS} headers` };
    const fault = `has a header at byte ${at} that is cut or damaged`;
    const head = new Cursor(await file.read(at + 4, 3));
    const size = head.number();
    if (size === undefined || size > MOST_HEADER_BYTES) return { parts, hasNext: undefined, fault };
    const bytes = await file.read(at, 4 + head.at + size);
    const stated = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : 0;
    if (bytes.length < 4 + head.at + size || crc32(bytes.subarray(4)) !== stated) return { parts, hasNext: undefined, fault };
    const block = new Cursor(bytes.subarray(4 + head.at));
    const [type = 0, flags = 0] = [block.number(), block.number()];
    const extraBytes = flags & HAS_EXTRA ? (block.number() ?? 0) : 0;
    const packedBytes = flags & HAS_DATA ? (block.number() ?? 0) : 0;
    const end = at + bytes.length;
    if (type === ENCRYPTION) {
      throw new StreetdateError(
        'archive-encrypted',
        `${shownPath(file.path)} is encrypted, its list of files included, and no password is tried`,
        {
          path: file.path,
        },
      );
    }
    if (type === FILE) {
      const part = fileOf(block, { flags, extraBytes, start: end, packedBytes, cut: end + packedBytes > file.fileBytes });
      if (part === undefined) return { parts, hasNext: undefined, fault };
      if (part !== 'none') parts.push(part);
    }
    if (type === END) return { parts, hasNext: ((block.number() ?? 0) & 1) !== 0, fault: undefined };
    at = end + packedBytes;
    if (!Number.isSafeInteger(at)) return { parts, hasNext: undefined, fault };
  }
  return { parts, hasNext: undefined, fault: at > file.fileBytes ? CUT : 'has no end' };
}

function fileOf(
  block: Cursor,
  {
    flags,
    extraBytes,
    start,
    packedBytes,
    cut,
  }: {
    readonly flags: number;
    readonly extraBytes: number;
    readonly start: number;
    readonly packedBytes: number;
    readonly cut: boolean;
  },
): RarPart | 'none' | undefined {
  const [fileFlags, unpackedBytes] = [block.number(), block.number()];
  block.number(); // attributes
  if (fileFlags === undefined || unpackedBytes === undefined) return undefined;
  if (fileFlags & 2) block.skip(4);
  const crc = fileFlags & 4 ? block.u32() : undefined;
  const [compression, , nameBytes] = [block.number(), block.number(), block.number()];
  if (compression === undefined || nameBytes === undefined || nameBytes > block.left) return undefined;
  const name = new TextDecoder().decode(block.take(nameBytes));
  const extra = block.take(extraBytes);
  // Folders and links are not files.
  if (fileFlags & 1 || hasRecord(new Cursor(extra), REDIRECTION)) return 'none';
  const continues = (flags & CONTINUES) !== 0;
  return {
    name,
    unpackedBytes: fileFlags & 8 ? packedBytes : unpackedBytes,
    start,
    packedBytes,
    stored: ((compression >> 7) & 7) === 0,
    encrypted: hasRecord(new Cursor(extra), FILE_ENCRYPTION),
    continued: (flags & CONTINUED) !== 0,
    continues,
    cut,
    crc: continues ? undefined : crc,
  };
}

function hasRecord(extra: Cursor, kind: number): boolean {
  while (extra.left > 0) {
    const size = extra.number();
    if (size === undefined || size === 0 || size > extra.left) return false;
    if (new Cursor(extra.take(size)).number() === kind) return true;
  }
  return false;
}

/** Reads variable-length numbers in order; undefined past the end. */
class Cursor {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  /** Seven bits a byte, lowest first; the eighth bit marks a continuation. No size exceeds 2⁵³. */
  number(): number | undefined {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) return undefined;
      value += (byte & 127) * scale;
      if (byte < 128) return Number.isSafeInteger(value) ? value : undefined;
    }
    return undefined;
  }

  u32(): number | undefined {
    const bytes = this.take(4);
    return bytes.length === 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : undefined;
  }

  take(length: number): Uint8Array {
    const bytes = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    return bytes;
  }

  skip(length: number): void {
    this.at += length;
  }
}
