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

/** Text of UTF-8 bytes. @throws StreetdateError `bad-evidence` that names the encoding, where the text is in another one. */
export function textOfFile(path: string, bytes: Uint8Array): string {
  const other = utf16Of(bytes);
  try {
    if (other === undefined) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new StreetdateError('bad-evidence', `${path}: it is no text in UTF-8; save it as UTF-8`, { path });
  }
  throw new StreetdateError('bad-evidence', `${path}: it is in ${other}; save it as UTF-8`, { path });
}

/** The encoding of a text that begins as UTF-16 does: with its mark, or with an ASCII letter and a zero. Undefined for another one. */
export function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === undefined || second === undefined) return undefined;
  return first > 0 && first < 0x80 && second === 0 ? 'utf-16le' : first === 0 && second > 0 && second < 0x80 ? 'utf-16be' : undefined;
}
