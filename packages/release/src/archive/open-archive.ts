import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { checkList, checkObject, checkPath } from '@streetdate/core/internal';
import type { Archive } from './archive.ts';
import { openRar } from './rar.ts';
import { shownPath } from './shown-path.ts';
import type { VolumeSet } from './volume-names.ts';
import { openZip } from './zip.ts';

/**
 * Opens an archive in a folder. It reads only the file list; an archive inside it is an ordinary entry and is not opened.
 * @param folder - The folder of its volumes.
 * @param set - Their names, sorted by {@link volumeSets}.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `archive-damaged`, `archive-encrypted`, `archive-bomb`, or
 * `archive-unsupported` for a ZIP in several files.
 */
export async function openArchive(folder: string, set: VolumeSet): Promise<Archive> {
  checkPath('folder', folder);
  checkObject('set', set);
  checkList('set.volumes', set.volumes, (each, name) => name !== undefined && checkPath(each, name));
  const paths = set.volumes.map((name) => (name === undefined ? undefined : join(folder, name)));
  if (set.kind === 'rar') return openRar(paths);
  const path = paths.find((each) => each !== undefined);
  if (path === undefined) throw new TypeError('set must name a volume');
  if (paths.length === 1) return openZip([path]);
  const reason = `it is a ZIP archive in ${paths.length} files, and only whole ones are read`;
  throw new StreetdateError('archive-unsupported', `${shownPath(path)}: ${reason}`, { path });
}
