import { basename } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { type FoundFormat, shownPath } from '@streetdate/release';
import type { FileState } from '../files/file-state.ts';

/** An archive to open: a file, or the volumes of one. */
export interface ArchiveFiles {
  /** Its volumes in order, as found; undefined for a missing one. */
  readonly volumes: readonly (string | undefined)[];
  /** What it is. `pieces` are one plain file that was cut. */
  readonly format: FoundFormat | 'pieces';
}

/** An archive with the name that its members get. */
export interface Opened extends ArchiveFiles {
  /** Path for people: `pack.zip`, `pack.zip//inner.tar`. */
  readonly shown: string;
  /** Path that identifies it, and its state. */
  readonly realPath: string;
  readonly stamp: string;
  readonly depth: number;
  /** When it was last written, where it lies on the image of a disk. */
  readonly modifiedMs?: number | undefined;
  /** Names of its volumes, where these lie in the spool under others. */
  readonly names?: readonly (string | undefined)[];
  /** Names of volumes that could not be unpacked. */
  readonly unread?: readonly string[];
}

/** The error without the names that volumes have in the spool, which tell nobody anything. */
export function renamed(error: StreetdateError, { volumes, names, shown }: Opened): StreetdateError {
  const own = new Map<string, string>();
  const first = volumes.findIndex((volume) => volume !== undefined);
  for (const [at, volume] of volumes.entries()) {
    if (volume === undefined || volume === shown) continue;
    const name = names?.[at];
    if (at === first) own.set(volume, shownPath(shown));
    if (name === undefined) continue;
    if (at !== first) own.set(volume, shownPath(basename(name)));
    own.set(basename(volume), shownPath(basename(name)));
  }
  // The whole path stands first where its last part begins too. Only whole names are replaced: 1.rar, and not that of 11.rar.
  const paths = [...own.keys()].sort((one, other) => other.length - one.length).map((path) => path.replaceAll(/[^\w/]/gu, '\\$&'));
  if (paths.length === 0) return error;
  const message = error.message.replaceAll(new RegExp(`(?<![\\w./])(?:${paths.join('|')})(?!\\w)`, 'g'), (path) => own.get(path)!);
  return message === error.message ? error : new StreetdateError(error.code, message, { path: shown, cause: error });
}

/** A volume that could not be unpacked is there, and not missing. */
export function incomplete(error: StreetdateError, { unread = [], shown }: Opened): StreetdateError {
  if (unread.length === 0 || error.code !== 'archive-damaged') return error;
  const reason = `${unread.map((name) => shownPath(basename(name))).join(', ')} could not be unpacked`;
  return new StreetdateError('archive-damaged', `${shown} is incomplete: ${reason}`, { path: shown, cause: error });
}

/** The state of a member: that of its archive. */
export function fileOf(archive: Opened, name: string, fileBytes: number | undefined): FileState {
  const file: FileState = {
    path: `${archive.shown}//${shownPath(name)}`,
    realPath: `${archive.realPath}//${shownPath(name)}`,
    stamp: `${fileBytes ?? ''}-${archive.stamp}`,
    lookAgain: async () => file,
  };
  return file;
}
