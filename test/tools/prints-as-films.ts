import { createHash } from 'node:crypto';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Library, openLibrary } from '@streetdate/engine';
import { slug } from '@streetdate/engine/internal';

/**
 * Lets the fingerprints below a folder stand for the films that they are of, so that a test of a case decodes nothing: the catalogue has their contents
 * as films before the folder is taken as a server. Without this, a fingerprint is no copy.
 * @param library - A library, or the folder of one that nobody has open.
 * @param name - What the server will be called.
 */
export async function standForFilms(library: Library | string, root: string, name: string): Promise<void> {
  if (typeof library === 'string') {
    await using opened = await openLibrary(library);
    await standForFilms(opened, root, name);
    return;
  }
  const path = await realpath(root);
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  const digests = await Promise.all(
    found
      .filter((entry) => entry.isFile() && entry.name.endsWith('.sdfp'))
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const bytes = await readFile(file);
        const digest = createHash('sha256').update(bytes).digest('hex');
        return { path: relative(path, file), digest, bytes: bytes.length, kind: 'film' } as const;
      }),
  );
  const id = slug(name);
  await library.writeServers(async (writer) => {
    await writer.putServer({ id, name, country: 'NL', source: 'folder', path, addedAt: '2026-02-01T12:00:00.000Z' });
    await writer.putDigests(id, digests);
  });
}
