import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { readFault } from '@streetdate/core/portable';
import type { ReadBytes, RestFile } from '../reference-index/segment/segment.ts';

/**
 * An open file that is closed when nobody needs it any more: a thread that reads it by its descriptor after it was closed would read whatever file
 * was given the same number since.
 */
export class HeldFile implements RestFile {
  readonly path: string;
  readonly handle: FileHandle;
  #holders = 1;
  #closed = false;

  /** @param handle - The file, which the one who opened it holds until {@link close}. */
  constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.handle = handle;
  }

  get descriptor(): number {
    return this.handle.fd;
  }

  hold(): () => void {
    this.#holders++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      // It was read only, so that nothing is lost where closing fails.
      this.#release().catch(() => {});
    };
  }

  /** Closes the file, or leaves that to the last one who holds it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#release();
  }

  async #release(): Promise<void> {
    if (--this.#holders === 0) await this.handle.close();
  }
}

/** Reads bytes of an open file. @throws StreetdateError `file-unreadable` from the function. */
export function readerOf({ path, descriptor }: Pick<RestFile, 'path' | 'descriptor'>): ReadBytes {
  return (offset, length) => {
    const bytes = new Uint8Array(length);
    try {
      readSync(descriptor, bytes, 0, length, offset);
    } catch (cause) {
      throw readFault(path, cause);
    }
    return bytes;
  };
}
