import { readFile, stat } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault } from '@streetdate/engine/internal';

/** A verifier reads 1 GiB of members; the container adds little. */
const MOST_BUNDLE_BYTES = 2 ** 30 + 2 ** 24;

/** Reads a bundle, unless it is larger than any that is made. @throws StreetdateError `bad-evidence` for a larger one, and for a file that cannot be read. */
export async function readBundle(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size <= MOST_BUNDLE_BYTES) return await readFile(path);
    throw new StreetdateError('bad-evidence', `${path}: it has ${size} bytes, and no bundle has more than ${MOST_BUNDLE_BYTES}`, { path });
  } catch (cause) {
    throw cause instanceof StreetdateError ? cause : fileFault(cause, path);
  }
}
