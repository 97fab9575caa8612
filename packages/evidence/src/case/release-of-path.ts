import { checkPath } from '@streetdate/core/internal';
import { parseReleaseName, type ReleaseName } from '@streetdate/release/name';

/** Folders above a film that may carry its release's name; an archive counts as one. */
const MOST_FOLDERS = 3;

/**
 * The release that a path claims: the name of a folder above the file, the nearest first, or else of the file itself, if it has the form of a release's name, with a
 * group and what was copied. Undefined if none has. A claim.
 */
export function releaseOfPath(path: string): ReleaseName | undefined {
  checkPath('path', path);
  const parts = path.split('/').filter((part) => part !== '');
  const folders = parts.slice(0, -1).reverse().slice(0, MOST_FOLDERS);
  return [...folders, ...parts.slice(-1)].map((part) => parseReleaseName(part)).find(isRelease);
}

function isRelease({ title, group, tags }: ReleaseName): boolean {
  const isStrong = tags.some(({ strength, kind }) => strength === 'strong' && ['source', 'resolution', 'video-codec'].includes(kind));
  return title !== undefined && group !== undefined && isStrong;
}
