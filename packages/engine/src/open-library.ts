import { access, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  checkBoolean,
  checkFields,
  checkFunction,
  checkInteger,
  checkObject,
  checkOneOf,
  checkPath,
  checkRange,
  checkSignal,
} from '@streetdate/core/internal';
import { makeFolder } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { lockWriter } from '@streetdate/index/store';
import { FolderStore } from './blobs/folder-store.ts';
import { sqliteDatabase } from './catalogue/sql/database.ts';
import { openSqlCatalogue } from './catalogue/sql/sql-catalogue.ts';
import { writeFault } from './files/file-state.ts';
import { Library } from './library.ts';
import type { ReferenceSearch } from './reference-search.ts';
import type { Stores } from './stores.ts';

/** Options for {@link openLibrary}. */
export interface OpenLibraryOptions {
  /** `write` reserves the library for this process; `read` does not. @defaultValue `write` */
  readonly access?: 'read' | 'write' | undefined;
  /** Whether to create a missing library; where not, it is `bad-library`, and no folder is made. Only a writer can. @defaultValue true for a writer */
  readonly create?: boolean | undefined;
  /** Longest wait for another writer, seconds. @defaultValue 0 */
  readonly patience?: number | undefined;
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
  /**
   * Threads for films and as many for searches, which stay ready between scans, with the open index. A writer's rows are read and written in one
   * more. The caller's thread then stays free: for servers.
   * @defaultValue each scan starts its own if it has enough to do
   */
  readonly keptThreads?: number | undefined;
  /** Makes what searches its references. @defaultValue this process does, in an index of its own */
  readonly search?: ((stores: Pick<Stores, 'catalogue' | 'blobs'>) => ReferenceSearch) | undefined;
  /** Stops waiting for another writer; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const OPEN_CHECKS = {
  access: (name: string, value: unknown) => checkOneOf(name, value, ['read', 'write']),
  create: checkBoolean,
  patience: (name: string, value: unknown) => checkRange(name, value, 0, Number.MAX_VALUE),
  now: checkFunction,
  keptThreads: (name: string, value: unknown) => checkInteger(name, value, 1, 1024),
  search: checkFunction,
  signal: checkSignal,
};

/** Time between two attempts to take the lock, milliseconds. */
const RETRY_MS = 200;

/** Whether the folder holds a library. */
export async function isLibrary(home: string): Promise<boolean> {
  checkPath('home', home);
  return access(join(home, 'catalogue.sqlite')).then(
    () => true,
    () => false,
  );
}

/**
 * Opens the library in a folder, or creates it. Close it, or declare it with `await using`.
 * @throws StreetdateError `bad-library` if it is missing, damaged or of a newer version, or if another process writes to it: the message
 * names the process, its host and its start. `file-unwritable` if the folder cannot be created, or if a writer may only read it. TypeError
 * or RangeError if `home` is no path.
 */
export async function openLibrary(home: string, options: OpenLibraryOptions = {}): Promise<Library> {
  checkPath('home', home);
  checkFields<OpenLibraryOptions>(options, OPEN_CHECKS);
  const { access: how = 'write', create = how === 'write', now = () => new Date(), keptThreads, search } = options;
  if (!(create && how === 'write') && !(await isLibrary(home))) {
    throw new StreetdateError('bad-library', `${home}: there is no library`, { path: home });
  }
  if (how === 'write') await makeLibraryFolder(home);
  const release = how === 'write' ? await lock(home, now, options) : RELEASE_NOTHING;
  try {
    const connection = how === 'write' && keptThreads !== undefined ? 'thread' : how;
    const catalogue = await openSqlCatalogue(sqliteDatabase(join(home, 'catalogue.sqlite'), connection));
    const real = await realpath(home);
    const kept = { catalogue, blobs: new FolderStore(real) };
    const stores = { home: real, ...kept, search: search?.(kept) };
    const opened = await identityOf(home);
    const reserve = async () => {
      const releaseAgain = how === 'write' ? await lock(home, now, options) : RELEASE_NOTHING;
      if ((await identityOf(home)) === opened) return releaseAgain;
      await releaseAgain();
      throw new StreetdateError('bad-library', `${home}: another library has taken its place`, { path: home });
    };
    return new Library(stores, { now, canWrite: how === 'write', reserve, release, keptThreads });
  } catch (error) {
    await release();
    throw error;
  }
}

/** Options for {@link openLibraryOn}. */
export type OpenLibraryOnOptions = Pick<OpenLibraryOptions, 'access' | 'now' | 'keptThreads'>;

/**
 * Opens a library whose rows and bytes lie on servers, or wherever the stores keep them. Several processes may write to it at once, each
 * with a home of its own: the catalogue lets one transaction write at a time. Each process keeps an index of the references in its home,
 * and takes in what others have enrolled when a scan starts. Processes may share a home on one machine.
 * @param stores - The library closes the catalogue. Its home is made if it is missing; what is in it can be made again.
 * @throws StreetdateError `file-unwritable` if the home cannot be made; the catalogue is then closed.
 */
export async function openLibraryOn(stores: Stores, options: OpenLibraryOnOptions = {}): Promise<Library> {
  checkObject('stores', stores);
  checkPath('stores.home', stores.home);
  checkObject('stores.catalogue', stores.catalogue);
  checkObject('stores.blobs', stores.blobs);
  const { access, now: clock, keptThreads: threads } = OPEN_CHECKS;
  checkFields<OpenLibraryOnOptions>(options, { access, now: clock, keptThreads: threads });
  const { access: how = 'write', now = () => new Date(), keptThreads } = options;
  try {
    await makeFolder(stores.home);
    const home = await realpath(stores.home);
    return new Library(
      { ...stores, home },
      { now, canWrite: how === 'write', reserve: async () => RELEASE_NOTHING, release: RELEASE_NOTHING, keptThreads },
    );
  } catch (cause) {
    await stores.catalogue.close();
    throw writeFault(cause, stores.home);
  }
}

/** For a library that is not reserved. */
const RELEASE_NOTHING = async () => {};

/** Why nothing can be stored, however much room there is, by the system's error code. */
const READ_ONLY: Readonly<Record<string, string>> = {
  EROFS: 'its disk is read-only',
  EACCES: 'there is no permission to write in this folder',
  EPERM: 'this folder is protected against changes',
};

function errnoOf({ cause }: StreetdateError): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

async function makeLibraryFolder(home: string): Promise<void> {
  try {
    await makeFolder(join(home, 'fingerprints'));
  } catch (cause) {
    // Some folders of the system take none, such as /proc.
    const isRefused = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw isRefused
      ? new StreetdateError('file-unwritable', `${home}: no folder can be made there`, { path: home, cause })
      : writeFault(cause, home);
  }
}

/** Tells one catalogue from another at the same path. */
async function identityOf(home: string): Promise<string | undefined> {
  return stat(join(home, 'catalogue.sqlite'), { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => undefined,
  );
}

async function lock(home: string, now: () => Date, { patience = 0, signal }: OpenLibraryOptions): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += RETRY_MS) {
    signal?.throwIfAborted();
    try {
      return await lockWriter(home, { what: 'the library', since: now().toISOString() });
    } catch (error) {
      if (!(error instanceof StreetdateError)) throw error;
      if (error.code === 'file-unwritable') {
        const reason = READ_ONLY[errnoOf(error) ?? ''];
        if (reason !== undefined)
          throw new StreetdateError('file-unwritable', `${home}: this library can only be read: ${reason}`, { path: home, cause: error });
        // A full disk takes no lock and no rows. Scans still give results, each with the reason why it is not stored.
        return RELEASE_NOTHING;
      }
      const isHeld = error.code === 'bad-library' && basename(error.path ?? '') === 'writer.lock';
      if (!isHeld || waited >= 1000 * patience) throw error;
    }
    await setTimeout(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
