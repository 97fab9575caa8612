import { StreetdateError } from '@streetdate/core/portable';

/** The error for an invalid or truncated structure of a disc. */
export function damaged(name: string, reason: string): StreetdateError {
  return new StreetdateError('damaged-disc', `${name}: ${reason}`, { path: name });
}
