import { realpath, stat } from 'node:fs/promises';
import type { StreamedMedia } from '@streetdate/core';
import { StreetdateError } from '@streetdate/core/portable';

/** Identifies the bytes of a path without reading them. */
export interface FileState {
  /** The path as given or found. */
  readonly path: string;
  /** Absolute path without symbolic links. */
  readonly realPath: string;
  /** Size in bytes and modification time in nanoseconds. Two equal stamps of one real path mean the same bytes. */
  readonly stamp: string;
  /** Where its bytes lie, if not at its real path: a file that was unpacked from an archive. @defaultValue its real path */
  readonly media?: string;
  /** The object to decode, if its bytes lie in an archive and nowhere else. @defaultValue the file itself */
  readonly stream?: StreamedMedia;
  /** Whether its bytes are no longer there: only what was read of them before. @defaultValue false */
  readonly isGone?: boolean;
  /** Reads the state again. @defaultValue {@link readFileState} of the path */
  readonly lookAgain?: () => Promise<FileState>;
}

/**
 * Reads a file's state.
 * @throws StreetdateError `file-not-found`, or `file-unreadable` for a loop of links, a missing permission or anything but a plain file.
 */
export async function readFileState(path: string): Promise<FileState> {
  try {
    const realPath = await realpath(path);
    const facts = await stat(realPath, { bigint: true });
    if (!facts.isFile()) {
      const reason = facts.isDirectory() ? 'it is a folder, not a file' : 'it is not a plain file';
      throw new StreetdateError('file-unreadable', `${path}: ${reason}`, { path });
    }
    return { path, realPath, stamp: `${facts.size}-${facts.mtimeNs}` };
  } catch (cause) {
    throw fileFault(cause, path);
  }
}

/** Where the bytes of a file are read, as the decoder names it. */
export function placeOf({ media, path }: FileState): string {
  return media ?? path;
}

/** An error about a file that was unpacked, with its place in the archive instead of the one on the disk. */
export function atItsName(error: StreetdateError, { media, path }: FileState): StreetdateError {
  if (media === undefined) return error;
  return new StreetdateError(error.code, error.message.replaceAll(media, path), { path, cause: error });
}

const READ_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ELOOP: 'it is a loop of symbolic links',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk reported an error',
};

/** Converts an error while reading into a StreetdateError. Errors that are not the system's are returned unchanged. */
export function fileFault(cause: unknown, path: string): unknown {
  const code = errnoOf(cause);
  if (code === undefined) return cause;
  const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'file-not-found' : 'file-unreadable';
  return new StreetdateError(kind, `${path}: ${READ_REASONS[code] ?? `it cannot be read (${code})`}`, { path, cause });
}

const WRITE_REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'no permission to write it',
  EPERM: 'no permission to write it',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'a file or a link has its name',
  ELOOP: 'it is a loop of symbolic links',
  ENAMETOOLONG: 'its name is too long',
};

/** Converts an error while writing into a StreetdateError. Errors that are not the system's are returned unchanged. */
export function writeFault(cause: unknown, path: string): unknown {
  const code = errnoOf(cause);
  if (code === undefined) return cause;
  return new StreetdateError('file-unwritable', `${path}: ${WRITE_REASONS[code] ?? `it cannot be written (${code})`}`, { path, cause });
}

/** The system's error code, such as `ENOENT`; undefined for other errors. */
function errnoOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}
