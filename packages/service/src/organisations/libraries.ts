import type { Library } from '@streetdate/engine';

/**
 * Opens the libraries of organisations. Each has its own, so that no search and no row can reach another's. A number of them stays open: of
 * those that nobody uses, the one used longest ago is closed first.
 */
export interface Libraries {
  /**
   * Gives work the library of an organisation, which stays open until the work ends.
   * @throws StreetdateError as `openLibrary`; as the work.
   */
  use<T>(organisationId: string, work: (library: Library) => Promise<T>): Promise<T>;
  /**
   * The library of an organisation, which stays open until all are closed. For programs that work with it beside the service.
   * @throws StreetdateError as `openLibrary`.
   */
  of(organisationId: string): Promise<Library>;
  /** Whether the library of an organisation is open in this process. */
  isOpen(organisationId: string): boolean;
  /**
   * Removes the library of an organisation with all that it has. What is open in other processes has to be closed there.
   * @throws StreetdateError as the stores. It may be called again.
   */
  remove(organisationId: string): Promise<void>;
  /** Closes all of them. */
  close(): Promise<void>;
}
