import { access, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault, writeFault } from '../files/file-state.ts';
import { writeWhole } from '../files/write-whole.ts';
import { BLOB_KINDS, blobOfFile, fileOfBlob, folderOfKind } from './blob-places.ts';
import type { BlobEntry, BlobKind, Leftover, MaintainedBlobStore } from './blob-store.ts';
import { sha256Of } from './sha256.ts';

/** Keeps blobs as files, in one folder for each kind. */
export class FolderStore implements MaintainedBlobStore {
  readonly place: string;

  /** @param folder - The library's folder. Folders below it are created on demand. */
  constructor(folder: string) {
    this.place = folder;
  }

  async put(kind: BlobKind, bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    // A damaged file is rewritten: reading the same media again repairs the library.
    if ((await this.#isIntact(kind, sha256)) && (await this.#touch(kind, sha256))) return sha256;
    const folder = join(this.place, folderOfKind(kind));
    await makeFolder(folder).catch((cause: unknown) => {
      throw writeFault(cause, folder);
    });
    await writeWhole(this.#path(kind, sha256), bytes);
    return sha256;
  }

  async get(kind: BlobKind, sha256: string): Promise<Uint8Array> {
    const path = this.#path(kind, sha256);
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw fileFault(cause, path);
    });
    if (sha256Of(bytes) !== sha256) throw new StreetdateError('bad-library', `${path}: it is damaged: its SHA-256 differs`, { path });
    return bytes;
  }

  has(kind: BlobKind, sha256: string): Promise<boolean> {
    return access(this.#path(kind, sha256)).then(
      () => true,
      () => false,
    );
  }

  async *list(kind: BlobKind): AsyncGenerator<string> {
    for (const name of await this.#names(folderOfKind(kind))) {
      const sha256 = blobOfFile(kind, name);
      if (sha256 !== undefined) yield sha256;
    }
  }

  async *entries(kind: BlobKind): AsyncGenerator<BlobEntry> {
    for await (const sha256 of this.list(kind)) {
      const facts = await stat(this.#path(kind, sha256)).catch(() => undefined);
      if (facts) yield { sha256, bytes: facts.size, storedMs: facts.mtimeMs };
    }
  }

  async remove(kind: BlobKind, sha256: string): Promise<void> {
    const path = this.#path(kind, sha256);
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw writeFault(cause, path);
    });
  }

  async removeOld(kind: BlobKind, sha256: string, beforeMs: number): Promise<boolean> {
    const path = this.#path(kind, sha256);
    const aside = join(this.place, folderOfKind(kind), `.${sha256}.tmp`);
    try {
      const before = await stat(path).catch(() => undefined);
      if (before === undefined || before.mtimeMs >= beforeMs) return false;
      // Under another name first: whoever puts these bytes now either has changed its time before, or no longer finds it.
      await rename(path, aside);
      if ((await stat(aside)).mtimeMs < beforeMs) {
        await rm(aside, { force: true });
        return true;
      }
      await rename(aside, path);
      return false;
    } catch (cause) {
      throw writeFault(cause, path);
    }
  }

  async *leftovers(beforeMs: number): AsyncGenerator<Leftover> {
    for (const folder of ['', ...BLOB_KINDS.map(folderOfKind)]) {
      for (const name of await this.#names(folder)) {
        if (!LEFTOVER.test(name)) continue;
        const path = join(this.place, folder, name);
        const facts = await stat(path).catch(() => undefined);
        if (facts === undefined || facts.mtimeMs >= beforeMs) continue;
        const remove = () =>
          rm(path, { recursive: true, force: true }).catch((cause: unknown) => {
            throw writeFault(cause, path);
          });
        yield { name: path, bytes: facts.isFile() ? facts.size : 0, remove };
      }
    }
  }

  #path(kind: BlobKind, sha256: string): string {
    return join(this.place, folderOfKind(kind), fileOfBlob(kind, sha256));
  }

  #names(folder: string): Promise<string[]> {
    return readdir(join(this.place, folder)).catch(() => []);
  }

  #isIntact(kind: BlobKind, sha256: string): Promise<boolean> {
    return this.get(kind, sha256).then(
      () => true,
      () => false,
    );
  }

  /** Gives a blob the time of now. @returns false where it has just been removed */
  #touch(kind: BlobKind, sha256: string): Promise<boolean> {
    const now = new Date();
    return utimes(this.#path(kind, sha256), now, now).then(
      () => true,
      // A disk that cannot be written to keeps the blob as well.
      () => this.has(kind, sha256),
    );
  }
}

/** Files that are being written or removed, and the folder of a sweep. */
const LEFTOVER = /^(?:\..+\.tmp|sweep-\w{6})$/;
