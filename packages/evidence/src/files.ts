import { open, readFile } from 'node:fs/promises';
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

/** Reads the first bytes of a file, at most 64. @throws StreetdateError `file-not-found`, `file-unreadable`. */
export async function readStart(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw readFault(path, cause);
  }
}
