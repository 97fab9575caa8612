import { stat } from 'node:fs/promises';
import { checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { DiscSource } from './disc-source.ts';
import { openFolder } from './folder-source.ts';
import { openImage } from './image-source.ts';
import { openVolumes } from './image-volumes.ts';

/**
 * Opens a disc for reading: a folder with `VIDEO_TS` or `BDMV`, such a folder itself, or any volume of an image (UDF or ISO 9660). Nothing
 * is extracted or written. The caller closes it.
 * @throws StreetdateError `file-not-found`, `file-unreadable`, `not-a-disc`, or `damaged-disc`.
 */
export async function openDiscSource(path: string): Promise<DiscSource> {
  checkPath('path', path);
  const facts = await stat(path).catch((cause: unknown) => {
    const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    const reason = missing ? 'does not exist' : `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new StreetdateError(missing ? 'file-not-found' : 'file-unreadable', `${path} ${reason}`, { path, cause });
  });
  if (facts.isDirectory()) {
    const source = await openFolder(path);
    if (source) return source;
    throw new StreetdateError('not-a-disc', `${path} is no disc: it has no VIDEO_TS and no BDMV`, { path });
  }
  if (!facts.isFile()) throw new StreetdateError('file-unreadable', `${path} is neither a folder nor a regular file`, { path });
  const image = await openVolumes(path);
  try {
    const source = await openImage(path, image);
    if (source) return source;
    throw new StreetdateError('not-a-disc', `${path} is no disc image: it has no UDF or ISO 9660 volume with VIDEO_TS or BDMV`, { path });
  } catch (error) {
    await image.bytes.close();
    throw error;
  }
}
