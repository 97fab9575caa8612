import { setTimeout } from 'node:timers/promises';
import type { ServiceDatabase } from '../store/database.ts';
import { asService } from '../store/scope.ts';
import { eventsAfter, lastPosition, type PlacedEvent } from './events.ts';
import { findUploads, type Upload } from './uploads.ts';

/** Time between two looks into the database, milliseconds. Other processes do the work, so the database is what tells. */
const LOOK_MS = 250;

/** Uploads and events read in one query. */
const MOST = 500;

/**
 * How long an event waits for one with a lower place, milliseconds: its transaction may still be open. Afterwards that one was taken back, or is
 * not told to those who listen now.
 */
const GAP_MS = 2000;

/** How an upload stands: two that are equal say the same. */
export function standingOf({ state, progress, finishedAt }: Upload): string {
  return `${state} ${finishedAt ?? progress}`;
}

/** Tells any number of listeners what happens to uploads. All of them share one look into the database, which ends when nobody listens. */
export class UploadFeed {
  readonly #database: ServiceDatabase;
  readonly #followed = new Map<string, { standing: string; readonly listeners: Set<(upload: Upload) => void> }>();
  readonly #organisations = new Map<string, Set<(event: PlacedEvent) => void>>();
  readonly #closing = new AbortController();
  #looking: Promise<void> | undefined;
  /** The place of the last event that was told; undefined while nobody listens to events. */
  #told: number | undefined;
  #gapSince: number | undefined;

  constructor(database: ServiceDatabase) {
    this.#database = database;
  }

  /** Calls a listener each time that an upload stands otherwise than it is known to. @returns What ends that. */
  follow(upload: Upload, listener: (upload: Upload) => void): () => void {
    const known = this.#followed.get(upload.id) ?? { standing: standingOf(upload), listeners: new Set() };
    // Whoever comes later may know less than those before.
    if (known.listeners.size > 0 && known.standing !== standingOf(upload)) known.standing = '';
    known.listeners.add(listener);
    this.#followed.set(upload.id, known);
    this.#look();
    return () => {
      known.listeners.delete(listener);
      if (known.listeners.size === 0 && this.#followed.get(upload.id) === known) this.#followed.delete(upload.id);
    };
  }

  /** Calls a listener with each event of an organisation, in order. @returns The place after which that begins, and what ends it. */
  async listen(
    organisationId: string,
    listener: (event: PlacedEvent) => void,
  ): Promise<{ readonly after: number; readonly end: () => void }> {
    const last = this.#told ?? (await asService(() => lastPosition(this.#database)));
    this.#told ??= last;
    const after = this.#told;
    const listeners = this.#organisations.get(organisationId) ?? new Set();
    listeners.add(listener);
    this.#organisations.set(organisationId, listeners);
    this.#look();
    const end = () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#organisations.get(organisationId) === listeners) this.#organisations.delete(organisationId);
    };
    return { after, end };
  }

  /** Looks no more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#looking;
  }

  #look(): void {
    this.#looking ??= asService(() => this.#lookOn()).finally(() => {
      this.#looking = undefined;
      // Somebody may have come while it ended.
      if (!this.#closing.signal.aborted && this.#hasListeners()) this.#look();
      else this.#told = undefined;
    });
  }

  #hasListeners(): boolean {
    return this.#followed.size + this.#organisations.size > 0;
  }

  async #lookOn(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted && this.#hasListeners()) {
      // A database that is away is asked again. Who listens sees that nothing happens.
      await this.#lookAtUploads().catch(() => {});
      await this.#lookForEvents().catch(() => {});
      await setTimeout(LOOK_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #lookAtUploads(): Promise<void> {
    const ids = [...this.#followed.keys()];
    for (let first = 0; first < ids.length; first += MOST) {
      for (const upload of await findUploads(this.#database, ids.slice(first, first + MOST))) {
        const known = this.#followed.get(upload.id);
        if (known === undefined || known.standing === standingOf(upload)) continue;
        known.standing = standingOf(upload);
        for (const listener of known.listeners) listener(upload);
      }
    }
  }

  async #lookForEvents(): Promise<void> {
    if (this.#organisations.size === 0) this.#told = undefined;
    if (this.#told === undefined) return;
    for (const event of await eventsAfter(this.#database, this.#told, { most: MOST })) {
      if (event.position > this.#told + 1) {
        this.#gapSince ??= performance.now();
        if (performance.now() < this.#gapSince + GAP_MS) return;
      }
      this.#gapSince = undefined;
      this.#told = event.position;
      for (const listener of this.#organisations.get(event.organisationId) ?? []) listener(event);
    }
  }
}
