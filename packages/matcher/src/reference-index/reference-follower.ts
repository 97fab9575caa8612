import type { ReferenceIndex } from './reference-index.ts';

/** What is derived from the references of an index, one by one. */
export interface DerivedReferences {
  /** Takes a reference that was added to the index. */
  add(referenceId: string): void;
  /** Forgets one that was taken out of it, or replaced. */
  remove(referenceId: string): void;
}

/** Tells what is derived from an index which references were added and taken out since it was last brought up to date. */
export class ReferenceFollower {
  /** The number that each reference had in the index when it was looked at. */
  readonly #seen = new Map<string, number>();
  #revision: number | undefined;

  /** Brings it up to date with the references that are in the index now. Takes no time where they are the same as the last time. */
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
