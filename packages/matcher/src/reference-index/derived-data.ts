import type { ReferenceIndex } from './reference-index.ts';

/** A kind of data that is derived from the references of an index, such as an index of their shot cuts. */
export interface DerivedKind<Data> {
  /** Its name, for people. */
  readonly name: string;
  /** Creates the data of one index. It must notice later changes of the index by itself; `ReferenceFollower` helps. */
  readonly create: (index: ReferenceIndex) => Data;
}

/** Data derived from the references of one index. The index owns it: one object of each kind, created at the first use and freed with the index. */
export class DerivedData {
  readonly #index: ReferenceIndex;
  readonly #data = new Map<DerivedKind<unknown>, unknown>();

  /** @param index - The index that owns the data. */
  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The names of the kinds that were created so far. */
  get kinds(): readonly string[] {
    return [...this.#data.keys()].map(({ name }) => name);
  }

  /** The data of a kind; the same object at every call. */
  of<Data>(kind: DerivedKind<Data>): Data {
    if (!this.#data.has(kind)) this.#data.set(kind, kind.create(this.#index));
    return this.#data.get(kind) as Data;
  }
}
