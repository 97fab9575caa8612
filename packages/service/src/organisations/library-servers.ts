import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobStore, type Catalogue, openLibraryOn, type ReferenceSearch, type Stores } from '@streetdate/engine';
import { BLOB_KINDS } from '@streetdate/engine/internal';
import type { Libraries } from './libraries.ts';
import { OpenLibraries } from './open-libraries.ts';

/** Settings of {@link libraryServers}. */
export interface LibraryServersOptions {
  /** The folder of this process. The search index of each library is made there. */
  readonly home: string;
  /** Opens the rows of an organisation's library. */
  readonly openCatalogue: (organisationId: string) => Promise<Catalogue>;
  /** Opens the bytes of an organisation's library. */
  readonly openBlobs: (organisationId: string) => BlobStore & { close(): void };
  /** Removes the rows of an organisation's library. */
  readonly dropCatalogue: (organisationId: string) => Promise<void>;
  /** How many libraries stay open. */
  readonly mostOpen: number;
  /** Threads for the films of each library, and as many for its searches. @defaultValue this thread */
  readonly keptThreads?: number | undefined;
  /** Searches the references of an organisation. @defaultValue this process, in an index of its own */
  readonly search?: ((organisationId: string, stores: Pick<Stores, 'catalogue' | 'blobs'>) => ReferenceSearch) | undefined;
  /** The current time. */
  readonly now: () => Date;
}

/** Libraries whose rows and bytes lie on servers. Each organisation has places of its own there. Any number of processes open them. */
export function libraryServers(options: LibraryServersOptions): Libraries {
  const { home, openCatalogue, dropCatalogue, openBlobs, mostOpen, now, keptThreads, search } = options;
  const remove = async (organisationId: string) => {
    const blobs = openBlobs(organisationId);
    try {
      for (const kind of BLOB_KINDS) for await (const sha256 of blobs.list(kind)) await blobs.remove(kind, sha256);
    } finally {
      blobs.close();
    }
    await dropCatalogue(organisationId);
    await rm(join(home, 'libraries', organisationId), { recursive: true, force: true });
  };
  const open = async (organisationId: string) => {
    const blobs = openBlobs(organisationId);
    try {
      const stores = { catalogue: await openCatalogue(organisationId), blobs };
      const library = await openLibraryOn(
        { home: join(home, 'libraries', organisationId), ...stores, search: search?.(organisationId, stores) },
        { now, keptThreads },
      );
      const close = async () => {
        await library.close();
        blobs.close();
      };
      return { library, close };
    } catch (error) {
      blobs.close();
      throw error;
    }
  };
  return new OpenLibraries(open, mostOpen, remove);
}
