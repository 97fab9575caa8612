import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { checkPath } from '@streetdate/core/internal';
import { readFault } from '../files.ts';
import type { BagFiles } from './bag-files.ts';

/** The files of a bag in a folder. Links are not followed. @throws StreetdateError `file-not-found`, `file-unreadable`. */
export async function bagInFolder(folder: string): Promise<BagFiles> {
  checkPath('folder', folder);
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
