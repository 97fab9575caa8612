import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary, type ReferenceSearch, type Stores } from '@streetdate/engine';
import type { Libraries } from './libraries.ts';
import { OpenLibraries } from './open-libraries.ts';

/** Settings of {@link libraryFolders}. */
export interface LibraryFoldersOptions {
  /** The library that the command works with belongs to this organisation. */
  readonly firstOrganisationId: string;
  /** Its folder. Those of other organisations lie in `organisations/` below it. */
  readonly home: string;
  /** The current time. */
  readonly now: () => Date;
  /** How many libraries stay open. */
  readonly mostOpen: number;
  /** Threads that each library keeps. @defaultValue none */
  readonly keptThreads?: number | undefined;
  /** Searches the references of an organisation. @defaultValue this process */
  readonly search?: ((organisationId: string, stores: Pick<Stores, 'catalogue' | 'blobs'>) => ReferenceSearch) | undefined;
}

/** Libraries in folders. The first organisation has the one that the command works with, so that a service finds what was enrolled before. */
export function libraryFolders({ firstOrganisationId, home, mostOpen, now, keptThreads, search }: LibraryFoldersOptions): Libraries {
  const folderOf = (organisationId: string) => join(home, 'organisations', organisationId);
  const open = async (organisationId: string) => {
    const folder = organisationId === firstOrganisationId ? home : folderOf(organisationId);
    const library = await openLibrary(folder, { now, keptThreads, search: search && ((stores) => search(organisationId, stores)) });
    return { library, close: () => library.close() };
  };
  return new OpenLibraries(open, mostOpen, (organisationId) => rm(folderOf(organisationId), { recursive: true, force: true }));
}
