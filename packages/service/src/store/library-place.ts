import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { isLibrary, type MaintainedBlobStore } from '@streetdate/engine';
import { type CatalogueDatabase, FolderStore, sqliteDatabase, writeFault } from '@streetdate/engine/internal';
import { postgresDatabase } from './postgres/postgres-catalogue.ts';
import { openS3Store, S3Store } from './s3/s3-store.ts';
import { parseS3Url } from './s3/s3-url.ts';

/** Where a library is: a folder, or a database and a blob store. */
export interface LibraryAddress {
  /** The library's folder. It has what the other two do not name. */
  readonly home?: string | undefined;
  /** Its rows: `postgres://user@host/database?schema=NAME`. @defaultValue `catalogue.sqlite` in the folder */
  readonly database?: string | undefined;
  /** Its bytes: `s3://bucket/prefix?endpoint=https://host`, or a folder. @defaultValue the library's folder */
  readonly blobs?: string | undefined;
}

/** An opened place of a library. */
export interface OpenLibraryPlace {
  /** Its tables. What gets them opens and closes the connection. */
  readonly database: CatalogueDatabase;
  /** Its bytes. */
  readonly blobs: MaintainedBlobStore;
  /** Closes the connections to the blob store. */
  close(): void;
}

/**
 * Opens the place that an address names.
 * @param whether - `new` makes folders that are missing; with `known` and `read` a folder without a library is an error; with `read` it may
 * also be one that cannot be written to.
 * @throws RangeError for a wrong address, or one that names too little. StreetdateError `bad-library` if there is no library;
 * `runtime-missing` without the package for it; `file-unwritable`.
 */
export async function openLibraryPlace(
  { home, database, blobs }: LibraryAddress,
  whether: 'known' | 'new' | 'read',
): Promise<OpenLibraryPlace> {
  if (home === undefined && (database === undefined || blobs === undefined)) {
    throw new RangeError('address must name a folder, or both a database and a place for blobs');
  }
  const isS3 = blobs?.startsWith('s3:') === true;
  const s3 = isS3 ? parseS3Url(blobs!) : undefined;
  const tables = database === undefined ? undefined : await postgresDatabase({ url: database });
  if (home !== undefined && database === undefined && whether !== 'new' && !(await isLibrary(home))) {
    throw new StreetdateError('bad-library', `${home}: there is no library`, { path: home });
  }
  const folder = s3 === undefined ? (blobs ?? home!) : undefined;
  if (whether === 'new') {
    for (const each of new Set([folder, tables === undefined ? home : undefined])) {
      if (each === undefined) continue;
      await makeFolder(join(each, 'fingerprints')).catch((cause: unknown) => {
        throw writeFault(cause, each);
      });
    }
  }
  const store = s3 === undefined ? new FolderStore(await realpath(folder!).catch(() => folder!)) : openS3Store(s3);
  // At once: nothing else would ask the storage for a library without blobs.
  if (store instanceof S3Store)
    await store.check().catch((error: unknown) => {
      store.close();
      throw error;
    });
  return {
    database: tables ?? sqliteDatabase(join(home!, 'catalogue.sqlite'), whether === 'read' ? 'read' : 'write'),
    blobs: store,
    close: () => {
      if (store instanceof S3Store) store.close();
    },
  };
}
