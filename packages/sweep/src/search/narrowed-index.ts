import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { type CandidateOptions, type Candidates, DerivedData, type ReferenceIndex } from '@streetdate/index';

/** The size of the whole library, of which a {@link NarrowedIndex} holds some references. */
export interface WholeLibrary {
  /** Frames of all its references. */
  readonly frameCount: number;
  /** Length of all its references together, seconds. */
  readonly duration: number;
}

/**
 * Some references of an index, searched as part of the whole library: scores and budget are those of a search of everything.
 */
export class NarrowedIndex implements ReferenceIndex {
  readonly algorithm: string;
  readonly view: string;
  readonly frameCount: number;
  readonly duration: number;
  readonly derived: DerivedData = new DerivedData(this);
  readonly #index: ReferenceIndex;
  readonly #ids: ReadonlySet<string>;

  /** @param ids - The references to search. The index must contain all of them. */
  constructor(index: ReferenceIndex, ids: ReadonlySet<string>, { frameCount, duration }: WholeLibrary) {
    this.#index = index;
    this.#ids = ids;
    this.algorithm = index.algorithm;
    this.view = index.view;
    this.frameCount = frameCount;
    this.duration = duration;
  }

  get(referenceId: string): Fingerprint | undefined {
    return this.#ids.has(referenceId) ? this.#index.get(referenceId) : undefined;
  }

  get revision(): number {
    return this.#index.revision;
  }

  trackOf(referenceId: string): HashTrack | undefined {
    return this.#ids.has(referenceId) ? this.#index.trackOf(referenceId) : undefined;
  }

  numberOf(referenceId: string): number | undefined {
    return this.#ids.has(referenceId) ? this.#index.numberOf(referenceId) : undefined;
  }

  ids(): IterableIterator<string> {
    return this.#ids.values();
  }

  idOf(reference: number): string {
    return this.#index.idOf(reference);
  }

  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    const { only } = options;
    const ids = only === undefined ? this.#ids : new Set([...this.#ids].filter((id) => only.has(id)));
    return this.#index.candidates(track, { ...options, only: ids });
  }
}
