import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkText } from '../check.ts';
import { oneLine, StreetdateError } from '../errors.ts';

export { oneLine };

/** Bytes read from a file's start to identify it. A DASH manifest may begin with long comments; the signature of any still fits. */
export const HEAD_BYTES = 4096;

/** A file that exists, is readable and is not empty. */
export interface MediaFile {
  /** Its path, as the caller named it. */
  readonly path: string;
  /** Size in bytes when it was opened; it may be growing. */
  readonly fileBytes: number;
  /** Its first bytes, up to 4096. */
  readonly head: Uint8Array;
}

/**
 * Opens a file and reads its first bytes.
 * @throws StreetdateError `file-not-found`, `file-unreadable` (a folder, a device, no permission, a loop of links) or `empty-file`.
 */
export async function openMediaFile(path: string): Promise<MediaFile> {
  checkText('path', path);
  try {
    // Before opening: opening a named pipe would wait for its writer for ever.
    const facts = await stat(path);
    if (facts.isDirectory()) throw new StreetdateError('file-unreadable', `${oneLine(path)} is a folder`, { path });
    if (!facts.isFile()) throw new StreetdateError('file-unreadable', `${oneLine(path)} is not a regular file`, { path });
    if (facts.size === 0) throw new StreetdateError('empty-file', `${oneLine(path)} is empty`, { path });
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return { path, fileBytes: facts.size, head: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw cause instanceof StreetdateError ? cause : unopened(path, cause);
  }
}

function unopened(path: string, cause: unknown): StreetdateError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const name = oneLine(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new StreetdateError('file-not-found', `${name} does not exist`, { path, cause });
  const reasons: Partial<Record<string, string>> = { EACCES: 'permission denied', EPERM: 'permission denied', ELOOP: 'a loop of links' };
  const reason = reasons[String(code)] ?? (cause instanceof Error ? cause.message : String(cause));
  return new StreetdateError('file-unreadable', `${name} cannot be read: ${reason}`, { path, cause });
}

/**
 * A file's name for ffmpeg and ffprobe: absolute and with its protocol. Otherwise they could take a name for an option (`-y.mp4`), a
 * protocol (`a:b.mp4`) or standard input (`-`).
 */
export function decoderUrl(path: string): string {
  return `file:${resolve(path)}`;
}
