import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { StreetdateError } from '@streetdate/core';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, openPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import type { Archive, ArchiveEntry } from './archive.ts';
import { checked } from './checked.ts';
import { bombIn, checkEntryCount, checkTotal, lockedIn } from './limits.ts';
import { shownPath } from './shown-path.ts';
import { bytesOf, openVolume } from './volume-file.ts';

const STORED = 0;
const DEFLATED = 8;

/**
 * Opens a ZIP archive with yauzl (MIT), which reads the central directory and streams. The only file that imports yauzl.
 * @param volumes - The archive, or the pieces that it was cut into, in order. A set of ZIP disks (`.z01`) is something else.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `archive-damaged`, or `archive-bomb` for too many or too large files.
 */
export async function openZip(volumes: readonly string[]): Promise<Archive> {
  const path = volumes[0]!;
  for (const volume of volumes) await (await openVolume(volume)).close();
  return withZip(volumes, async (zip) => {
    checkEntryCount(path, zip.entryCount);
    const entries: ArchiveEntry[] = [];
    let unpackedBytes = 0;
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (!name.endsWith('/') && !isLink(entry)) entries.push(entryOf(volumes, entry, name));
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

function entryOf(volumes: readonly string[], entry: Entry, name: string): ArchiveEntry {
  const path = volumes[0]!;
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
      yield* checked(unpack(volumes, entry, signal), { path, name, fileBytes, crc: crc32, damage: undefined });
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

async function* unpack(volumes: readonly string[], entry: Entry, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const { zip, close } = await openPieces(volumes);
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      yield new Uint8Array(chunk);
    }
  } catch (cause) {
    throw signal?.aborted ? cause : damaged(volumes[0]!, cause);
  } finally {
    close();
  }
}

async function withZip<R>(volumes: readonly string[], work: (zip: ZipFile) => Promise<R>): Promise<R> {
  let opened: OpenZip | undefined;
  try {
    opened = await openPieces(volumes);
    return await work(opened.zip);
  } catch (cause) {
    throw cause instanceof StreetdateError ? cause : damaged(volumes[0]!, cause);
  } finally {
    opened?.close();
  }
}

const OPTIONS = { lazyEntries: true, decodeStrings: false, autoClose: false } as const;

interface OpenZip {
  readonly zip: ZipFile;
  readonly close: () => void;
}

async function openPieces(volumes: readonly string[]): Promise<OpenZip> {
  if (volumes.length === 1) {
    const zip = await openPromise(volumes[0]!, OPTIONS);
    return { zip, close: () => zip.close() };
  }
  const sizes = await Promise.all(volumes.map(async (volume) => (await stat(volume)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const pieces = new Pieces(volumes);
  return { zip: await fromRandomAccessReaderPromise(pieces, total, OPTIONS), close: () => pieces.end() };
}

/** The pieces of an archive, read as if they were one file. */
class Pieces extends RandomAccessReader {
  readonly #volumes: readonly string[];
  readonly #streams = new Set<Readable>();

  constructor(volumes: readonly string[]) {
    super();
    this.#volumes = volumes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = Readable.from(bytesOf(this.#volumes, { start, end }), { objectMode: false });
    this.#streams.add(stream);
    return stream.on('close', () => this.#streams.delete(stream));
  }

  /** Ends what is still being read: yauzl leaves the source of a stream open that was not read to its end. */
  end(): void {
    for (const stream of this.#streams) stream.destroy();
  }
}

function damaged(path: string, cause: unknown): StreetdateError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StreetdateError('archive-damaged', `${shownPath(path)} is damaged or no ZIP archive: ${shownPath(reason)}`, { path, cause });
}
