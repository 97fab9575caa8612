import { checkObject, checkString } from '@streetdate/core/internal';
import type { Library, StoredServerFile } from '@streetdate/engine';
import { toBytes, toText } from '../bytes/bytes.ts';
import type { ServerListLine } from './server-line.ts';

/** Files that are read at once. */
const PAGE_FILES = 10_000;

/** The line of a file. */
export function lineOfFile(file: StoredServerFile): ServerListLine {
  checkObject('file', file);
  const { path, bytes, modifiedMs, digest } = file;
  // A listing may hold half a surrogate pair, and canonical JSON may not.
  return { path: toText(toBytes(path)), bytes, modifiedMs: modifiedMs ?? null, digest: digest ?? null };
}

/** The list of a server's files, in order of their paths. It is read in pages, so memory stays flat. */
export async function* serverList(library: Library, serverId: string): AsyncGenerator<StoredServerFile> {
  checkObject('library', library);
  const { catalogue } = library;
  checkString('serverId', serverId);
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: StoredServerFile[] = await catalogue.serverFiles(serverId, 'all', { after, most: PAGE_FILES });
    yield* page;
    after = page.at(-1)?.path;
  }
}
