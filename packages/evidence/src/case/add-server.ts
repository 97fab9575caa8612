import { realpath, stat } from 'node:fs/promises';
import { checkObject, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { type ContentKind, type Library, RefusedError, type StoredServer } from '@streetdate/engine';
import { fileFault, imageAt, slug } from '@streetdate/engine/internal';
import { digestFiles } from './digest-files.ts';
import type { FileSource } from './file-source.ts';
import { listFiles } from './list-files.ts';
import { folderSource } from './list-folder.ts';
import { listingSource } from './list-listing.ts';
import { type FoundImage, readImage } from './read-image.ts';
import { scanContents } from './scan-contents.ts';
import type { AddedServer, AddServerOptions } from './server-options.ts';
import { unpackFilms } from './unpack-films.ts';

/** Facts about a server to add. */
export interface NewServer {
  /** Its name; unique in the case. */
  readonly name: string;
  /** The country where it stood: ISO 3166-1 alpha-2. */
  readonly country: string;
  /** When it was seized, mirrored or listed: ISO 8601 with an offset. @defaultValue unknown */
  readonly seenAt?: string | undefined;
  /** Who has it in custody. @defaultValue unknown */
  readonly custodian?: string | undefined;
}

/**
 * Takes the files of a server into the case: lists them, reads each file once for its SHA-256, looks into archives and images, and scans
 * each distinct film once, however many servers have it. The files are only read. What is done is stored as the work goes on, so that a
 * killed call goes on where it was when it is made again.
 * @param path - A folder; a forensic image, raw or E01, or an image of a disc, which is not mounted; or a listing, as CSV or JSON Lines.
 * @throws RefusedError if another path was added under this name, or it has no letters or digits. RangeError for a country that is no code. StreetdateError `file-not-found`, `file-unreadable` for the path itself, `image-altered`, `runtime-missing` for an image; unreadable places below it are stored with their reasons.
 */
export async function addServer(library: Library, path: string, facts: NewServer, options: AddServerOptions = {}): Promise<AddedServer> {
  checkObject('library', library);
  checkPath('path', path);
  checkObject('facts', facts);
  checkObject('options', options);
  const { pictures = false, now = () => new Date(), signal } = options;
  const { server: opened, source } = await openServer(library, path, facts, now);
  await library.writeServers((writer) => writer.putServer(opened));
  const server = 'volumes' in source ? await readImage(library, opened, source, options) : opened;
  if ('list' in source) await listFiles(library, server, source, options);
  let scans: Pick<AddedServer, 'scanned' | 'unscanned'> = { scanned: 0, unscanned: [] };
  if (server.source === 'folder') {
    await digestFiles(library, server, options);
    await unpackFilms(library, server, options);
  }
  if (server.source !== 'listing') {
    const kinds: readonly ContentKind[] = pictures ? ['film', 'picture'] : ['film'];
    scans = await scanContents(library, server, kinds, options);
  }
  signal?.throwIfAborted();
  return { server, totals: await library.catalogue.serverTotals(server.id), ...scans };
}

async function openServer(
  library: Library,
  path: string,
  { name, country, seenAt, custodian }: NewServer,
  now: () => Date,
): Promise<{ readonly server: StoredServer; readonly source: FileSource | FoundImage }> {
  const id = slug(name);
  if (id === '') throw new RefusedError(`a server's name must have letters or digits, got ${JSON.stringify(name)}`);
  if (!/^[A-Z]{2}$/.test(country)) throw new RangeError(`country must be a code of ISO 3166-1 such as DE, got ${JSON.stringify(country)}`);
  if (seenAt !== undefined && Number.isNaN(Date.parse(seenAt)))
    throw new RangeError(`seenAt must be ISO 8601, got ${JSON.stringify(seenAt)}`);
  try {
    const real = await realpath(path);
    const isFolder = (await stat(real)).isDirectory();
    const image = isFolder ? undefined : await imageAt(real);
    const source = image ?? (isFolder ? folderSource : listingSource);
    const known = (await library.catalogue.servers()).find((each) => each.id === id);
    if (known && known.path !== real) throw new RefusedError(`the server ${known.name} was added from ${known.path}; give another name`);
    const server: StoredServer = {
      ...known,
      id,
      name,
      country,
      source: image === undefined ? (isFolder ? 'folder' : 'listing') : 'image',
      path: real,
      addedAt: known?.addedAt ?? now().toISOString(),
      ...(seenAt !== undefined && { seenAt }),
      ...(custodian !== undefined && { custodian }),
    };
    return { server, source };
  } catch (cause) {
    if (cause instanceof StreetdateError || cause instanceof RangeError) throw cause;
    throw fileFault(cause, path);
  }
}
