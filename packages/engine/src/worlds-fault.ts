import { StreetdateError } from '@streetdate/core/portable';

/**
 * Returns the error if it is a StreetdateError.
 * @throws The error itself otherwise: a bug, a caller's mistake or an abort.
 */
export function worldsFault(error: unknown): StreetdateError {
  if (error instanceof StreetdateError) return error;
  throw error;
}
