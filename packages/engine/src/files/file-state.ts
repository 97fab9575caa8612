import { realpath, stat } from 'node:fs/promises';
import type { StreamedMedia } from '@streetdate/core';
import { StreetdateError } from '@streetdate/core/portable';

/** Which bytes a path stands for, without reading them. */
export interface FileState {
  /** The path as it was given or found. */
  readonly path: string;
  /** Absolute path without symbolic links. */
  readonly realPath: string;
  /** Size in bytes and modification time in nanoseconds: two equal stamps of one real path are taken to be the same bytes. */
  readonly stamp: string;
  /** What is decoded, where the path names a film in an archive. @defaultValue the file itself */
  readonly stream?: StreamedMedia;
  /** Looks again. @defaultValue {@link readFileState} of the path */
  readonly lookAgain?: () => Promise<FileState>;
}

/**
 * Looks at a file.
 * @throws StreetdateError `file-not-found`, or `file-unreadable` for a loop of links, a missing permission or what is not a plain file.
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

const READ_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ELOOP: 'it is a loop of symbolic links',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk reported an error',
};

/** An error of the file system while reading, as one of the world's faults. Other errors come back as they are. */
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
};

/** An error of the file system while writing, as one of the world's faults. Other errors come back as they are. */
export function writeFault(cause: unknown, path: string): unknown {
  const code = errnoOf(cause);
  if (code === undefined) return cause;
  return new StreetdateError('file-unwritable', `${path}: ${WRITE_REASONS[code] ?? `it cannot be written (${code})`}`, { path, cause });
}

/** The system's error code, such as `ENOENT`; undefined where the error is not the system's. */
function errnoOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}
