import { type FileHandle, open } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { shownPath } from './shown-path.ts';

/** Random access to the bytes of a file, wherever they are stored. */
export interface VolumeFile {
  /** Its path. */
  readonly path: string;
  /** Its size in bytes. */
  readonly fileBytes: number;
  /** Reads up to `length` bytes from `position`; fewer at the end. The caller owns the bytes. */
  read(position: number, length: number): Promise<Uint8Array>;
}

/**
 * Opens a file while `work` runs.
 * @throws StreetdateError `file-not-found` or `file-unreadable`, and what `work` throws.
 */
export async function withVolume<R>(path: string, work: (file: VolumeFile) => Promise<R>): Promise<R> {
  const handle = await openVolume(path);
  try {
    return await work(await volumeOf(path, handle));
  } finally {
    await handle.close();
  }
}

/** Bytes that are read at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads files in a row, as one stream of bytes. Each call opens them anew, and closes each before the next.
 * @param range - Its part, counted over all files; the end is exclusive. @defaultValue everything
 * @throws StreetdateError `file-not-found` or `file-unreadable`.
 */
export async function* bytesOf(
  paths: readonly string[],
  { start = 0, end = Number.POSITIVE_INFINITY, signal }: { start?: number; end?: number; signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  let before = 0;
  for (const path of paths) {
    if (before >= end) return;
    const handle = await openVolume(path);
    try {
      const { size } = await handle.stat();
      for (let at = Math.max(0, start - before); at < Math.min(size, end - before); ) {
        signal?.throwIfAborted();
        const wanted = Math.min(CHUNK_BYTES, size - at, end - before - at);
        const { buffer, bytesRead } = await handle.read(new Uint8Array(wanted), 0, wanted, at);
        if (bytesRead === 0) break;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
      before += size;
    } finally {
      await handle.close();
    }
  }
}

/** Opens a file; the caller closes it. @throws StreetdateError `file-not-found` or `file-unreadable`. */
export async function openVolume(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    const reason = missing ? 'does not exist' : `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new StreetdateError(missing ? 'file-not-found' : 'file-unreadable', `${shownPath(path)} ${reason}`, { path, cause });
  }
}

async function volumeOf(path: string, handle: FileHandle): Promise<VolumeFile> {
  const { size } = await handle.stat();
  return {
    path,
    fileBytes: size,
    async read(position, length) {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(Math.max(0, length)), 0, Math.max(0, length), position);
      return buffer.subarray(0, bytesRead);
    },
  };
}
