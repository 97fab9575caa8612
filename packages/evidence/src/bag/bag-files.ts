import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readFault } from '../files.ts';

/** The files of a bag, wherever they are. */
export interface BagFiles {
  /** Paths inside the bag, with slashes, in any order. */
  readonly paths: readonly string[];
  /** Reads one of them whole. */
  read(path: string): Promise<Uint8Array>;
}

/** The files of a bag in memory, by path. */
export function bagInMemory(files: ReadonlyMap<string, Uint8Array>): BagFiles {
  return {
    paths: [...files.keys()],
    read: async (path) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new RangeError(`path must be one of the bag, got ${JSON.stringify(path)}`);
      return bytes;
    },
  };
}

/** The files of a bag in a folder. Links are not followed. @throws StreetdateError `file-not-found`, `file-unreadable`. */
export async function bagInFolder(folder: string): Promise<BagFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw readFault(folder, cause);
  });
  // `path` is what Node 20.9 calls `parentPath`.
  const paths = entries.flatMap((entry) => (entry.isFile() ? [relative(folder, join(entry.parentPath ?? entry.path, entry.name))] : []));
  return {
    paths: paths.map((path) => path.split(sep).join('/')),
    read: (path) =>
      readFile(join(folder, path)).catch((cause: unknown) => {
        throw readFault(join(folder, path), cause);
      }),
  };
}
