import type { BlobKind, BlobStore } from '@streetdate/engine';
import type { Libraries } from './libraries.ts';

/** The bytes of an organisation's library, which is open only while they are read or written. */
export class LeasedBlobs implements BlobStore {
  readonly #libraries: Libraries;
  readonly #organisationId: string;

  constructor(libraries: Libraries, organisationId: string) {
    this.#libraries = libraries;
    this.#organisationId = organisationId;
  }

  put(kind: BlobKind, bytes: Uint8Array): Promise<string> {
    return this.#with((blobs) => blobs.put(kind, bytes));
  }

  get(kind: BlobKind, sha256: string): Promise<Uint8Array> {
    return this.#with((blobs) => blobs.get(kind, sha256));
  }

  has(kind: BlobKind, sha256: string): Promise<boolean> {
    return this.#with((blobs) => blobs.has(kind, sha256));
  }

  async *list(kind: BlobKind): AsyncGenerator<string> {
    const names = await this.#with(async (blobs) => {
      const all: string[] = [];
      for await (const name of blobs.list(kind)) all.push(name);
      return all;
    });
    yield* names;
  }

  remove(kind: BlobKind, sha256: string): Promise<void> {
    return this.#with((blobs) => blobs.remove(kind, sha256));
  }

  #with<T>(work: (blobs: BlobStore) => Promise<T>): Promise<T> {
    return this.#libraries.use(this.#organisationId, ({ blobs }) => work(blobs));
  }
}
