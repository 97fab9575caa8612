import { join } from 'node:path';
import { type BlobStore, type Catalogue, type Library, openLibraryOn, type ReferenceSearch, type Stores } from '@streetdate/engine';
import type { Libraries } from './libraries.ts';

/** Settings of {@link LibraryServers}. */
export interface LibraryServersOptions {
  /** The folder of this process. The search index of each library is made there. */
  readonly home: string;
  /** Opens the rows of an organisation's library. */
  readonly openCatalogue: (organisationId: string) => Promise<Catalogue>;
  /** The bytes of an organisation's library. */
  readonly blobsOf: (organisationId: string) => BlobStore;
  /** Threads for the films of each library, and as many for its searches. @defaultValue this thread */
  readonly keptThreads?: number | undefined;
  /** Searches the references of an organisation. @defaultValue this process, in an index of its own */
  readonly search?: ((organisationId: string, stores: Pick<Stores, 'catalogue' | 'blobs'>) => ReferenceSearch) | undefined;
  /** The current time. */
  readonly now: () => Date;
}

/** Libraries whose rows and bytes lie on servers. Each organisation has places of its own there. Any number of processes open them. */
export class LibraryServers implements Libraries {
  readonly #options: LibraryServersOptions;
  readonly #open = new Map<string, Promise<Library>>();

  constructor(options: LibraryServersOptions) {
    this.#options = options;
  }

  of(organisationId: string): Promise<Library> {
    let library = this.#open.get(organisationId);
    if (library === undefined) {
      library = this.#openOf(organisationId);
      this.#open.set(organisationId, library);
      // A library that could not be opened is tried again by the next caller.
      library.catch(() => this.#open.delete(organisationId));
    }
    return library;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    for (const each of opened) if (each.status === 'fulfilled') await each.value.close();
  }

  async #openOf(organisationId: string): Promise<Library> {
    const { home, openCatalogue, blobsOf, now, keptThreads, search } = this.#options;
    const stores = { catalogue: await openCatalogue(organisationId), blobs: blobsOf(organisationId) };
    return openLibraryOn(
      { home: join(home, 'libraries', organisationId), ...stores, search: search?.(organisationId, stores) },
      { now, keptThreads },
    );
  }
}
