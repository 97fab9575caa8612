import { readFile, stat } from 'node:fs/promises';
import { checkObject, checkPath } from '@streetdate/core/internal';
import type { Library, StoredReference } from '@streetdate/engine';
import { readFault } from '../files.ts';
import { type ContentCredentials, readContentCredentials, readManifestStore } from './content-credentials.ts';
import { findManifestStore } from './find-store.ts';

/** Larger files are not held in memory, so the hash of their bytes is not compared. */
const MOST_BYTES = 2 ** 31 - 1;
/** A certificate that ran out says nothing of the bytes. */
const OUTDATED = 'signingCredential.expired';

/** What became of the manifest of a file that was enrolled. */
export interface MasterManifest {
  /** The file that holds it: the master, or a `.c2pa` file beside it. */
  readonly path: string;
  /** What it claims. */
  readonly credentials: ContentCredentials;
  /** Whether the library keeps it. It does not keep one that does not fit the file. */
  readonly isKept: boolean;
  /** Whether the hash of the file's bytes was compared. It is not for files of 2 GiB and more. */
  readonly isCompared: boolean;
}

/**
 * Reads the C2PA manifest of an enrolled file, in it or beside it, and keeps it in the library. Copies of the file that lost it can be told then
 * whose it was: see {@link recoverManifest}.
 * @returns undefined where the file has none.
 * @throws StreetdateError `file-unreadable`, `file-not-found`, `file-unwritable`.
 */
export async function keepManifest(
  library: Library,
  reference: Pick<StoredReference, 'id'>,
  path: string,
): Promise<MasterManifest | undefined> {
  checkObject('library', library);
  checkObject('reference', reference);
  const { id } = reference;
  checkPath('path', path);
  const found = await findManifestStore(path);
  if (found === undefined) return undefined;
  const isCompared = (await stat(path)).size <= MOST_BYTES;
  const credentials = isCompared ? await readBoth(path, found.store) : await readManifestStore(found.store);
  const isKept = credentials.isBound && credentials.faults.every((code) => code === OUTDATED);
  if (isKept) await library.keepManifest(id, found.store);
  return { path: found.path, credentials, isKept, isCompared };
}

async function readBoth(path: string, store: Uint8Array): Promise<ContentCredentials> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw readFault(path, cause);
  });
  return (await readContentCredentials(bytes, { store }))!;
}

/** The manifest of a reference, for a copy that matches it: what was claimed of the master. The hard binding is to the master's bytes. */
export async function recoverManifest(
  library: Library,
  reference: Pick<StoredReference, 'manifestSha256'>,
): Promise<ContentCredentials | undefined> {
  checkObject('library', library);
  const { blobs } = library;
  checkObject('reference', reference);
  const { manifestSha256 } = reference;
  return manifestSha256 === undefined ? undefined : readManifestStore(await blobs.get('manifest', manifestSha256));
}
