import { link, open, readdir, realpath, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { makeFolder } from '@streetdate/core/internal/files';
import { fileOfContent, folderOfContent, type KeptContent, receiveFile } from './incoming.ts';

export type { KeptContent };

/** Keeps the bytes of uploads by their SHA-256, so that the same content is stored once. */
export interface UploadFiles {
  /**
   * Stores a stream. Nothing remains of one that fails.
   * @param mostBytes - Where it is cut off with a RangeError.
   * @param isOwn - Whether its sender's organisation has sent a content before. One that others have sent is stored as one that nobody has: how
   * long that takes tells nobody what they have.
   * @throws RangeError when there are more bytes; StreetdateError `file-unwritable`, `store-unavailable`.
   */
  keep(bytes: Readable, name: string, mostBytes: number, isOwn?: (sha256: string) => Promise<boolean>): Promise<KeptContent>;
  /** Whether a content is kept. */
  has(sha256: string): Promise<boolean>;
  /**
   * Gives the work a path with the content, which is valid until the work ends. The same content has the same path each time.
   * @param name - Its extension says how it is read.
   * @param owner - Whose work it is: the work of others on the same content neither helps nor waits.
   */
  withPath<T>(sha256: string, name: string, work: (path: string) => Promise<T>, owner?: string): Promise<T>;
  /** Where scans of a content have their paths: they begin with a text, or have it in them. */
  placeOf(sha256: string): Promise<{ readonly prefix: string } | { readonly part: string }>;
  /** The size up to which {@link withPath} gives a content soon enough for a request that waits, bytes. */
  readonly quickBytes: number;
  /** Removes a content, unless it was kept once more since that time, milliseconds since 1970. @returns Whether it is gone. */
  remove(sha256: string, keptBeforeMs: number): Promise<boolean>;
  /** Bytes that there is room for; undefined where nobody knows. */
  freeBytes(): Promise<number | undefined>;
}

/** Keeps uploads in a folder: `SHA-256/film.mkv`. */
export class UploadFolder implements UploadFiles {
  readonly quickBytes = Number.POSITIVE_INFINITY;
  readonly #folder: string;

  /** @param folder - It is created on demand. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removes what a killed process had begun to store. Call it only while no other process stores anything. */
  async clean(): Promise<void> {
    await rm(join(this.#folder, 'incoming'), { recursive: true, force: true });
  }

  keep(bytes: Readable, name: string, mostBytes: number): Promise<KeptContent> {
    const incoming = { folder: join(this.#folder, 'incoming'), mostBytes };
    return receiveFile(bytes, incoming, (path, { sha256 }) => this.#place(path, sha256, name));
  }

  async has(sha256: string): Promise<boolean> {
    return (await readdir(this.#of(sha256)).catch(() => [])).length > 0;
  }

  async withPath<T>(sha256: string, name: string, work: (path: string) => Promise<T>): Promise<T> {
    return work(join(this.#of(sha256), fileOfContent(name)));
  }

  async placeOf(sha256: string): Promise<{ readonly prefix: string }> {
    // The folder may be gone, or not be made yet.
    const folder = await realpath(this.#folder).catch(async () => join(await realpath(dirname(this.#folder)), basename(this.#folder)));
    return { prefix: `${join(folder, folderOfContent(sha256))}${sep}` };
  }

  async remove(sha256: string, keptBeforeMs: number): Promise<boolean> {
    const facts = await stat(this.#of(sha256)).catch(() => undefined);
    if (facts === undefined) return true;
    if (facts.mtimeMs >= keptBeforeMs) return false;
    await rm(this.#of(sha256), { recursive: true, force: true });
    return true;
  }

  async freeBytes(): Promise<number | undefined> {
    return freeBytesOf(this.#folder);
  }

  /** A second name of a kept content is a second link to the same bytes. */
  async #place(path: string, sha256: string, name: string): Promise<void> {
    const folder = this.#of(sha256);
    const place = join(folder, fileOfContent(name));
    await makeFolder(folder);
    // The time of the folder tells when it was last wanted.
    await utimes(folder, new Date(), new Date());
    const [known] = (await readdir(folder)).map((each) => join(folder, each));
    if (known === undefined) await rename(path, place);
    else if (known !== place && !(await exists(place))) await link(known, place);
    // The names are on disk too before anybody is told that the upload is kept.
    for (const each of [folder, this.#folder]) await syncFolder(each);
  }

  #of(sha256: string): string {
    return join(this.#folder, folderOfContent(sha256));
  }
}

/** Free bytes of the disk that a folder lies on. It may be missing as yet. */
export async function freeBytesOf(path: string): Promise<number | undefined> {
  for (const folder of [path, dirname(path)]) {
    const facts = await statfs(folder).catch(() => undefined);
    if (facts !== undefined) return facts.bavail * facts.bsize;
  }
  return undefined;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
