import { checkBytes, checkObject, crc32 } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { climbs } from './tag-file.ts';

/** Limits for a ZIP file from somebody else. */
export interface ZipLimits {
  /** Most members. @defaultValue 100,000 */
  readonly maxMembers?: number;
  /** Most bytes of all members together, unpacked. @defaultValue 1 GiB */
  readonly maxBytes?: number;
  /** Unpacked bytes that one packed byte may become; a text packs about tenfold. @defaultValue 200 */
  readonly maxRatio?: number;
}

/** Marks of direction, joiners and other characters that change how a name looks and that nobody sees. */
const HIDDEN = /[\p{Cf}\p{Cc}\u2028\u2029]/u;

const STORED = 0;
const DEFLATED = 8;
/** Smaller members may be packed as tightly as they like. */
const HARMLESS_BYTES = 1 << 20;

/**
 * Reads all members of a ZIP file from somebody else into memory, by path. Every claim of its directory is checked before a byte is unpacked,
 * and what is unpacked is counted as it comes. It runs in browsers as well. This file is the only adapter of the package that imports zip.js.
 * @throws StreetdateError `bad-evidence` that names the member: a path that climbs out, a doubled name, a link, an encrypted or strangely
 * packed member, too many or too large ones, a bomb, a digest that does not fit.
 */
export async function readZip(bytes: Uint8Array, limits: ZipLimits = {}): Promise<Map<string, Uint8Array>> {
  checkBytes('bytes', bytes);
  checkObject('limits', limits);
  const { maxMembers = 100_000, maxBytes = 2 ** 30, maxRatio = 200 } = limits;
  const strict = { useWebWorkers: false, strictness: 'balanced', filenameValidation: 'tolerant', maxAppendedDataSize: 0 } as const;
  const zip = new ZipReader(new Uint8ArrayReader(bytes), strict);
  const members = new Map<string, Uint8Array>();
  const entries: FileEntry[] = [];
  const names = new Set<string>();
  let total = 0;
  let reading = '';
  try {
    const listed = await zip.getEntries();
    if (listed.length > maxMembers) throw refused(`it has ${listed.length} members, more than ${maxMembers}`);
    for (const entry of listed) {
      const { filename: name, compressionMethod, compressedSize, uncompressedSize } = entry;
      if (/\/$/.test(name) && !climbs(name.replace(/\/$/, ''))) continue;
      const shown = JSON.stringify(name);
      if (climbs(name)) throw refused(`its member ${shown} leads out of the bundle`);
      if (HIDDEN.test(name)) throw refused(`its member ${shownMarks(name)} has a mark that nobody sees, such as one of direction`);
      // Systems that take no notice of case or of how letters are composed would let one of two hide the other.
      const folded = name.normalize('NFC').toLowerCase();
      if (names.has(folded)) throw refused(`its member ${shown} is there twice, but for case or how its letters are composed`);
      names.add(folded);
      if (entry.encrypted) throw refused(`its member ${shown} is encrypted`);
      if (entry.versionMadeBy >>> 8 === 3 && entry.externalFileAttributes >>> 28 === 0xa) throw refused(`its member ${shown} is a link`);
      if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
        throw refused(`its member ${shown} is packed by method ${compressionMethod}`);
      total += uncompressedSize;
      if (total > maxBytes) throw refused(`its member ${shown} is too large: with it, the members have more than ${maxBytes} bytes`);
      if (uncompressedSize > HARMLESS_BYTES && uncompressedSize > maxRatio * compressedSize) {
        throw refused(`its member ${shown} is a bomb: ${compressedSize} bytes unpack to ${uncompressedSize}`);
      }
      if (!entry.directory) entries.push(entry);
    }
    for (const entry of entries) {
      reading = `its member ${JSON.stringify(entry.filename)} is damaged: `;
      // The reader ends with an error where more comes than the directory promised.
      const member = entry.compressionMethod === STORED ? storedBytes(bytes, entry) : new Uint8Array(await entry.arrayBuffer());
      if (member === undefined) throw refused(`${reading}its header is not where the directory says`);
      if (crc32(member) !== entry.crc32) throw refused(`${reading}its CRC differs`);
      members.set(entry.filename, member);
    }
  } catch (cause) {
    if (cause instanceof StreetdateError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refused(reading === '' ? `it is damaged or no ZIP file: ${reason}` : `${reading}${reason}`, cause);
  }
  return members;
}

/** A name with its unseen characters as numbers. */
function shownMarks(name: string): string {
  return JSON.stringify(
    name.replace(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, (mark) => `[U+${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`),
  );
}

/** The bytes of a member that is not packed, without the library's streams: those took twenty times as long. Undefined where it is not there. */
function storedBytes(bytes: Uint8Array, { offset, uncompressedSize, compressedSize }: FileEntry): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (uncompressedSize !== compressedSize || offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) return undefined;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + compressedSize > bytes.length ? undefined : bytes.slice(start, start + compressedSize);
}

function refused(reason: string, cause?: unknown): StreetdateError {
  return new StreetdateError('bad-evidence', `the ZIP file is refused: ${reason}`, { cause });
}
