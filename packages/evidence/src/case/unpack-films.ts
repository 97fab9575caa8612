import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Library, StoredServer } from '@streetdate/engine';
import { Spool, unpack } from '@streetdate/engine/internal';
import { shownPath } from '@streetdate/release';
import { findPacked, type PackedFiles } from './find-packed.ts';
import { recordImages } from './image-facts.ts';
import { serverPath } from './packed-path.ts';
import type { AddServerOptions } from './server-options.ts';
import { takeFilm } from './take-film.ts';

/** Raised when more is found in archives and images than before, so that all of them are read once more. */
const READING = 'reading 1';

/**
 * Looks into the archives and images among the files of a folder, also inside each other. A film in one is a file of its own. Films are read as they
 * come; only what is packed inside something else lies in the temporary folder meanwhile. What could not be read is stored with its reason, and the rest goes on.
 */
export async function unpackFilms(library: Library, server: StoredServer, options: AddServerOptions): Promise<void> {
  const { spoolBytes, onProgress, signal } = options;
  const spool = new Spool(spoolBytes);
  let done = 0;
  try {
    for await (const packed of findPacked(library, server, signal)) {
      await lookInto(library, server, packed, spool, options, () => onProgress?.({ step: 'unpack', done: ++done }));
    }
  } finally {
    await spool.close();
  }
}

async function lookInto(
  library: Library,
  { id, path: root }: StoredServer,
  { path: place, found, volumes }: PackedFiles,
  spool: Spool,
  options: AddServerOptions,
  onFilm: () => void,
): Promise<void> {
  const { pictures = false, onNote, signal } = options;
  const { catalogue } = library;
  const name = (path: string, reason: string) => library.writeServers((writer) => writer.putServerProblems(id, [{ path, reason }]));
  const packedIn = createHash('sha256')
    .update(volumes.map(({ path, digest }) => `${path}\0${digest}`).join('\n'))
    .digest('hex');
  // An image is exported and compared with what it states only once.
  const state = `${READING}${pictures ? ' with pictures' : ''} ${packedIn}`;
  if ((await catalogue.packedState(id, place)) === state) return;
  await library.writeServers((writer) => writer.removeServerProblems(id, place));
  const removeEarlier = async (except: readonly string[]) => {
    const removed = await library.writeServers((writer) => writer.removePackedFiles(id, place, packedIn, except));
    if (removed > 0)
      onNote?.(`${shownPath(place)} has other bytes than when it was read before: ${removed} of its earlier films are listed no more`);
  };
  if (found === undefined || 'reason' in found) {
    if (found !== undefined) await name(place, reasonOf(found.reason, root, place));
    if (found?.isUnreadable !== true) await removeEarlier([]);
    return;
  }
  // The film is at least as old as its last volume: archives keep no other time here.
  const times = volumes.flatMap(({ modifiedMs }) => modifiedMs ?? []);
  const modifiedMs = times.length > 0 ? Math.max(...times) : undefined;
  const isCurrent = async ({ path }: { readonly path: string }) => {
    const known = await catalogue.serverFile(id, serverPath(root, path));
    return known?.digest !== undefined && known.packedIn === packedIn;
  };
  const onImage = recordImages(library, id, (shown) => serverPath(root, shown));
  let isWhole = true;
  // Of an image that is not the one that was there before nothing is read, so that what is listed is of the earlier one. Its problem says so.
  const refused: string[] = [];
  for await (const input of unpack(found, { spool, asStreams: true, isCurrent, onImage, signal })) {
    const path = serverPath(root, input.kind === 'media' ? input.file.path : input.path);
    if (input.kind === 'failed') {
      isWhole = false;
      if (input.error.code === 'image-altered') refused.push(path);
      await name(path, reasonOf(input.error.message, root, path));
    }
    if (input.kind !== 'media') continue;
    const film = { path, packedIn, modifiedMs, reasonOf: (message: string) => reasonOf(message, root, place) };
    const taken = await takeFilm(library, id, input, film, options);
    if (taken !== 'left out') onFilm();
    if (taken === 'unreadable') isWhole = false;
  }
  await removeEarlier(refused);
  if (isWhole) await library.writeServers((writer) => writer.putPackedState(id, place, state));
}

/** A reason without the path that it is stored beside, and without the folder that the server lies in. */
function reasonOf(message: string, root: string, path: string): string {
  const shown = shownPath(join(root, path.split('//')[0]!));
  const [start, ...inside] = [shown, ...path.split('//').slice(1)];
  const own = `${[start, ...inside].join('//')}: `;
  const reason = message.startsWith(own) ? message.slice(own.length) : message;
  return reason.replaceAll(`${shownPath(root)}/`, '').replaceAll(`${root}/`, '');
}
