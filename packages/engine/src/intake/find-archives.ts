import { join } from 'node:path';
import { worldsFault } from '../worlds-fault.ts';
import { contentOf } from './content.ts';
import { findVolumes } from './find-volumes.ts';
import type { ArchiveFiles } from './opened.ts';
import { readHead } from './read-head.ts';
import { findSelfExtracting } from './self-extracting.ts';

/** A file that is called an archive or an image, and that cannot be opened as one. */
export interface UnopenedFile {
  readonly path: string;
  /** Why, in words. */
  readonly reason: string;
  /** Whether it could not be read at all. @defaultValue false: its bytes tell that it is none */
  readonly isUnreadable?: boolean;
}

/** Names of images of disks and discs, and of their first pieces. */
const IMAGE_NAME = /\.(?:e01|dd|raw|img|iso|001)$/iu;

/**
 * Finds the archives and images among files of one folder: those in volumes, then single ones. Names propose and contents decide. A file that is named
 * like an image and whose bytes tell nothing is yielded with the reason: it may be encrypted.
 * @param folder - Their folder.
 * @param names - File names, with those of all volumes.
 */
export async function* findArchives(
  folder: string,
  names: readonly string[],
): AsyncGenerator<ArchiveFiles | UnopenedFile, void, undefined> {
  const claimed = new Set<string>();
  for (const archive of await findVolumes(folder, names)) {
    for (const volume of archive.volumes) if (volume !== undefined) claimed.add(volume);
    yield { ...archive, volumes: archive.volumes.map((name) => (name === undefined ? undefined : join(folder, name))) };
  }
  for (const name of names) {
    if (claimed.has(name)) continue;
    const path = join(folder, name);
    try {
      const content = await contentOf(await readHead(path));
      const format =
        content.kind === 'archive'
          ? content.format
          : content.kind === 'other' && content.isProgram
            ? await findSelfExtracting(path)
            : undefined;
      if (format !== undefined) yield { volumes: [path], format };
      else if (content.kind === 'unknown' && IMAGE_NAME.test(name))
        yield { path, reason: 'it is named like an image, and its bytes tell of no file system: it may be encrypted' };
    } catch (error) {
      const { message } = worldsFault(error);
      yield { path, reason: message, isUnreadable: true };
    }
  }
}
