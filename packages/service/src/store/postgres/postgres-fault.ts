import { StreetdateError, type StreetdateErrorCode } from '@streetdate/core/portable';
import { NETWORK_FAULTS } from '../network-faults.ts';

type Fault = readonly [code: StreetdateErrorCode, reason: string];

/** Meanings of PostgreSQL's error codes (its manual, appendix A), or of their first two characters. */
const SERVER_FAULTS: Readonly<Record<string, Fault>> = {
  '08': ['store-unavailable', 'the connection was lost'],
  '25006': ['file-unwritable', 'it cannot be written to'],
  '25P03': ['store-unavailable', 'the server ended a transaction that did nothing for too long'],
  '28': ['store-unavailable', 'it refuses the user or the password'],
  '3D000': ['store-unavailable', 'there is no such database'],
  '40': ['bad-library', 'other writers were in the way; try again'],
  '42501': ['store-unavailable', 'the user may not do that'],
  '53': ['store-unavailable', 'the server has no room for another connection, or no memory'],
  '53100': ['file-unwritable', 'the disk is full'],
  '54': ['bad-library', 'a name or path is longer than the database can keep'],
  '55P03': ['bad-library', 'another process has been writing to it for too long; try again'],
  '57P': ['store-unavailable', 'the server stops or starts'],
  '58': ['file-unwritable', 'the disk reported an error'],
  XX001: ['bad-library', 'it is damaged'],
  XX002: ['bad-library', 'it is damaged'],
};

/** Words of `pg` for a connection that is gone; it gives such errors no code. */
const LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/**
 * The caller's error for one of PostgreSQL's; undefined for a bug or another error.
 * @param place - The address without user and password.
 */
export function postgresFault(error: unknown, place: string): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  // The world is not at fault where a caller's text cannot be stored.
  if (code === '22021') return new RangeError('text must have no NUL character and no broken one', { cause: error });
  const fault = serverFault(code) ?? systemFault(error, code);
  return fault && new StreetdateError(fault[0], `${place}: ${fault[1]}`, { path: place, cause: error });
}

/** Whether a transaction failed because of another one: a deadlock or a failed serialization. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error) ?? '');
}

function serverFault(code: string | undefined): Fault | undefined {
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
  return SERVER_FAULTS[code] ?? SERVER_FAULTS[code.slice(0, 3)] ?? SERVER_FAULTS[code.slice(0, 2)];
}

function systemFault(error: Error, code: string | undefined): Fault | undefined {
  const reason = NETWORK_FAULTS[code ?? ''] ?? (LOST.test(error.message) ? 'the connection was lost or not made in time' : undefined);
  return reason === undefined ? undefined : ['store-unavailable', reason];
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
