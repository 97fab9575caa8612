import { StreetdateError } from '@streetdate/core';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import type { Archive, ArchiveEntry } from './archive.ts';
import { checked } from './checked.ts';
import { bombIn, checkEntryCount, checkTotal, lockedIn } from './limits.ts';
import { shownPath } from './shown-path.ts';
import { openVolume } from './volume-file.ts';

const STORED = 0;
const DEFLATED = 8;

/**
 * Opens a single-file ZIP archive with yauzl (MIT), which reads the central directory and streams. The only file that imports yauzl.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `archive-damaged`, or `archive-bomb` for too many or too large files.
 */
export async function openZip(path: string): Promise<Archive> {
  await (await openVolume(path)).close();
  return withZip(path, async (zip) => {
    checkEntryCount(path, zip.entryCount);
    const entries: ArchiveEntry[] = [];
    let unpackedBytes = 0;
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (!name.endsWith('/') && !isLink(entry)) entries.push(entryOf(path, entry, name));
      unpackedBytes += entry.uncompressedSize;
    }
    checkTotal(path, unpackedBytes, zip.fileSize);
    return { entries, damage: undefined };
  });
}

/** The unchecked name. yauzl's own check would end the list at the first name that climbs out. No name is ever used for writing. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false).replaceAll('\\', '/');
}

/** Whether it is a Unix symbolic link (POSIX, S_IFLNK), whose content is a path. */
function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  return versionMadeBy >>> 8 === 3 && externalFileAttributes >>> 28 === 0xa;
}

function entryOf(path: string, entry: Entry, name: string): ArchiveEntry {
  const { uncompressedSize: fileBytes, compressionMethod, crc32 } = entry;
  const refusal = refusalOf(path, entry, name);
  return {
    name,
    fileBytes,
    stored: compressionMethod === STORED,
    damage: undefined,
    refusal,
    async *open({ signal } = {}) {
      if (refusal) throw refusal;
      yield* checked(unpack(path, entry, signal), { path, name, fileBytes, crc: crc32, damage: undefined });
    },
  };
}

function refusalOf(path: string, entry: Entry, name: string): StreetdateError | undefined {
  const { uncompressedSize, compressedSize, compressionMethod } = entry;
  if (entry.isEncrypted()) return lockedIn(path, name);
  if (compressionMethod === STORED || compressionMethod === DEFLATED) return bombIn(path, name, uncompressedSize, compressedSize);
  const reason = `${shownPath(name)} is packed by method ${compressionMethod}, which is not read`;
  return new StreetdateError('archive-unsupported', `${shownPath(path)}: ${reason}`, { path });
}

async function* unpack(path: string, entry: Entry, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const zip = await openPromise(path, { lazyEntries: true, decodeStrings: false, autoClose: false });
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      yield new Uint8Array(chunk);
    }
  } catch (cause) {
    throw signal?.aborted ? cause : damaged(path, cause);
  } finally {
    zip.close();
  }
}

async function withZip<R>(path: string, work: (zip: ZipFile) => Promise<R>): Promise<R> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { lazyEntries: true, decodeStrings: false, autoClose: false });
    return await work(zip);
  } catch (cause) {
    throw cause instanceof StreetdateError ? cause : damaged(path, cause);
  } finally {
    zip?.close();
  }
}

function damaged(path: string, cause: unknown): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StreetdateError('archive-damaged', `${shownPath(path)} is damaged or no ZIP archive: ${shownPath(reason)}`, { path, cause });
}
