import type { Fingerprint } from '@streetdate/core/portable';

/** A query and a reference that it may show. */
export interface SearchedFilms {
  readonly query: Fingerprint;
  readonly reference: Fingerprint;
  /** Algorithm of the hashes that found the segments. */
  readonly algorithm: string;
  /** Hours of film searched, at least 1. */
  readonly hours: number;
}
