import { StreetdateError } from '@streetdate/core/portable';

/** The error for a structure of a disc that says something impossible, or that ends too early. */
export function damaged(name: string, reason: string): StreetdateError {
  return new StreetdateError('damaged-disc', `${name}: ${reason}`, { path: name });
}
