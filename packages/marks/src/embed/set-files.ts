import { readFile } from 'node:fs/promises';
import { oneLine, readFault, writeFault } from '@streetdate/core/internal';
import * as files from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';

/** Writes a file of a folder of marks whole or not at all. @throws StreetdateError `file-unwritable`. */
export async function writeAtomically(path: string, pieces: Iterable<Uint8Array | string>): Promise<void> {
  await files.writeAtomically(path, pieces).catch((cause) => {
    throw writeFault(path, cause);
  });
}

/** Makes a folder and those above it that are missing. @throws StreetdateError `file-unwritable`. */
export async function makeFolder(path: string): Promise<void> {
  await files.makeFolder(path).catch((cause) => {
    throw writeFault(path, cause);
  });
}

/**
 * Reads a JSON file; undefined where there is none.
 * @throws StreetdateError `bad-evidence` where it is no JSON; `file-unreadable`, also where a file stands in the place of its folder.
 */
export async function readJson<T>(path: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    if (cause.code === 'ENOENT') return undefined;
    throw readFault(path, cause);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new StreetdateError('bad-evidence', `${oneLine(path)}: it is no JSON`, { path, cause });
  }
}
