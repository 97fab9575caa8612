import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { checkList, checkObject, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';

/** Digests of the disk that an image is of, in hexadecimal. Laboratories compare the older two. */
export interface ImageDigests {
  /** Bytes of the disk. */
  readonly bytes: number;
  /** Their SHA-256. */
  readonly sha256: string;
  /** Their SHA-1. */
  readonly sha1: string;
  /** Their MD5. */
  readonly md5: string;
}

/** Bytes read at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads a raw image once for its digests.
 * @param volumes - Its files in order.
 * @throws StreetdateError `file-unreadable`; the signal's reason.
 */
export async function imageDigests(
  volumes: readonly string[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ImageDigests> {
  checkList('volumes', volumes, checkPath);
  checkObject('options', options);
  const { signal } = options;
  const [sha256, sha1, md5] = ['sha256', 'sha1', 'md5'].map((name) => createHash(name)) as [Hash, Hash, Hash];
  let bytes = 0;
  for (const path of volumes) {
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        bytes += chunk.length;
        for (const hash of [sha256, sha1, md5]) hash.update(chunk);
      }
    } catch (cause) {
      signal?.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StreetdateError('file-unreadable', `${path} cannot be read: ${reason}`, { path, cause });
    }
  }
  return { bytes, sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), md5: md5.digest('hex') };
}

type Hash = ReturnType<typeof createHash>;

/**
 * Compares the digests that an image states with those of its bytes.
 * @throws StreetdateError `image-altered` that names both where they differ.
 */
export function checkStoredDigests(path: string, stored: { readonly md5?: string; readonly sha1?: string }, digests: ImageDigests): void {
  checkPath('path', path);
  checkObject('stored', stored);
  checkObject('digests', digests);
  for (const [name, of] of [
    ['MD5', 'md5'],
    ['SHA-1', 'sha1'],
  ] as const) {
    const [stated, found] = [stored[of], digests[of]];
    if (stated === undefined || stated === found) continue;
    const reason = `its ${name} is ${found}, and it states ${stated} from when it was made: it was changed or is damaged`;
    throw new StreetdateError('image-altered', `${path}: ${reason}`, { path });
  }
}
