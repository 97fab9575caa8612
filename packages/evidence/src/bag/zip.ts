import { crc32 } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { type Entry, fromBufferPromise, getFileNameLowLevel } from 'yauzl';
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

const STORED = 0;
const DEFLATED = 8;
/** Smaller members may be packed as tightly as they like. */
const HARMLESS_BYTES = 1 << 20;

/**
 * Reads all members of a ZIP file from somebody else into memory, by path. Every claim of its directory is checked before a byte is unpacked,
 * and what is unpacked is counted as it comes. This file is the only adapter of the package that imports yauzl.
 * @throws StreetdateError `bad-evidence` that names the member: a path that climbs out, a doubled name, a link, an encrypted or strangely
 * packed member, too many or too large ones, a bomb, a digest that does not fit.
 */
export async function readZip(bytes: Uint8Array, limits: ZipLimits = {}): Promise<Map<string, Uint8Array>> {
  const { maxMembers = 100_000, maxBytes = 2 ** 30, maxRatio = 200 } = limits;
  const members = new Map<string, Uint8Array>();
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
    decodeStrings: false,
  }).catch((cause: unknown) => {
    throw refused(`it is damaged or no ZIP file: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  });
  if (zip.entryCount > maxMembers) throw refused(`it has ${zip.entryCount} members, more than ${maxMembers}`);
  const entries: { entry: Entry; name: string }[] = [];
  const names = new Set<string>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (/\/$/.test(name) && !climbs(name.replace(/\/$/, ''))) continue;
      const shown = JSON.stringify(name);
      if (climbs(name)) throw refused(`its member ${shown} leads out of the bundle`);
      // Systems that take no notice of case would let one of two hide the other.
      if (names.has(name.toLowerCase())) throw refused(`its member ${shown} is there twice`);
      names.add(name.toLowerCase());
      if (entry.isEncrypted()) throw refused(`its member ${shown} is encrypted`);
      if (entry.versionMadeBy >>> 8 === 3 && entry.externalFileAttributes >>> 28 === 0xa) throw refused(`its member ${shown} is a link`);
      const { compressionMethod, compressedSize, uncompressedSize } = entry;
      if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
        throw refused(`its member ${shown} is packed by method ${compressionMethod}`);
      total += uncompressedSize;
      if (total > maxBytes) throw refused(`its member ${shown} is too large: with it, the members have more than ${maxBytes} bytes`);
      if (uncompressedSize > HARMLESS_BYTES && uncompressedSize > maxRatio * compressedSize) {
        throw refused(`its member ${shown} is a bomb: ${compressedSize} bytes unpack to ${uncompressedSize}`);
      }
      entries.push({ entry, name });
    }
    for (const { entry, name } of entries) {
      const chunks: Uint8Array[] = [];
      // The stream counts what it unpacks, and ends with an error where the directory promised less.
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
      const member = new Uint8Array(Buffer.concat(chunks));
      if (crc32(member) !== entry.crc32) throw refused(`its member ${JSON.stringify(name)} is damaged: its CRC differs`);
      members.set(name, member);
    }
  } catch (cause) {
    if (cause instanceof StreetdateError) throw cause;
    throw refused(`it is damaged: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  return members;
}

function refused(reason: string, cause?: unknown): StreetdateError {
  return new StreetdateError('bad-evidence', `the ZIP file is refused: ${reason}`, { cause });
}
