import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * Reads a whole file for its digest.
 * @param signal - Stops it.
 * @returns Its size in bytes, and its SHA-256 in hexadecimal.
 * @throws What reading it throws.
 */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(path, { ...(signal && { signal }) })) {
    hash.update(part);
    bytes += part.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
