import { oneLine, StreetdateError, type StreetdateErrorCode } from './errors.ts';

/** Meanings of the system's error codes, to go after "PATH cannot be read: ". */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ELOOP: 'a loop of links',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
};

/** The reason of a failed file operation in words, or the system's own message. */
export function fileReason(cause: unknown): string {
  return REASONS[errorCode(cause) ?? ''] ?? (cause instanceof Error ? cause.message : String(cause));
}

/** The error for a file that cannot be read: `file-not-found` or `file-unreadable`. */
export function readFault(path: string, cause: unknown): StreetdateError {
  const code: StreetdateErrorCode = errorCode(cause) === 'ENOENT' ? 'file-not-found' : 'file-unreadable';
  return new StreetdateError(code, `${oneLine(path)} cannot be read: ${fileReason(cause)}`, { path, cause });
}

/** The error for a file that cannot be written. */
export function writeFault(path: string, cause: unknown): StreetdateError {
  return new StreetdateError('file-unwritable', `${oneLine(path)} cannot be written: ${fileReason(cause)}`, { path, cause });
}

/** Adds a path to an error from code that has no path. Other errors stay as they are. */
export function aboutFile(path: string, error: unknown): unknown {
  if (!(error instanceof StreetdateError) || error.path !== undefined) return error;
  return new StreetdateError(error.code, `${oneLine(path)}: ${error.message}`, { path, cause: error });
}

function errorCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
