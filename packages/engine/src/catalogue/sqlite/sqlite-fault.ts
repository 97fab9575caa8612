import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import { RESULT } from './driver.ts';
import { resultCode } from './drivers.ts';

/** Longest wait of a writer for another transaction, milliseconds. Transactions here take milliseconds. */
export const BUSY_TIMEOUT_MS = 5000;

const FAULTS: Readonly<Record<number, readonly [code: StreetdateErrorCode, reason: string]>> = {
  [RESULT.BUSY]: ['bad-library', `another process has been writing to it for more than ${BUSY_TIMEOUT_MS / 1000} s; try again`],
  [RESULT.LOCKED]: ['bad-library', 'another process is writing to it; try again'],
  [RESULT.CORRUPT]: ['bad-library', 'it is damaged'],
  [RESULT.NOTADB]: ['bad-library', 'it is not a catalogue, or is damaged'],
  [RESULT.CANTOPEN]: ['bad-library', 'it cannot be opened'],
  [RESULT.READONLY]: ['file-unwritable', 'it cannot be written to'],
  [RESULT.FULL]: ['file-unwritable', 'the disk is full'],
  [RESULT.IOERR]: ['file-unwritable', 'the disk reported an error'],
};

/** Converts an SQLite error into a `StreetdateError`; undefined for a bug or an error that is not SQLite's. */
export function sqliteFault(error: unknown, path: string): StreetdateError | undefined {
  const fault = FAULTS[resultCode(error) ?? -1];
  return fault && new StreetdateError(fault[0], `${path}: ${fault[1]}`, { path, cause: error });
}
