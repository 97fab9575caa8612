import { inFlight } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredServer } from '@streetdate/engine';
import { isMediaName, openImage, type ReadImage, Spool, unpack } from '@streetdate/engine/internal';
import { shownPath } from '@streetdate/release';
import { digestChunks } from './digest-file.ts';
import type { FileSource } from './file-source.ts';
import { factsOf, recordImages } from './image-facts.ts';
import { listFiles } from './list-files.ts';
import type { AddServerOptions } from './server-options.ts';
import { storeDigests } from './store-digests.ts';
import { takeFilm } from './take-film.ts';

/** An image, as `imageAt` of the engine finds it. */
export interface FoundImage {
  readonly volumes: readonly (string | undefined)[];
  readonly format: 'disk' | 'ewf' | 'iso';
}

/**
 * Takes the files of a server out of an image, without mounting it: the digests of its bytes, the list of its files with their times, the
 * SHA-256 of each, and films in archives on it.
 * @throws StreetdateError `image-altered` when the bytes are not those that the image states, or those that it had when it was added; what reading the image throws.
 */
export async function readImage(
  library: Library,
  server: StoredServer,
  { volumes, format }: FoundImage,
  options: AddServerOptions,
): Promise<StoredServer> {
  const { spoolBytes, signal } = options;
  const { path } = server;
  const spool = new Spool(spoolBytes);
  let image: ReadImage | undefined;
  try {
    image = await openImage(volumes, format, { spool, shown: path, signal });
    const facts = factsOf(format, await image.readDigests(), image.stored);
    const { image: before } = server;
    if (before !== undefined && before.sha256 !== facts.sha256) {
      const reason = `its SHA-256 is ${facts.sha256}, and was ${before.sha256} when ${server.name} was added`;
      throw new StreetdateError('image-altered', `${path}: ${reason}`, { path });
    }
    const known: StoredServer = { ...server, image: facts };
    await library.writeServers((writer) => writer.putServer(known));
    await listFiles(library, known, sourceOf(image), options);
    await digestFiles(library, known, image, options);
    await unpackFilms(library, known, image, spool, options);
    return known;
  } finally {
    await image?.close();
    await spool.close();
  }
}

/** The files of an image. What of it cannot be read is a place, behind the files before it. */
function sourceOf(image: ReadImage): FileSource {
  return {
    kind: 'image',
    async *list() {
      let count = 0;
      try {
        for await (const { name, fileBytes, modifiedMs } of image.files()) {
          count++;
          yield { path: shownPath(name), bytes: fileBytes, ...(modifiedMs !== undefined && { modifiedMs }) };
        }
      } catch (cause) {
        const isPart = count > 0 && cause instanceof StreetdateError && cause.code === 'damaged-disc';
        if (!isPart) throw cause;
        yield { path: image.shown, reason: cause.message };
      }
    },
  };
}

/** Reads every file that has no digest yet, and stores what it holds. */
function digestFiles(library: Library, { id }: StoredServer, image: ReadImage, options: AddServerOptions): Promise<void> {
  const { concurrency = 4, signal } = options;
  const unreadFiles = async function* () {
    try {
      for await (const file of image.files()) {
        const stored = await library.catalogue.serverFile(id, shownPath(file.name));
        if (stored !== undefined && stored.digest === undefined && stored.problem === undefined) yield file;
      }
    } catch (cause) {
      // The listing has named it.
      if (!(cause instanceof StreetdateError) || cause.code !== 'damaged-disc') throw cause;
    }
  };
  const digest = async ({ name, fileBytes, read }: { name: string; fileBytes: number; read: () => AsyncIterable<Uint8Array> }) => {
    const path = shownPath(name);
    try {
      return await digestChunks(read(), { path, bytes: fileBytes });
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof StreetdateError) || cause.code === 'runtime-missing') throw cause;
      return { path, reason: cause.message };
    }
  };
  return storeDigests(library, id, inFlight(unreadFiles(), { most: concurrency, signal }, digest), options);
}

/** Looks into archives and images on the image. A film in one is a file of its own, as it is below a folder. */
async function unpackFilms(
  library: Library,
  { id, image: facts }: StoredServer,
  image: ReadImage,
  spool: Spool,
  options: AddServerOptions,
): Promise<void> {
  const { onProgress, signal } = options;
  const inside = (path: string) => path.slice(image.raw[0]!.length + 2);
  const packedIn = facts!.sha256;
  let done = 0;
  const isCurrent = async ({ path }: { readonly path: string }) => {
    const place = inside(path);
    if (!place.includes('//')) return isMediaName(place);
    return (await library.catalogue.serverFile(id, place))?.digest !== undefined;
  };
  const onImage = recordImages(library, id, (shown) => (shown === image.raw[0] ? undefined : inside(shown)));
  const archive = { volumes: image.raw, format: { format: image.format, name: 'an image' } };
  for await (const input of unpack(archive, { spool, asStreams: true, isCurrent, onImage, signal })) {
    const path = inside(input.kind === 'media' ? input.file.path : input.path);
    // The files of the image itself are listed and read already.
    if (!path.includes('//')) continue;
    const reasonOf = (message: string) => message.replaceAll(image.raw[0]!, image.shown);
    if (input.kind === 'failed') {
      const reason = reasonOf(input.error.message);
      await library.writeServers((writer) => writer.putServerProblems(id, [{ path, reason }]));
    }
    if (input.kind !== 'media') continue;
    if ((await takeFilm(library, id, input, { path, packedIn, modifiedMs: undefined, reasonOf }, options)) !== 'left out')
      onProgress?.({ step: 'unpack', done: ++done });
  }
}
