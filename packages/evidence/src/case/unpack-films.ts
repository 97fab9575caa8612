import { createHash } from 'node:crypto';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library, ServerProblem, StoredServer, StoredServerFile } from '@streetdate/engine';
import { fileFault } from '@streetdate/engine/internal';
import { type ReleaseMedia, readReleases } from '@streetdate/release';
import { digestChunks } from './digest-file.ts';
import { serverPath } from './packed-path.ts';
import type { AddServerOptions } from './server-options.ts';

/**
 * Looks into the archives of a server's releases. A film in one is a file of its own, with the SHA-256 of its own bytes, so that it equals
 * the same film without an archive. Nothing is unpacked to disk.
 */
export async function unpackFilms(
  library: Library,
  { id, path: root }: StoredServer,
  { onProgress, signal }: AddServerOptions,
): Promise<void> {
  let done = 0;
  const pathOf = (path: string) => serverPath(root, path);
  const problem = (path: string, reason: string): ServerProblem => ({ path: pathOf(path), reason });
  for await (const { path, media, problems } of readReleases(root, { leaveOut: [library.home], signal })) {
    await library.writeServers((writer) =>
      writer.putServerProblems(
        id,
        problems.map((each) => problem(each.path ?? path, each.message)),
      ),
    );
    for (const film of media) {
      signal?.throwIfAborted();
      if (film.entry === undefined) continue;
      await unpack(library, id, film, pathOf, signal);
      onProgress?.({ step: 'unpack', done: ++done });
    }
  }
}

async function unpack(
  library: Library,
  serverId: string,
  film: ReleaseMedia,
  pathOf: (path: string) => string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [path, entry] = [pathOf(film.path), film.entry!];
  const volumes: StoredServerFile[] = [];
  for (const file of film.files) {
    const volume = await library.catalogue.serverFile(serverId, pathOf(file));
    // A volume that was not listed came after the listing.
    if (volume !== undefined) volumes.push(volume);
  }
  const packedIn = createHash('sha256')
    .update(volumes.map((volume) => `${volume.path}\0${volume.digest}`).join('\n'))
    .digest('hex');
  const known = await library.catalogue.serverFile(serverId, path);
  if (known?.digest !== undefined && known.packedIn === packedIn) return;
  // The film is at least as old as its last volume: packing keeps no other time here.
  const times = volumes.flatMap(({ modifiedMs }) => modifiedMs ?? []);
  const file: StoredServerFile = {
    path,
    bytes: film.fileBytes,
    ...(times.length > 0 && { modifiedMs: Math.max(...times) }),
    packedIn,
  };
  let result: Awaited<ReturnType<typeof digestChunks>>;
  try {
    result = await digestChunks(entry.open({ signal }), { path, bytes: film.fileBytes });
  } catch (cause) {
    signal?.throwIfAborted();
    const fault = fileFault(cause, film.path);
    if (!(fault instanceof StreetdateError)) throw fault;
    result = { path, reason: fault.message };
  }
  await library.writeServers(async (writer) => {
    await writer.putServerFiles(serverId, [file]);
    if ('digest' in result) await writer.putDigests(serverId, [result]);
    else await writer.putFileProblems(serverId, [result]);
  });
}
