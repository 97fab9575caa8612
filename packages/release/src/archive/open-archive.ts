import { join } from 'node:path';
import type { Archive } from './archive.ts';
import { openRar } from './rar.ts';
import type { VolumeSet } from './volume-names.ts';
import { openZip } from './zip.ts';

/**
 * Opens an archive that lies in a folder. Only its list of files is read; an archive inside it is one of its files, and is not opened.
 * @param folder - The folder of its volumes.
 * @param set - Their names, as {@link volumeSets} sorts them.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `archive-damaged`, `archive-encrypted` or `archive-bomb`.
 */
export function openArchive(folder: string, set: VolumeSet): Promise<Archive> {
  const paths = set.volumes.map((name) => (name === undefined ? undefined : join(folder, name)));
  return set.kind === 'zip' ? openZip(paths[0]!) : openRar(paths);
}
