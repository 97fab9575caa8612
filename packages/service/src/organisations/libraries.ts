import type { Library } from '@streetdate/engine';

/** Opens the library of an organisation. Each has its own, so that no search and no row can reach another's. */
export interface Libraries {
  /**
   * The library of an organisation; it is opened once and stays open.
   * @throws StreetdateError as `openLibrary`.
   */
  of(organisationId: string): Promise<Library>;
  /** Closes all of them. */
  close(): Promise<void>;
}
