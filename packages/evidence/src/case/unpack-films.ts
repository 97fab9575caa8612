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

/**
 * Looks into the archives and images among the files of a folder, also inside each other. A film in one is a file of its own. Films are read as they
 * come; only what is packed inside something else lies in the temporary folder meanwhile. What could not be read is stored with its reason, and the rest goes on.
 */
export async function unpackFilms(library: Library, server: StoredServer, options: AddServerOptions): Promise<void> {
  const { onProgress, signal } = options;
  const spool = new Spool();
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
  const { signal } = options;
  const { catalogue } = library;
  const name = (path: string, reason: string) => library.writeServers((writer) => writer.putServerProblems(id, [{ path, reason }]));
  await library.writeServers((writer) => writer.removeServerProblems(id, place));
  if ('reason' in found) return name(place, reasonOf(found.reason, root, place));
  const packedIn = createHash('sha256')
    .update(volumes.map(({ path, digest }) => `${path}\0${digest}`).join('\n'))
    .digest('hex');
  // The film is at least as old as its last volume: archives keep no other time here.
  const times = volumes.flatMap(({ modifiedMs }) => modifiedMs ?? []);
  const modifiedMs = times.length > 0 ? Math.max(...times) : undefined;
  const isCurrent = async ({ path }: { readonly path: string }) => {
    const known = await catalogue.serverFile(id, serverPath(root, path));
    return known?.digest !== undefined && known.packedIn === packedIn;
  };
  const onImage = recordImages(library, id, (shown) => serverPath(root, shown));
  for await (const input of unpack(found, { spool, asStreams: true, isCurrent, onImage, signal })) {
    const path = serverPath(root, input.kind === 'media' ? input.file.path : input.path);
    if (input.kind === 'failed') await name(path, reasonOf(input.error.message, root, path));
    if (input.kind !== 'media') continue;
    if (await takeFilm(library, id, input, { path, packedIn, modifiedMs }, options)) onFilm();
  }
}

/** A reason without the path that it is stored beside, and without the folder that the server lies in. */
function reasonOf(message: string, root: string, path: string): string {
  const shown = shownPath(join(root, path.split('//')[0]!));
  const [start, ...inside] = [shown, ...path.split('//').slice(1)];
  const own = `${[start, ...inside].join('//')}: `;
  const reason = message.startsWith(own) ? message.slice(own.length) : message;
  return reason.replaceAll(`${shownPath(root)}/`, '').replaceAll(`${root}/`, '');
}
