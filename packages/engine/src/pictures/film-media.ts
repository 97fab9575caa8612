import { openDiscSource } from '@streetdate/disc';
import type { StoredDisc, StoredReference } from '../catalogue/stored.ts';
import { readFileState } from '../files/file-state.ts';

/** Where the film that a fingerprint was made of lies, as far as it is recorded. */
export interface FilmMedia {
  /** A file, or a disc's folder or image; undefined if it is not recorded, as after an import. */
  readonly path: string | undefined;
  /** Its state then, as `readFileState` or the disc gives it. @defaultValue whatever is there counts */
  readonly stamp?: string | undefined;
  /** The film on a disc, as `StoredFeature.feature` names it. @defaultValue the path is a file */
  readonly feature?: string | undefined;
}

/** Why media gives no pictures: no place is recorded, nothing is there, it lies in an archive, or other bytes are there by now. */
export type MediaFault = 'unrecorded' | 'gone' | 'packed' | 'changed';

/** Where the film of a reference lies. @param discs - The library's discs. */
export function mediaOfReference(reference: StoredReference | undefined, discs: readonly StoredDisc[]): FilmMedia {
  const { id, kind, media } = reference ?? {};
  if (kind !== 'disc' || media === undefined) return { path: media?.path, stamp: media?.stamp };
  for (const { path, features } of discs) {
    const found = path === media.path ? features.find(({ referenceId }) => referenceId === id) : undefined;
    if (found) return { ...media, feature: found.feature };
  }
  return media;
}

/** Why the media gives no pictures; undefined if its bytes are those that were fingerprinted, as far as known. */
export async function faultOfMedia({ path, stamp, feature }: FilmMedia): Promise<MediaFault | undefined> {
  if (path === undefined) return 'unrecorded';
  try {
    const found = feature === undefined ? (await readFileState(path)).stamp : await stampOfDisc(path);
    return stamp === undefined || stamp === found ? undefined : 'changed';
  } catch {
    // A member of an archive has two slashes behind it.
    const [archive = ''] = path.split('//');
    const isPacked = archive !== path && (await readFileState(archive).catch(() => undefined)) !== undefined;
    return isPacked ? 'packed' : 'gone';
  }
}

async function stampOfDisc(path: string): Promise<string> {
  const source = await openDiscSource(path);
  try {
    return await source.stamp();
  } finally {
    await source.close();
  }
}
