import type { Fingerprint } from '@streetdate/core/portable';
import { ReferenceFollower } from './reference-follower.ts';
import type { ReferenceIndex } from './reference-index.ts';

/** Remembers what was read out of references: a fingerprint may lie in a file, and those that nobody asks for are not read. */
export class ReferenceMemory<Known> {
  readonly #known = new Map<string, Known>();
  readonly #follower = new ReferenceFollower();
  readonly #index: ReferenceIndex;
  readonly #read: (reference: Fingerprint | undefined) => Known;

  /**
   * @param index - Where the references are.
   * @param read - Reads what is remembered of one; undefined is one that the index has lost.
   */
  constructor(index: ReferenceIndex, read: (reference: Fingerprint | undefined) => Known) {
    this.#index = index;
    this.#read = read;
  }

  /** What is known of one reference: read at the first call, and again where it was taken out and added again. */
  of(referenceId: string): Known {
    this.#follower.follow(this.#index, { add: () => {}, remove: (id) => this.#known.delete(id) });
    if (!this.#known.has(referenceId)) this.#known.set(referenceId, this.#read(this.#index.get(referenceId)));
    return this.#known.get(referenceId)!;
  }
}

/** Makes the memories of one kind: one for each reference index, at the first call. */
export function referenceMemories<Known>(
  read: (reference: Fingerprint | undefined) => Known,
): (index: ReferenceIndex) => ReferenceMemory<Known> {
  const memories = new WeakMap<ReferenceIndex, ReferenceMemory<Known>>();
  return (index) => {
    const known = memories.get(index) ?? new ReferenceMemory(index, read);
    memories.set(index, known);
    return known;
  };
}
