import { StreetdateError } from '@streetdate/core';
import { shownPath } from './shown-path.ts';

/** Most files in one archive: a season with subtitles in twenty languages has some hundreds. */
export const MOST_ENTRIES = 10_000;

/** Most headers of one volume, those of folders, remarks and recovery data included. */
export const MOST_BLOCKS = 2 * MOST_ENTRIES;

/** Films do not shrink; texts do by ten. Packed by more than this, and larger than {@link UNSUSPICIOUS_BYTES}, it is a bomb. */
export const HIGHEST_RATIO = 100;

/** A file of at most this size is never a bomb, however well it packs: 64 MiB. */
export const UNSUSPICIOUS_BYTES = 64 * 1024 * 1024;

/** Whether a compressed file unpacks to far more than it takes in its archive: a refusal, `archive-bomb`, or undefined. */
export function bombIn(path: string, name: string, unpackedBytes: number, packedBytes: number): StreetdateError | undefined {
  if (unpackedBytes <= UNSUSPICIOUS_BYTES || unpackedBytes <= HIGHEST_RATIO * packedBytes) return undefined;
  const reason = `${shownPath(name)} would unpack ${packedBytes} bytes to ${unpackedBytes}, more than ${HIGHEST_RATIO} times as much`;
  return new StreetdateError('archive-bomb', `${shownPath(path)}: ${reason}`, { path });
}

/** The refusal of an encrypted file. */
export function lockedIn(path: string, name: string): StreetdateError {
  return new StreetdateError('archive-encrypted', `${shownPath(path)}: ${shownPath(name)} is encrypted, and no password is tried`, {
    path,
  });
}

/**
 * @throws StreetdateError `archive-bomb` where all files of an archive do so together: thousands that are each below the limit, or that all
 * lie in the same bytes of it.
 * @param archiveBytes - What they take in it.
 */
export function checkTotal(path: string, unpackedBytes: number, archiveBytes: number): void {
  if (unpackedBytes <= UNSUSPICIOUS_BYTES || unpackedBytes <= HIGHEST_RATIO * archiveBytes) return;
  const reason = `its files would unpack ${archiveBytes} bytes to ${unpackedBytes}, more than ${HIGHEST_RATIO} times as much`;
  throw new StreetdateError('archive-bomb', `${shownPath(path)}: ${reason}`, { path });
}

/** @throws StreetdateError `archive-bomb` where there are more files than {@link MOST_ENTRIES}. */
export function checkEntryCount(path: string, count: number): void {
  if (count <= MOST_ENTRIES) return;
  throw new StreetdateError('archive-bomb', `${shownPath(path)} has more than ${MOST_ENTRIES} files`, { path });
}
