import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { makeFolder, sha256OfFile } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { blobOfFile, folderOfKind } from '../blobs/blob-places.ts';
import { FolderStore } from '../blobs/folder-store.ts';
import { sqliteDatabase } from '../catalogue/sql/database.ts';
import { readSqliteFile } from '../catalogue/sqlite/read-sqlite-file.ts';
import { fileFault, writeFault } from '../files/file-state.ts';
import { writeWhole } from '../files/write-whole.ts';
import { z } from '../records/schema.ts';
import { RefusedError } from '../refusal.ts';
import { type BadBlob, checkLibrary } from './check-library.ts';
import { NAMED_KINDS } from './referenced-blobs.ts';

/** Lists the files of a backup. It is written last: a folder without it is no backup. */
const MANIFEST = 'backup.json';
/** A library's tables. */
const CATALOGUE = 'catalogue.sqlite';
const VERSION = 1;

const manifestRecord = z.strictObject({
  version: z.number().int(),
  createdAt: z.string(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

/** What a backup holds. */
export interface Backup {
  /** How many files. */
  readonly files: number;
  /** Their bytes. */
  readonly bytes: number;
  /** How many of them are databases. */
  readonly databases: number;
  /** Blobs that rows name and that the library itself lacks. */
  readonly badBlobs: readonly BadBlob[];
}

/** Options for {@link backUp} and {@link restoreBackup}. */
export interface BackupOptions {
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
  /** Stops the work, which then rejects with the signal's reason and leaves no backup. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a backup of a library's folder: its databases, each as it is at one moment, and every other file that cannot be made again. The
 * library and a server on it may be in use. Every file is read back, and every blob that a row names is compared with its SHA-256.
 * @param folder - A new or empty folder outside of the library.
 * @throws RefusedError if the folder is not empty or lies in the library. StreetdateError `bad-library` if there is no library;
 * `file-unreadable`, `file-unwritable`.
 */
export async function backUp(home: string, folder: string, { now = () => new Date(), signal }: BackupOptions = {}): Promise<Backup> {
  if (!(await isThere(join(home, CATALOGUE)))) throw new StreetdateError('bad-library', `${home}: there is no library`, { path: home });
  if (`${resolve(folder)}${sep}`.startsWith(`${resolve(home)}${sep}`)) throw new RefusedError(`${folder} lies in the library itself`);
  await refuseFiles(folder);
  // Twice, because what a row of the databases names may come before them, and go after.
  await copyFiles(home, folder, signal);
  const databases = (await filesOf(home)).filter(isDatabase);
  for (const path of databases) {
    signal?.throwIfAborted();
    await snapshot(join(home, path), join(folder, path));
  }
  await copyFiles(home, folder, signal);
  const badBlobs: BadBlob[] = [];
  for (const path of databases.filter((each) => basename(each) === CATALOGUE)) {
    const own = dirname(join(folder, path));
    badBlobs.push(...(await checkLibrary(sqliteDatabase(join(folder, path)), new FolderStore(own), { signal, now })).badBlobs);
  }
  const files = [];
  for (const path of (await filesOf(folder)).sort())
    files.push({ path: path.split(sep).join('/'), ...(await digestOf(join(folder, path), signal)) });
  const manifest: z.infer<typeof manifestRecord> = { version: VERSION, createdAt: now().toISOString(), files };
  await writeWhole(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { files: files.length, bytes: sumOf(files), databases: databases.length, badBlobs };
}

/**
 * Makes a library's folder from a backup. Every file is compared with its SHA-256 first, and the folder appears whole or not at all.
 * @param home - A new or empty folder.
 * @throws RefusedError if the folder is not empty. StreetdateError `file-not-found` if there is no backup; `bad-library` if a file of it is
 * missing or damaged, or a newer program wrote it.
 */
export async function restoreBackup(folder: string, home: string, { signal }: BackupOptions = {}): Promise<Backup> {
  const { files } = await readManifest(folder);
  await refuseFiles(home);
  const part = `${resolve(home)}.restored-${randomUUID()}`;
  await makeFolder(part).catch((cause: unknown) => {
    throw writeFault(cause, part);
  });
  try {
    for (const { path, bytes, sha256 } of files) {
      const from = join(folder, path);
      await copyOne(from, join(part, path));
      const is = await digestOf(join(part, path), signal);
      if (is.sha256 !== sha256 || is.bytes !== bytes)
        throw new StreetdateError('bad-library', `${from}: it is damaged: its SHA-256 differs`, { path: from });
    }
    // Only an empty folder can be there.
    await rmdir(home).catch(() => {});
    await rename(part, home).catch((cause: unknown) => {
      throw writeFault(cause, home);
    });
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
  return { files: files.length, bytes: sumOf(files), databases: files.filter(({ path }) => isDatabase(path)).length, badBlobs: [] };
}

async function readManifest(folder: string): Promise<z.infer<typeof manifestRecord>> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileFault(cause, path);
  });
  const bad = (reason: string, cause?: unknown) => new StreetdateError('bad-library', `${path}: ${reason}`, { path, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > VERSION)
    throw bad(`it was written by a newer version of Streetdate (backup ${version}); update this one`);
  const read = manifestRecord.safeParse(value);
  if (!read.success) throw bad('it is not the list of a backup', read.error);
  const leading = read.data.files.find(({ path: name }) => !isInside(name));
  if (leading) throw bad(`it names a file outside of the library, ${JSON.stringify(leading.path)}`);
  return read.data;
}

function isInside(path: string): boolean {
  return (
    path !== '' &&
    !path.startsWith('/') &&
    !path.includes('\\') &&
    !path.split('/').some((part) => part === '' || part === '.' || part === '..')
  );
}

/** Copies a database as it is at one moment, while others may write to it. */
async function snapshot(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  await rm(to, { force: true });
  const file = readSqliteFile(from);
  try {
    file.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  } finally {
    file.close();
  }
}

async function copyFiles(home: string, folder: string, signal: AbortSignal | undefined): Promise<void> {
  for (const path of await filesOf(home)) {
    signal?.throwIfAborted();
    if (isDatabase(path)) continue;
    const [from, to] = [join(home, path), join(folder, path)];
    // A blob never changes. Other files may have grown.
    if (isBlob(path) && (await isThere(to))) continue;
    await copyOne(from, to).catch((error: unknown) => {
      // It was removed since the folder was listed.
      if (!(error instanceof StreetdateError && error.code === 'file-not-found')) throw error;
    });
  }
}

async function copyOne(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to)).catch((cause: unknown) => {
    throw writeFault(cause, to);
  });
  await copyFile(from, to, constants.COPYFILE_FICLONE).catch(async (cause: unknown) => {
    throw (await isThere(from)) ? writeFault(cause, to) : fileFault(cause, from);
  });
}

/** Files of a folder that cannot be made again, as paths below it. The index is made from the fingerprints. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, sep).length))
    .filter((path) => path !== MANIFEST && !path.split(sep).some((part) => DERIVED.test(part)));
}

const DERIVED = /^(?:index|writer\.lock|sweep-\w{6}|\..+\.tmp|.+\.sqlite-(?:wal|shm|journal))$/;

const isDatabase = (path: string) => path.endsWith('.sqlite');
const isBlob = (path: string) =>
  NAMED_KINDS.some((kind) => basename(dirname(path)) === folderOfKind(kind) && blobOfFile(kind, basename(path)) !== undefined);

async function refuseFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch((cause: unknown) => {
    const fault = fileFault(cause, folder);
    if (fault instanceof StreetdateError && fault.code === 'file-not-found') return [];
    throw fault;
  });
  if (names.length > 0) throw new RefusedError(`${folder} is not empty`);
}

async function digestOf(path: string, signal: AbortSignal | undefined): ReturnType<typeof sha256OfFile> {
  try {
    return await sha256OfFile(path, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw fileFault(cause, path);
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const sumOf = (files: readonly { readonly bytes: number }[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
