import type { Fingerprint } from '@streetdate/core/portable';
import { ReferenceFollower } from './reference-follower.ts';
import type { DerivedKind, ReferenceIndex } from './reference-index.ts';

/**
 * A value derived from each reference of an index. It is computed at the first use, since a fingerprint may have to be read from a file.
 * It holds at most one value a reference, and drops that of a reference that is removed.
 */
export class ReferenceMemory<Value> {
  readonly #values = new Map<string, Value>();
  readonly #follower = new ReferenceFollower();
  readonly #index: ReferenceIndex;
  readonly #derive: (reference: Fingerprint | undefined) => Value;

  /**
   * @param index - The index with the references.
   * @param derive - Computes the value of one reference; undefined stands for a reference that the index does not have.
   */
  constructor(index: ReferenceIndex, derive: (reference: Fingerprint | undefined) => Value) {
    this.#index = index;
    this.#derive = derive;
  }

  /** The value of a reference. It is computed again when the reference was removed and added again. */
  of(referenceId: string): Value {
    this.#follower.follow(this.#index, { add: () => {}, remove: (id) => this.#values.delete(id) });
    if (!this.#values.has(referenceId)) this.#values.set(referenceId, this.#derive(this.#index.get(referenceId)));
    return this.#values.get(referenceId)!;
  }
}

/** Declares a value that is derived from each reference. @returns The values of an index, which owns them. */
export function referenceMemories<Value>(
  derive: (reference: Fingerprint | undefined) => Value,
): (index: ReferenceIndex) => ReferenceMemory<Value> {
  const kind: DerivedKind<ReferenceMemory<Value>> = { name: derive.name, create: (index) => new ReferenceMemory(index, derive) };
  return (index) => index.derived.of(kind);
}
