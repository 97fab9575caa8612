import type { Library } from '@streetdate/engine';
import type { Libraries } from './libraries.ts';

/** A library, and how what it needs is closed. */
export interface OpenedLibrary {
  readonly library: Library;
  readonly close: () => Promise<void>;
}

interface Entry {
  readonly opening: Promise<OpenedLibrary>;
  users: number;
  /** Whether it stays open until all are closed. */
  isPinned: boolean;
}

/** Keeps libraries open, wherever they lie. */
export class OpenLibraries implements Libraries {
  readonly #openOf: (organisationId: string) => Promise<OpenedLibrary>;
  readonly #mostOpen: number;
  /** In the order of their last use. */
  readonly #open = new Map<string, Entry>();
  readonly #closing = new Map<string, Promise<void>>();

  readonly #removeOf: (organisationId: string) => Promise<void>;

  /**
   * @param openOf - Opens the library of an organisation.
   * @param mostOpen - How many stay open. More are open only while they are used.
   * @param removeOf - Removes the library of an organisation, which is closed here.
   */
  constructor(
    openOf: (organisationId: string) => Promise<OpenedLibrary>,
    mostOpen: number,
    removeOf: (organisationId: string) => Promise<void>,
  ) {
    this.#openOf = openOf;
    this.#mostOpen = mostOpen;
    this.#removeOf = removeOf;
  }

  async use<T>(organisationId: string, work: (library: Library) => Promise<T>): Promise<T> {
    const entry = this.#entryOf(organisationId);
    entry.users++;
    // Before it is opened, so that others make room for it.
    this.#makeRoom();
    try {
      return await work((await entry.opening).library);
    } finally {
      entry.users--;
      this.#makeRoom();
    }
  }

  of(organisationId: string): Promise<Library> {
    const entry = this.#entryOf(organisationId);
    entry.isPinned = true;
    return entry.opening.then(({ library }) => library);
  }

  isOpen(organisationId: string): boolean {
    return this.#open.has(organisationId);
  }

  async remove(organisationId: string): Promise<void> {
    const entry = this.#open.get(organisationId);
    if (entry !== undefined && (entry.users > 0 || entry.isPinned)) throw new Error('the library is in use');
    this.#open.delete(organisationId);
    const closing = (async () => {
      const opened = await entry?.opening.catch(() => undefined);
      await opened?.close();
      await this.#removeOf(organisationId);
    })();
    // Whoever opens it now waits, and gets an empty one.
    const settled = closing.catch(() => {}).finally(() => this.#closing.delete(organisationId));
    this.#closing.set(organisationId, settled);
    await closing;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled([...this.#open.values()].map(({ opening }) => opening));
    this.#open.clear();
    for (const each of opened) if (each.status === 'fulfilled') await each.value.close();
    await Promise.allSettled(this.#closing.values());
  }

  /** The entry of an organisation, as the one used last. */
  #entryOf(organisationId: string): Entry {
    const known = this.#open.get(organisationId);
    const entry = known ?? { opening: this.#openAfterClosing(organisationId), users: 0, isPinned: false };
    this.#open.delete(organisationId);
    this.#open.set(organisationId, entry);
    // A library that could not be opened is tried again by the next caller.
    if (known === undefined)
      entry.opening.catch(() => {
        if (this.#open.get(organisationId) === entry) this.#open.delete(organisationId);
      });
    return entry;
  }

  /** A library that is being closed holds its folder until it is. */
  async #openAfterClosing(organisationId: string): Promise<OpenedLibrary> {
    await this.#closing.get(organisationId);
    return this.#openOf(organisationId);
  }

  #makeRoom(): void {
    let surplus = this.#open.size - this.#mostOpen;
    for (const [organisationId, entry] of this.#open) {
      if (surplus <= 0) return;
      if (entry.users > 0 || entry.isPinned) continue;
      this.#open.delete(organisationId);
      surplus--;
      // What it could not write on closing is made again when it is opened.
      const closing = entry.opening
        .then(({ close }) => close())
        .catch(() => {})
        .finally(() => this.#closing.delete(organisationId));
      this.#closing.set(organisationId, closing);
    }
  }
}
