import { inFlight } from '@streetdate/core/internal';
import type { Library, StoredServer, StoredServerFile } from '@streetdate/engine';
import { digestFile } from './digest-file.ts';
import type { AddServerOptions } from './server-options.ts';
import { storeDigests } from './store-digests.ts';

/** Files of a page that is read of the catalogue. */
const PAGE = 1000;

/** Reads every file that has no digest yet, and stores what it holds. */
export function digestFiles(library: Library, { id, path: root }: StoredServer, options: AddServerOptions): Promise<void> {
  const { concurrency = 4, signal } = options;
  const digest = (file: StoredServerFile, stop: AbortSignal) => digestFile(root, file, stop);
  return storeDigests(library, id, inFlight(unreadFiles(library, id), { most: concurrency, signal }, digest), options);
}

/** Files without a digest, page by page. Films in archives are read elsewhere. */
async function* unreadFiles({ catalogue }: Library, serverId: string): AsyncGenerator<StoredServerFile> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: StoredServerFile[] = await catalogue.serverFiles(serverId, 'unread', { after, most: PAGE });
    for (const file of page) if (file.packedIn === undefined) yield file;
    after = page.at(-1)?.path;
  }
}
