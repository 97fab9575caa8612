import { join } from 'node:path';
import type { Library, StoredServer, StoredServerFile } from '@streetdate/engine';
import { type ArchiveFiles, findArchives, hasVolumeName } from '@streetdate/engine/internal';
import { serverPath } from './packed-path.ts';

/** Files of a page that is read of the catalogue. */
const PAGE = 10_000;

/** Names of archives and images: those that a library of before has not told by their content, and programs, which may unpack themselves. */
const NAMES = /\.(?:rar|zip|7z|tar|tgz|gz|bz2|xz|zst|cab|lzh|exe|e01|dd|raw|img|iso|aff4?|ex01|l01)$/iu;

/** An archive or an image among the files of a server. */
export interface PackedFiles {
  /** Path of its first volume on the server. */
  readonly path: string;
  /** What it is, or why it is not opened; undefined for what was one when it was read before. */
  readonly found: ArchiveFiles | { readonly reason: string; readonly isUnreadable?: boolean } | undefined;
  /** Its volumes as they are listed. */
  readonly volumes: readonly StoredServerFile[];
}

/**
 * Finds the archives and images among the files of a folder, and what was one when it was read before. Memory grows with the number of their volumes.
 */
export async function* findPacked(
  { catalogue }: Library,
  { id, path: root }: StoredServer,
  signal: AbortSignal | undefined,
): AsyncGenerator<PackedFiles, void, undefined> {
  const folders = new Map<string, Set<string>>();
  const before = new Set<string>();
  for (const which of ['archives', 'all'] as const) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      signal?.throwIfAborted();
      const page: StoredServerFile[] = await catalogue.serverFiles(id, which, { after, most: PAGE });
      after = page.at(-1)?.path;
      for (const { path, digest, packedIn } of page) {
        if (packedIn !== undefined) before.add(path.split('//')[0]!);
        if (digest === undefined || packedIn !== undefined) continue;
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (which === 'all' && !NAMES.test(name) && !hasVolumeName(name)) continue;
        const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
        folders.set(folder, (folders.get(folder) ?? new Set()).add(name));
      }
    }
  }
  for (const [folder, names] of [...folders].sort(([one], [other]) => (one < other ? -1 : 1))) {
    for await (const found of findArchives(join(root, folder), [...names].sort())) {
      signal?.throwIfAborted();
      const paths = 'reason' in found ? [found.path] : found.volumes.flatMap((volume) => volume ?? []);
      const volumes: StoredServerFile[] = [];
      for (const path of paths) {
        const volume = await catalogue.serverFile(id, serverPath(root, path));
        if (volume !== undefined) volumes.push(volume);
      }
      const path = serverPath(root, paths[0]!);
      before.delete(path);
      yield { path, found, volumes };
    }
  }
  for (const path of before) {
    const file = await catalogue.serverFile(id, path);
    // One that cannot be read tells nothing of what is in it.
    if (file?.digest !== undefined) yield { path, found: undefined, volumes: [file] };
  }
}
