import { setTimeout } from 'node:timers/promises';
import type { ServiceDatabase } from '../store/database.ts';

/** Options of {@link Roster}. */
export interface RosterOptions {
  /** Time between two looks, milliseconds. @defaultValue 500 */
  readonly pollMs?: number | undefined;
  /** Time without a beat after which a searcher counts as gone, milliseconds. @defaultValue 5000 */
  readonly silenceMs?: number | undefined;
  /** Called for a searcher that has been gone for a long time, before its row is deleted. */
  readonly onGone?: ((searcherId: string) => Promise<void>) | undefined;
}

/** So many times the silence after which the row of a searcher is deleted. */
const LONG_GONE = 20;

/** What was seen of a searcher. */
interface Sight {
  beats: number;
  /** By this process's clock. Clocks of machines differ, and steps of one must not end a searcher. */
  heardAt: number;
  readonly gone: AbortController;
}

/** Knows which searchers live: those whose beats grow. */
export class Roster {
  readonly #database: ServiceDatabase;
  readonly #options: RosterOptions & { readonly pollMs: number; readonly silenceMs: number };
  readonly #sights = new Map<string, Sight>();
  readonly #stop = new AbortController();
  #polling: Promise<void> | undefined;
  #first: Promise<void> | undefined;

  constructor(database: ServiceDatabase, { pollMs = 500, silenceMs = 5000, onGone }: RosterOptions = {}) {
    this.#database = database;
    this.#options = { pollMs, silenceMs, onGone };
  }

  /** The searchers that live, once it was asked for the first time. */
  async alive(): Promise<string[]> {
    this.#first ??= this.#look();
    await this.#first;
    this.#polling ??= this.#keepLooking();
    return [...this.#sights].flatMap(([id, { gone }]) => (gone.signal.aborted ? [] : [id]));
  }

  /** Aborts when a searcher is gone. */
  goneSignal(searcherId: string): AbortSignal {
    return this.#sights.get(searcherId)?.gone.signal ?? AbortSignal.abort(new Error('the searcher is gone'));
  }

  /** Stops looking. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#polling;
  }

  async #keepLooking(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await setTimeout(this.#options.pollMs, undefined, { signal, ref: false }).catch(() => {});
      // A database that does not answer ends nobody: it fails elsewhere.
      if (!signal.aborted) await this.#look().catch(() => {});
    }
  }

  async #look(): Promise<void> {
    const { silenceMs, onGone } = this.#options;
    const rows = await this.#database.selectFrom('searcher').select(['id', 'beats']).execute();
    const now = performance.now();
    const listed = new Set(rows.map(({ id }) => id));
    for (const [id, { gone }] of this.#sights) {
      if (listed.has(id)) continue;
      gone.abort(new Error(`the searcher ${id} has stopped`));
      this.#sights.delete(id);
    }
    for (const { id, beats } of rows) {
      const sight = this.#sights.get(id);
      if (sight === undefined || (sight.gone.signal.aborted && sight.beats !== Number(beats))) {
        this.#sights.set(id, { beats: Number(beats), heardAt: now, gone: new AbortController() });
        continue;
      }
      if (sight.beats !== Number(beats)) [sight.beats, sight.heardAt] = [Number(beats), now];
      const silence = now - sight.heardAt;
      if (silence > silenceMs) sight.gone.abort(new Error(`the searcher ${id} has been silent for ${Math.round(silence / 1000)} s`));
      if (silence > LONG_GONE * silenceMs) {
        await onGone?.(id).catch(() => {});
        await this.#database.deleteFrom('searcher').where('id', '=', id).where('beats', '=', beats).execute();
      }
    }
  }
}
