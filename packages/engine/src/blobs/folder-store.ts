import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault, writeFault } from '../files/file-state.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { BlobKind, BlobStore } from './blob-store.ts';
import { sha256Of } from './sha256.ts';

/** Folder and extension of each kind of blob. They are part of the library's format. */
const PLACES: Readonly<Record<BlobKind, { readonly folder: string; readonly extension: string }>> = {
  fingerprint: { folder: 'fingerprints', extension: '.sdfp' },
  segment: { folder: 'segments', extension: '.sdsg' },
  manifest: { folder: 'manifests', extension: '.c2pa' },
  picture: { folder: 'pictures', extension: '.webp' },
};

/** Keeps blobs as files, in one folder for each kind. */
export class FolderStore implements BlobStore {
  readonly #folder: string;

  /** @param folder - The library's folder. Folders below it are created on demand. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(kind: BlobKind, bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    // A damaged file is rewritten: reading the same media again repairs the library.
    if (!(await this.#isIntact(kind, sha256))) {
      const folder = join(this.#folder, PLACES[kind].folder);
      await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
        throw writeFault(cause, folder);
      });
      await writeWhole(this.#path(kind, sha256), bytes);
    }
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
    const { folder, extension } = PLACES[kind];
    const names = await readdir(join(this.#folder, folder)).catch(() => []);
    for (const name of names) {
      const sha256 = name.slice(0, -extension.length);
      if (name.endsWith(extension) && SHA256.test(sha256)) yield sha256;
    }
  }

  async remove(kind: BlobKind, sha256: string): Promise<void> {
    const path = this.#path(kind, sha256);
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw writeFault(cause, path);
    });
  }

  #path(kind: BlobKind, sha256: string): string {
    // A name from a row or another computer must not lead out of the folder.
    if (!SHA256.test(sha256)) throw new RangeError(`sha256 must be 64 hexadecimal digits, got ${JSON.stringify(sha256)}`);
    const { folder, extension } = PLACES[kind];
    return join(this.#folder, folder, `${sha256}${extension}`);
  }

  #isIntact(kind: BlobKind, sha256: string): Promise<boolean> {
    return this.get(kind, sha256).then(
      () => true,
      () => false,
    );
  }
}

const SHA256 = /^[0-9a-f]{64}$/;
