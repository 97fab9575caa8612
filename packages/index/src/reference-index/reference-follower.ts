import type { ReferenceIndex } from './reference-index.ts';

/** Data that is derived from the references of an index one by one. */
export interface DerivedReferences {
  /** Handles a reference that was added to the index. */
  add(referenceId: string): void;
  /** Handles a reference that was removed or replaced. */
  remove(referenceId: string): void;
}

/** Keeps derived data up to date with an index: it reports the references added and removed since the last call. */
export class ReferenceFollower {
  /** The number of each reference at the last call. A reference that was removed and added again has another. */
  readonly #seen = new Map<string, number>();
  #revision: number | undefined;

  /** Reports what changed since the last call. Costs nothing when the index's revision is the same. */
  follow(index: ReferenceIndex, derived: DerivedReferences): void {
    if (index.revision === this.#revision) return;
    for (const [id, number] of this.#seen) {
      if (index.numberOf(id) === number) continue;
      this.#seen.delete(id);
      derived.remove(id);
    }
    for (const id of index.ids()) {
      const number = index.numberOf(id);
      if (number === undefined || this.#seen.has(id)) continue;
      this.#seen.set(id, number);
      derived.add(id);
    }
    this.#revision = index.revision;
  }
}
