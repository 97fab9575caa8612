import { StreetdateError } from '@streetdate/core/portable';

/**
 * Returns the error when it is one of the world's faults.
 * @throws The error itself otherwise: a fault of the program, a caller's mistake or an abort.
 */
export function worldsFault(error: unknown): StreetdateError {
  if (error instanceof StreetdateError) return error;
  throw error;
}
