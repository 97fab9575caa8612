import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file below a folder. */
export interface ListedFile {
  readonly path: string;
  /** Size in bytes and modification time in nanoseconds: what changes while a file grows. */
  readonly stamp: string;
}

/**
 * Lists the files below a folder, in any order. Links are followed, each folder once. What vanishes meanwhile, or cannot be read, is left out:
 * the next list may have it.
 * @param leaveOut - Real paths of folders to skip.
 * @throws The system's error if the folder itself cannot be read.
 */
export async function* listFiles(folder: string, leaveOut: readonly string[], signal: AbortSignal): AsyncGenerator<ListedFile> {
  const seen = new Set(leaveOut);
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const waiting = [{ path: folder, names: await readdir(folder, { withFileTypes: true }) }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of next.names) {
      signal.throwIfAborted();
      const path = join(next.path, entry.name);
      try {
        const facts = await stat(path, { bigint: true });
        if (facts.isFile()) yield { path, stamp: `${facts.size}-${facts.mtimeNs}` };
        if (!facts.isDirectory()) continue;
        const place = await realpath(path);
        if (seen.has(place)) continue;
        seen.add(place);
        waiting.push({ path, names: await readdir(path, { withFileTypes: true }) });
      } catch (error) {
        if (!(error instanceof Error && 'syscall' in error)) throw error;
      }
    }
  }
}
