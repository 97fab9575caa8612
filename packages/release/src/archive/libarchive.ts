import { readFile, stat } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { ArchiveReader, libarchiveWasm } from 'libarchive-wasm';
import { shownPath } from './shown-path.ts';

/**
 * Largest compressed archive, all volumes together: 512 MiB. The WebAssembly build reads from memory. Scene archives store films
 * uncompressed, and stored files are streamed whatever their size.
 */
export const MOST_COMPRESSED_BYTES = 512 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

const NO_FILES = new Set(['Directory', 'SymbolicLink', 'Socket', 'CharacterDevice', 'BlockDevice', 'NamedPipe', 'Mount']);

/** Why an archive is too large to unpack: `archive-unsupported`, or undefined. @param archiveBytes - All of its volumes. */
export function tooLargeToUnpack(path: string, archiveBytes: number): StreetdateError | undefined {
  if (archiveBytes <= MOST_COMPRESSED_BYTES) return undefined;
  const reason = `it is compressed and has ${archiveBytes} bytes; compressed archives are read up to ${MOST_COMPRESSED_BYTES}`;
  return new StreetdateError('archive-unsupported', `${shownPath(path)}: ${reason}`, { path });
}

/** A file in an archive that libarchive reads. */
export interface LibarchiveMember {
  /** Its name, with slashes. */
  readonly name: string;
  /** Its size as stated; undefined if the archive states none. */
  readonly fileBytes: number | undefined;
  readonly isEncrypted: boolean;
  /** Whether it is no folder and no link, by libarchive's reading of its header. */
  readonly isFile: boolean;
  /** Its bytes, to be read before the next member is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Reads the entries of an archive in order: 7z, compressed RAR, cabinet, LHA, ar, cpio, xar, and ZIP in methods that yauzl lacks. It uses
 * libarchive in WebAssembly, where damaged input can harm only its own memory. libarchive has a BSD licence. The original unrar's licence
 * forbids some uses and would bind our users. This is the only file that imports libarchive-wasm.
 * @param volumes - The volumes in order. libarchive reads them as one stream.
 * @throws StreetdateError `archive-unsupported`, `archive-encrypted` or `archive-damaged`.
 */
export async function* readWithLibarchive(
  volumes: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<LibarchiveMember, void, undefined> {
  const path = volumes[0]!;
  const [program, bytes] = [await libarchiveWasm(), await readVolumes(volumes, signal)];
  const cut = cutOf7z(bytes);
  if (cut !== undefined) throw new StreetdateError('archive-damaged', `${shownPath(path)} is cut short: ${cut}`, { path });
  const reader = faulty(path, undefined, () => new ArchiveReader(program, bytes));
  try {
    for (;;) {
      signal?.throwIfAborted();
      const entry = faulty(path, undefined, () => reader.nextEntryPointer());
      if (entry === 0) break;
      const name = (reader.getEntryPathname(entry) ?? '').replaceAll('\\', '/');
      const isFile = !NO_FILES.has(reader.getEntryFiletype(entry)) && !reader.getHardlinkTarget(entry);
      const size = reader.getEntrySize(entry);
      yield {
        name,
        fileBytes: size > 0 ? size : undefined,
        isEncrypted: reader.isEntryEncrypted(entry),
        isFile,
        bytes: dataOf(reader, path, name, signal),
      };
    }
    if (reader.hasEncryptedData() === true)
      throw new StreetdateError('archive-encrypted', `${shownPath(path)} has encrypted files, and no password is tried`, { path });
  } finally {
    freeQuietly(reader);
  }
}

const SIGNATURE_7Z = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c];

/**
 * What is missing of a 7z archive; undefined where nothing is, and of other archives. Its list of files stands at its end (7zFormat.txt: offset and size of
 * the next header at bytes 12 and 20, counted from byte 32). Without it libarchive finds no file and no fault.
 */
function cutOf7z(bytes: Int8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!SIGNATURE_7Z.every((byte, at) => at < view.byteLength && view.getUint8(at) === byte)) return undefined;
  if (view.byteLength < 32) return `it has ${view.byteLength} bytes, and its header alone 32`;
  const stated = 32n + view.getBigUint64(12, true) + view.getBigUint64(20, true);
  return stated > BigInt(view.byteLength) ? `${view.byteLength} of ${stated} bytes are there` : undefined;
}

async function readVolumes(volumes: readonly string[], signal: AbortSignal | undefined): Promise<Int8Array> {
  const path = volumes[0]!;
  const sizes = await Promise.all(volumes.map(async (volume) => (await stat(volume)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const refusal = tooLargeToUnpack(path, total);
  if (refusal) throw refusal;
  signal?.throwIfAborted();
  // Loads one volume at a time: all of them twice would need a gigabyte.
  const bytes = new Int8Array(total);
  let filled = 0;
  for (const volume of volumes) {
    const read = (await readFile(volume)).subarray(0, total - filled);
    bytes.set(read, filled);
    filled += read.length;
    signal?.throwIfAborted();
  }
  return bytes;
}

async function* dataOf(
  reader: ArchiveReader,
  path: string,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    signal?.throwIfAborted();
    const chunk = faulty(path, name, () => reader.readData(CHUNK_BYTES));
    if (chunk.length === 0) return;
    yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
  }
}

/** Converts a fault of libarchive. Damaged input may also end its WebAssembly program, which then is of no more use. */
function faulty<R>(path: string, name: string | undefined, work: () => R): R {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : 'libarchive cannot unpack it';
    const code = /encrypt|passphrase/iu.test(reason)
      ? 'archive-encrypted'
      : /unsupported|unavailable|no support/iu.test(reason)
        ? 'archive-unsupported'
        : 'archive-damaged';
    const what = name === undefined ? shownPath(path) : `${shownPath(path)}: ${shownPath(name)}`;
    throw new StreetdateError(code, `${what} cannot be unpacked: ${reason}`, { path, cause });
  }
}

function freeQuietly(reader: ArchiveReader): void {
  try {
    reader.free();
  } catch {
    // Its program ended before. Its memory goes with it.
  }
}
