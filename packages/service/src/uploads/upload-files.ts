import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeFault } from '@streetdate/engine/internal';
import { newId } from '../store/ids.ts';

/** The content of an upload, once it is complete. */
export interface KeptContent {
  /** SHA-256 of its bytes: 64 hexadecimal digits. */
  readonly sha256: string;
  /** Its size in bytes. */
  readonly bytes: number;
}

/** Keeps the bytes of uploads by their SHA-256, so that the same content is stored once. */
export interface UploadFiles {
  /**
   * Stores a stream. Nothing remains of one that fails.
   * @param mostBytes - Where it is cut off with a RangeError.
   * @throws RangeError when there are more bytes; StreetdateError `file-unwritable`.
   */
  keep(bytes: Readable, name: string, mostBytes: number): Promise<KeptContent>;
  /**
   * Gives the work a path with the content, which is valid until the work ends.
   * @param name - Its extension says how it is read.
   */
  withPath<T>(sha256: string, name: string, work: (path: string) => Promise<T>): Promise<T>;
  /** Removes a content, if it is kept. */
  remove(sha256: string): Promise<void>;
  /** Bytes that there is room for; undefined where nobody knows. */
  freeBytes(): Promise<number | undefined>;
}

/** Keeps uploads in a folder: `SHA-256/film.mkv`. */
export class UploadFolder implements UploadFiles {
  readonly #folder: string;

  /** @param folder - It is created on demand. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removes what a killed process had begun to store. Call it only while no other process stores anything. */
  async clean(): Promise<void> {
    await rm(join(this.#folder, 'incoming'), { recursive: true, force: true });
  }

  async keep(bytes: Readable, name: string, mostBytes: number): Promise<KeptContent> {
    const incoming = join(this.#folder, 'incoming');
    const path = join(incoming, newId());
    const digest = createHash('sha256');
    let size = 0;
    const count = new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length;
        digest.update(chunk);
        done(size > mostBytes ? new RangeError(`an upload must have at most ${mostBytes} bytes`) : null, chunk);
      },
    });
    try {
      await mkdir(incoming, { recursive: true });
      await pipeline(bytes, count, createWriteStream(path, { flush: true }));
      const sha256 = digest.digest('hex');
      await this.#place(path, sha256, name);
      return { sha256, bytes: size };
    } catch (cause) {
      throw isSystemError(cause) ? writeFault(cause, path) : cause;
    } finally {
      await rm(path, { force: true });
    }
  }

  async withPath<T>(sha256: string, name: string, work: (path: string) => Promise<T>): Promise<T> {
    return work(this.#path(sha256, name));
  }

  async remove(sha256: string): Promise<void> {
    await rm(join(this.#folder, sha256), { recursive: true, force: true });
  }

  async freeBytes(): Promise<number | undefined> {
    // The folder may be missing as yet.
    for (const folder of [this.#folder, dirname(this.#folder)]) {
      const facts = await statfs(folder).catch(() => undefined);
      if (facts !== undefined) return facts.bavail * facts.bsize;
    }
    return undefined;
  }

  /** A second name of a kept content is a second link to the same bytes. */
  async #place(path: string, sha256: string, name: string): Promise<void> {
    const place = this.#path(sha256, name);
    await mkdir(join(this.#folder, sha256), { recursive: true });
    const [known] = (await readdir(join(this.#folder, sha256))).map((each) => join(this.#folder, sha256, each));
    if (known === undefined) await rename(path, place);
    else if (known !== place && !(await exists(place))) await link(known, place);
    // The names are on disk too before anybody is told that the upload is kept.
    for (const folder of [join(this.#folder, sha256), this.#folder]) await syncFolder(folder);
  }

  #path(sha256: string, name: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`sha256 must be 64 hexadecimal digits, got ${JSON.stringify(sha256)}`);
    return join(this.#folder, sha256, `film${safeExtension(name)}`);
  }
}

/** The extension of a name, lower case, if it is one that a file may have here. */
function safeExtension(name: string): string {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
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

function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}
