import type { Library } from '@streetdate/engine';
import type { Libraries } from './libraries.ts';

/** Opens each library once and keeps it open, wherever libraries lie. */
export class OpenLibraries implements Libraries {
  readonly #openOf: (organisationId: string) => Promise<Library>;
  readonly #open = new Map<string, Promise<Library>>();

  /** @param openOf - Opens the library of an organisation. */
  constructor(openOf: (organisationId: string) => Promise<Library>) {
    this.#openOf = openOf;
  }

  of(organisationId: string): Promise<Library> {
    let library = this.#open.get(organisationId);
    if (library === undefined) {
      library = this.#openOf(organisationId);
      this.#open.set(organisationId, library);
      // A library that could not be opened is tried again by the next caller.
      library.catch(() => this.#open.delete(organisationId));
    }
    return library;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    for (const each of opened) if (each.status === 'fulfilled') await each.value.close();
  }
}
