import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredImage } from '@streetdate/engine';
import type { ReadImage } from '@streetdate/engine/internal';

/** What is stored of an image. */
export function factsOf(
  format: 'disk' | 'ewf' | 'iso',
  { bytes, sha256, sha1, md5 }: Awaited<ReturnType<ReadImage['readDigests']>>,
  stored: ReadImage['stored'],
): StoredImage {
  return {
    ...{ format: format === 'disk' ? 'raw' : format, bytes, sha256, sha1, md5 },
    ...(stored?.md5 !== undefined && { statedMd5: stored.md5 }),
    ...(stored?.sha1 !== undefined && { statedSha1: stored.sha1 }),
  };
}

/**
 * Makes a function that stores the digests of each image that is opened among the files of a server. A raw image that is one file of the server has
 * its digest in the list already, and is not read once more.
 * @param pathOf - The path of an image on the server; undefined for one that is the server.
 * @returns It throws StreetdateError `image-altered` for an image that is not the one that was at its path before.
 */
export function recordImages(
  library: Library,
  serverId: string,
  pathOf: (shown: string) => string | undefined,
): (image: ReadImage) => Promise<void> {
  return async (image) => {
    const path = pathOf(image.shown);
    if (path === undefined || (image.stored === undefined && image.raw.length === 1 && !path.includes('//'))) return;
    const facts = factsOf(image.stored === undefined ? image.format : 'ewf', await image.readDigests(), image.stored);
    const before = (await library.catalogue.serverImages(serverId)).find((each) => each.path === path);
    if (before === undefined) return library.writeServers((writer) => writer.putServerImage(serverId, { path, ...facts }));
    if (before.sha256 === facts.sha256) return;
    const reason = `its SHA-256 is ${facts.sha256}, and was ${before.sha256} when it was read before`;
    throw new StreetdateError('image-altered', `${image.shown}: ${reason}`, { path: image.shown });
  };
}
