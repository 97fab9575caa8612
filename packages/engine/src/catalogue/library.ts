import { access, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { writeFault } from '../files/file-state.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrations.ts';
import { sqliteFault } from './sqlite/sqlite-fault.ts';

/** A library that is open: one folder with the catalogue and the fingerprints. */
export interface Library {
  /** Real path of the folder. */
  readonly home: string;
  /** The catalogue. */
  readonly database: Database;
  /** Where the fingerprint files are. */
  readonly fingerprintFolder: string;
}

/** Options for {@link withLibrary}. */
export interface LibraryOptions {
  /** Make the library where there is none. @defaultValue false */
  readonly create?: boolean;
}

/** Whether there is a library in the folder. */
export async function isLibrary(home: string): Promise<boolean> {
  return access(join(home, 'catalogue.sqlite')).then(
    () => true,
    () => false,
  );
}

/**
 * Opens the library, does the work and closes it again, whatever happens.
 * @throws StreetdateError `bad-library` when there is none, it is damaged, locked or of a newer version; `file-unwritable`.
 */
export async function withLibrary<T>(home: string, { create = false }: LibraryOptions, work: (library: Library) => Promise<T>): Promise<T> {
  if (!create && !(await isLibrary(home))) {
    const message = `${home}: there is no library; \`streetdate init\` or \`streetdate enroll\` makes one, and --home names another`;
    throw new StreetdateError('bad-library', message, { path: home });
  }
  const fingerprintFolder = join(home, 'fingerprints');
  try {
    await mkdir(fingerprintFolder, { recursive: true });
  } catch (cause) {
    throw writeFault(cause, home);
  }
  const catalogue = join(home, 'catalogue.sqlite');
  const database = openDatabase(catalogue);
  try {
    await migrate(database, catalogue);
    return await work({ home: await realpath(home), database, fingerprintFolder });
  } catch (error) {
    throw sqliteFault(error, catalogue) ?? error;
  } finally {
    await database.destroy();
  }
}
