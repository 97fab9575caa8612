import { extname } from 'node:path';
import type { ContentKind } from '@streetdate/engine';
import { kindOfName } from '@streetdate/engine/internal';
import { fileTypeFromBuffer } from 'file-type';

/** Bytes at a file's start that tell its kind. */
export const HEAD_BYTES = 4100;

/** Types of films that do not begin with `video/`. */
const FILM_TYPES = new Set(['application/mxf', 'application/vnd.ms-asf', 'application/vnd.rn-realmedia', 'application/x-ogm']);
const PICTURE_TYPES = new Set(['image/avif', 'image/gif', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp']);
const PICTURE_NAMES = new Set(['.avif', '.gif', '.jpeg', '.jpg', '.png', '.tif', '.tiff', '.webp']);

/**
 * Tells the kind of a content by its first bytes, whatever the file is called. Where the bytes tell nothing, a film's extension counts: a
 * damaged film may have lost its start. This file is the only adapter of file-type.
 * @param head - The first {@link HEAD_BYTES} bytes, or all if there are fewer.
 */
export async function contentKind(head: Uint8Array, path: string): Promise<ContentKind> {
  const type = head.length === 0 ? undefined : (await fileTypeFromBuffer(head).catch(() => undefined))?.mime;
  if (type !== undefined) {
    if (PICTURE_TYPES.has(type)) return 'picture';
    return type.slice(0, 6) === 'video/' || FILM_TYPES.has(type) ? 'film' : 'other';
  }
  const extension = extname(path).toLowerCase();
  return head.length > 0 && kindOfName(path) === 'media' && !PICTURE_NAMES.has(extension) ? 'film' : 'other';
}
