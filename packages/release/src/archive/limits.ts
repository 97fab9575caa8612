import { StreetdateError } from '@streetdate/core';
import { shownPath } from './shown-path.ts';

/** Most files in one archive. A season with subtitles in twenty languages has some hundreds. */
export const MOST_ENTRIES = 10_000;

/** Most headers in one volume, including folders, remarks and recovery data. */
export const MOST_BLOCKS = 2 * MOST_ENTRIES;

/**
 * Highest plausible compression ratio. Films do not shrink; texts shrink tenfold. A larger ratio marks a bomb, above {@link
 * UNSUSPICIOUS_BYTES}.
 */
export const HIGHEST_RATIO = 100;

/** A file of at most this size is never a bomb, whatever its ratio: 64 MiB. */
export const UNSUSPICIOUS_BYTES = 64 * 1024 * 1024;

/** Whether a compressed file unpacks to far more than its packed size: the refusal `archive-bomb`, or undefined. */
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
 * @throws StreetdateError `archive-bomb` if all files of an archive together exceed the ratio: thousands of files below the limit, or files
 * that share the same bytes.
 * @param archiveBytes - Their packed size together.
 */
export function checkTotal(path: string, unpackedBytes: number, archiveBytes: number): void {
  if (unpackedBytes <= UNSUSPICIOUS_BYTES || unpackedBytes <= HIGHEST_RATIO * archiveBytes) return;
  const reason = `its files would unpack ${archiveBytes} bytes to ${unpackedBytes}, more than ${HIGHEST_RATIO} times as much`;
  throw new StreetdateError('archive-bomb', `${shownPath(path)}: ${reason}`, { path });
}

/** @throws StreetdateError `archive-bomb` if there are more files than {@link MOST_ENTRIES}. */
export function checkEntryCount(path: string, count: number): void {
  if (count <= MOST_ENTRIES) return;
  throw new StreetdateError('archive-bomb', `${shownPath(path)} has more than ${MOST_ENTRIES} files`, { path });
}

/**
 * Counts what an archive and the archives inside it unpack to. Sizes that archives state decide nothing here.
 */
export class UnpackLimit {
  readonly #path: string;
  readonly #archiveBytes: number;
  #unpackedBytes = 0;

  /** @param path - The outermost archive. @param archiveBytes - Its size. */
  constructor(path: string, archiveBytes: number) {
    this.#path = path;
    this.#archiveBytes = archiveBytes;
  }

  /**
   * Passes chunks on and counts them.
   * @throws StreetdateError `archive-bomb` once they are more than {@link UNSUSPICIOUS_BYTES} and {@link HIGHEST_RATIO} times the archive.
   */
  async *counting(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      this.#unpackedBytes += chunk.length;
      if (this.#unpackedBytes > UNSUSPICIOUS_BYTES && this.#unpackedBytes > HIGHEST_RATIO * this.#archiveBytes) {
        const reason = `it unpacks ${this.#archiveBytes} bytes to more than ${HIGHEST_RATIO} times as much`;
        throw new StreetdateError('archive-bomb', `${shownPath(this.#path)}: ${reason}`, { path: this.#path });
      }
      yield chunk;
    }
  }
}
