import { readFile } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';

/** Reads a file whole. @throws StreetdateError `file-not-found`, `file-unreadable`. */
export async function readWhole(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw readFault(path, cause);
  });
}

/** The error for a file that cannot be read. */
export function readFault(path: string, cause: unknown): StreetdateError {
  const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const reason = isAbsent ? 'there is no such file' : `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new StreetdateError(isAbsent ? 'file-not-found' : 'file-unreadable', `${path}: ${reason}`, { path, cause });
}
