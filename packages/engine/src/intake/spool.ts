import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StreetdateError } from '@streetdate/core';
import { writeFault } from '../files/file-state.ts';

/** Most bytes of members that are unpacked at one time, 32 GiB, where the disk has room. */
export const SPOOL_BYTES = 32 * 1024 ** 3;
/** Share of the free space of its disk that a spool takes at most. */
const MOST_OF_DISK = 0.8;

/** A file in a spool. */
export interface SpooledFile {
  /** Where it lies. */
  readonly path: string;
  readonly fileBytes: number;
  /** Why only its beginning is there. @defaultValue it is whole */
  readonly fault?: unknown;
  /** Removes it. */
  release(): Promise<void>;
}

/**
 * A bounded temporary folder for what has to lie on a disk to be read: films whose index stands at their end, archives in archives. Names
 * in archives never choose a path. The folder is made on first use, and only its owner can read it.
 */
export class Spool {
  readonly #mostBytes: number;
  readonly #parent: string;
  #folder: Promise<{ readonly path: string; readonly mostBytes: number }> | undefined;
  #usedBytes = 0;
  #imageBytes = 0;
  #files = 0;

  /** @param mostBytes - Most bytes in it at one time. @param parent - Where its folder is made. */
  constructor(mostBytes: number = SPOOL_BYTES, parent: string = tmpdir()) {
    this.#mostBytes = mostBytes;
    this.#parent = parent;
  }

  /** Bytes of members that lie in it, without images that are read meanwhile. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Whether a file of that size fits now. @param fileBytes - undefined if unknown. */
  async fits(fileBytes: number | undefined): Promise<boolean> {
    return this.#usedBytes + this.#imageBytes + (fileBytes ?? 0) <= (await this.#open()).mostBytes;
  }

  /**
   * Writes chunks to a file. If reading them fails after some bytes, the beginning is kept, with the fault.
   * @param name - Its name in the archive: only a plain extension is taken over.
   * @param shown - Its name in messages.
   * @throws StreetdateError `archive-unsupported` if it does not fit, `file-unwritable`; what the chunks throw before the first byte.
   */
  async keep(chunks: AsyncIterable<Uint8Array>, name: string, shown: string, signal?: AbortSignal): Promise<SpooledFile> {
    const { path: folder, mostBytes } = await this.#open();
    const extension = /^\.[a-z0-9]{1,5}$/iu.exec(extname(name))?.[0] ?? '';
    const path = join(folder, `${this.#files++}${extension.toLowerCase()}`);
    let fileBytes = 0;
    let fault: unknown;
    const counted = async function* (this: Spool) {
      const iterator = chunks[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await iterator.next().catch((error: unknown) => {
            // A bomb's beginning tells nothing.
            const isBomb = error instanceof StreetdateError && error.code === 'archive-bomb';
            if (fileBytes === 0 || isBomb || signal?.aborted) throw error;
            fault = error;
          });
          if (next === undefined || next.done === true) return;
          if (this.#usedBytes + this.#imageBytes + next.value.length > mostBytes) {
            const reason = `it does not fit into the temporary space of ${Math.floor(mostBytes)} bytes`;
            throw new StreetdateError('archive-unsupported', `${shown}: ${reason}`, { path: shown });
          }
          fileBytes += next.value.length;
          this.#usedBytes += next.value.length;
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    }.bind(this);
    const release = async () => {
      await rm(path, { force: true });
      this.#usedBytes -= fileBytes;
      fileBytes = 0;
    };
    try {
      await pipeline(Readable.from(counted(), { objectMode: false }), createWriteStream(path, { mode: 0o600 }), { signal });
    } catch (cause) {
      await release();
      signal?.throwIfAborted();
      throw writeFault(cause, folder);
    }
    return { path, fileBytes, ...(fault !== undefined && { fault }), release };
  }

  /**
   * Gives a program a place for an image of a known size.
   * @param shown - The image's name in messages.
   * @param write - Writes the file without its extension `.raw`, and nothing else that is not removed with it.
   * @throws StreetdateError `archive-unsupported` if it does not fit; what `write` throws.
   */
  async keepImage(shown: string, fileBytes: number, write: (target: string) => Promise<void>): Promise<SpooledFile> {
    const { path: folder, mostBytes } = await this.#open();
    if (!(await this.fits(fileBytes))) {
      const reason = `its disk of ${fileBytes} bytes does not fit into the temporary space of ${Math.floor(mostBytes)} bytes`;
      throw new StreetdateError('archive-unsupported', `${shown}: ${reason}`, { path: shown });
    }
    const target = join(folder, `image-${this.#files++}`);
    this.#imageBytes += fileBytes;
    const release = async () => {
      for (const extension of ['.raw', '.raw.info']) await rm(`${target}${extension}`, { force: true });
      this.#imageBytes -= fileBytes;
    };
    try {
      await write(target);
      return { path: `${target}.raw`, fileBytes, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Removes the folder and everything in it. */
  async close(): Promise<void> {
    const folder = await this.#folder?.catch(() => undefined);
    this.#folder = undefined;
    if (folder) await rm(folder.path, { recursive: true, force: true });
  }

  #open(): Promise<{ readonly path: string; readonly mostBytes: number }> {
    this.#folder ??= (async () => {
      try {
        const path = await mkdtemp(join(this.#parent, 'streetdate-'));
        const { bavail, bsize } = await statfs(path);
        return { path, mostBytes: Math.min(this.#mostBytes, MOST_OF_DISK * bavail * bsize) };
      } catch (cause) {
        throw writeFault(cause, this.#parent);
      }
    })();
    return this.#folder;
  }
}
