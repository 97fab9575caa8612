import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '@streetdate/core/internal/files';
import { writeFault } from '@streetdate/engine/internal';
import { newId } from '../store/ids.ts';

/** The content of an upload, once it is complete. */
export interface KeptContent {
  /** SHA-256 of its bytes: 64 hexadecimal digits. */
  readonly sha256: string;
  /** Its size in bytes. */
  readonly bytes: number;
}

/**
 * Writes a stream to a file of its own, gives it to the work once it is complete, and removes what is left of it.
 * @throws RangeError when there are more bytes; StreetdateError `file-unwritable`; as the work.
 */
export async function receiveFile(
  bytes: Readable,
  { folder, mostBytes }: { readonly folder: string; readonly mostBytes: number },
  work: (path: string, content: KeptContent) => Promise<void>,
): Promise<KeptContent> {
  const path = join(folder, newId());
  const digest = createHash('sha256');
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      digest.update(chunk);
      done(size > mostBytes ? new RangeError(`an upload must have at most ${mostBytes} bytes`) : null, chunk);
    },
  });
  try {
    await makeFolder(folder);
    await pipeline(bytes, count, createWriteStream(path, { flush: true }));
    const content = { sha256: digest.digest('hex'), bytes: size };
    await work(path, content);
    return content;
  } catch (cause) {
    throw isSystemError(cause) ? writeFault(cause, path) : cause;
  } finally {
    await rm(path, { force: true });
  }
}

/** The name of the folder of a content. @throws RangeError for anything but a SHA-256: a name must not lead out of there. */
export function folderOfContent(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`sha256 must be 64 hexadecimal digits, got ${JSON.stringify(sha256)}`);
  return sha256;
}

/** The name of the file of a content: its extension, lower case, is kept if a file may have it here. */
export function fileOfContent(name: string): string {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? `film${extension}` : 'film';
}

function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}
