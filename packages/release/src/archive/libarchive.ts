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

/** Why an archive is too large to unpack: `archive-unsupported`, or undefined. @param archiveBytes - All of its volumes. */
export function tooLargeToUnpack(path: string, archiveBytes: number): StreetdateError | undefined {
  if (archiveBytes <= MOST_COMPRESSED_BYTES) return undefined;
  const reason = `it is compressed and has ${archiveBytes} bytes; compressed archives are read up to ${MOST_COMPRESSED_BYTES}`;
  return new StreetdateError('archive-unsupported', `${shownPath(path)}: ${reason}`, { path });
}

/**
 * Unpacks one file of a compressed RAR archive in chunks. It uses libarchive in WebAssembly, where damaged input can harm only its own
 * memory. libarchive has a BSD licence. The original unrar's licence forbids some uses and would bind our users. This is the only file that
 * imports libarchive-wasm.
 * @param volumes - The volumes in order. libarchive reads them as one stream.
 * @param name - The file's name, with slashes.
 * @throws StreetdateError `archive-unsupported` or `archive-damaged`.
 */
export async function* readCompressedRar(
  volumes: readonly string[],
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
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
  const reader = new ArchiveReader(await libarchiveWasm(), bytes);
  try {
    for (;;) {
      const entry = reader.nextEntryPointer();
      if (entry === 0) throw new Error('libarchive does not find it');
      if (reader.getEntryPathname(entry).replaceAll('\\', '/') !== name) continue;
      for (;;) {
        signal?.throwIfAborted();
        const chunk = reader.readData(CHUNK_BYTES);
        if (chunk.length === 0) return;
        yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
      }
    }
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : 'libarchive cannot unpack it';
    const code = /unsupported|unavailable|no support/iu.test(reason) ? 'archive-unsupported' : 'archive-damaged';
    throw new StreetdateError(code, `${shownPath(path)}: ${shownPath(name)} cannot be unpacked: ${reason}`, { path, cause });
  } finally {
    reader.free();
  }
}
