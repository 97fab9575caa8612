import { join } from 'node:path';
import { type Library, openLibrary, type ReferenceSearch, type Stores } from '@streetdate/engine';

/** Opens the library of an organisation. Each has its own, so that no search and no row can reach another's. */
export interface Libraries {
  /**
   * The library of an organisation; it is opened once and stays open.
   * @throws StreetdateError as `openLibrary`.
   */
  of(organisationId: string): Promise<Library>;
  /** Closes all of them. */
  close(): Promise<void>;
}

/** Settings of {@link LibraryFolders}. */
export interface LibraryFoldersOptions {
  /** The library that the command works with belongs to this organisation. */
  readonly firstOrganisationId: string;
  /** Its folder. Those of other organisations lie in `organisations/` below it. */
  readonly home: string;
  /** The current time. */
  readonly now: () => Date;
  /** Threads that each library keeps. @defaultValue none */
  readonly keptThreads?: number | undefined;
  /** Searches the references of an organisation. @defaultValue this process */
  readonly search?: ((organisationId: string, stores: Pick<Stores, 'catalogue' | 'blobs'>) => ReferenceSearch) | undefined;
}

/** Libraries in folders. The first organisation has the one that the command works with, so that a service finds what was enrolled before. */
export class LibraryFolders implements Libraries {
  readonly #options: LibraryFoldersOptions;
  readonly #open = new Map<string, Promise<Library>>();

  constructor(options: LibraryFoldersOptions) {
    this.#options = options;
  }

  of(organisationId: string): Promise<Library> {
    const { firstOrganisationId, home, now, keptThreads, search } = this.#options;
    let library = this.#open.get(organisationId);
    if (library === undefined) {
      const folder = organisationId === firstOrganisationId ? home : join(home, 'organisations', organisationId);
      library = openLibrary(folder, { now, keptThreads, search: search && ((stores) => search(organisationId, stores)) });
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
}
