import { sha256OfFile } from '@streetdate/core/internal/files';
import type { Library, StoredScan } from '@streetdate/engine';
import { readFileState } from '@streetdate/engine/internal';
import type { ScanEvent } from './entry.ts';

/** Copies that are read at once. */
const PAGE = 5000;

/** SHA-256 of the contents on the servers of the case, by the ids of their scans. */
export async function digestsOnServers({ catalogue }: Library): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  if ((await catalogue.servers()).length === 0) return digests;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof catalogue.filmCopies>> = await catalogue.filmCopies({ after, most: PAGE });
    for (const { scanId, digest } of page) if (scanId !== undefined && /^[0-9a-f]{64}$/.test(digest)) digests.set(scanId, digest);
    after = page.at(-1)?.digest;
  }
  return digests;
}

/**
 * Size and SHA-256 of a scanned file. It is read only where it is still as it was scanned; of another file the digest would be of other bytes.
 * @param onServer - Its digest, where a server's list has it.
 * @param isRead - Whether to read it where no list has it.
 */
export async function mediaOf({ path, stamp }: StoredScan, onServer: string | undefined, isRead: boolean): Promise<ScanEvent['media']> {
  const bytes = Number.parseInt(stamp, 10) || 0;
  if (onServer !== undefined || !isRead) return { bytes, sha256: onServer ?? null };
  try {
    if ((await readFileState(path)).stamp !== stamp) return { bytes, sha256: null };
    return { bytes, sha256: (await sha256OfFile(path)).sha256 };
  } catch {
    return { bytes, sha256: null };
  }
}
