import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library, ServerProblem, StoredServer, StoredServerFile } from '@streetdate/engine';
import { imageAt } from '@streetdate/engine/internal';
import type { AddServerOptions } from './server-options.ts';

/** Files of a page that is read of the catalogue. */
const PAGE = 10_000;
/** First files of images: E01, raw, in pieces, of discs, and those that are not opened. */
const IMAGE_NAMES = /\.(?:e01|dd|raw|img|001|iso|aff4?|ex01|l01)$/iu;

/** Names the images of disks among the files of a folder as places that were not read: each is a server of its own, which a person adds. */
export async function nameImages(
  library: Library,
  { id, path: root }: StoredServer,
  { signal }: Pick<AddServerOptions, 'signal'>,
): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    signal?.throwIfAborted();
    const page: StoredServerFile[] = await library.catalogue.serverFiles(id, 'all', { after, most: PAGE });
    after = page.at(-1)?.path;
    const problems: ServerProblem[] = [];
    for (const { path, digest, packedIn } of page) {
      if (digest === undefined || packedIn !== undefined || !IMAGE_NAMES.test(path)) continue;
      const reason = await reasonOf(join(root, path));
      if (reason !== undefined) problems.push({ path, reason });
    }
    await library.writeServers((writer) => writer.putServerProblems(id, problems));
  }
}

/** Why what is in an image was not read; undefined for another file. */
async function reasonOf(file: string): Promise<string | undefined> {
  try {
    const image = await imageAt(file);
    if (image === undefined) return undefined;
    const what = image.format === 'iso' ? 'an image of a disc' : 'an image of a disk';
    return `it is ${what}, whose files were not looked at; add the image ${file} as a server of its own`;
  } catch (cause) {
    if (!(cause instanceof StreetdateError)) throw cause;
    // Another fault of the file was named when its bytes were read.
    return cause.code === 'archive-unsupported' ? cause.message.slice(file.length + 2) : undefined;
  }
}
