import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { readFault } from '@streetdate/core/internal';
import type { ReadBytes, RestFile } from '../reference-index/segment/segment.ts';

/**
 * An open file that is closed when nobody holds it any more. Other threads read it by its descriptor. After it is closed, that number may
 * belong to another file.
 */
export class HeldFile implements RestFile {
  readonly path: string;
  readonly handle: FileHandle;
  #holders = 1;
  #closed = false;

  /** @param handle - The file. Whoever opened it holds it until {@link close}. */
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
      // The file was only read, so a failure loses nothing.
      this.#release().catch(() => {});
    };
  }

  /** Closes the file once nobody else holds it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#release();
  }

  async #release(): Promise<void> {
    if (--this.#holders === 0) await this.handle.close();
  }
}

/** Returns a function that reads bytes of an open file. @throws StreetdateError `file-unreadable` from that function. */
export function readerOf({ path, descriptor }: Pick<RestFile, 'path' | 'descriptor'>): ReadBytes {
  return (offset, length, memory) => {
    const bytes = memory !== undefined && memory.length >= length ? memory.subarray(0, length) : new Uint8Array(length);
    try {
      readSync(descriptor, bytes, 0, length, offset);
    } catch (cause) {
      throw readFault(path, cause);
    }
    return bytes;
  };
}
