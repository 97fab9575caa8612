import { MIDDLE_HALF } from '@streetdate/core/internal';
import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { LinearIndex, type ReferenceIndex } from '@streetdate/index';
import type { DerivedKind } from '@streetdate/index/internal';

/**
 * Indexes of the references' further views, such as their pictures with the edges cropped. It follows a {@link ReferenceIndex} and reads
 * each fingerprint once, because an index on disk decodes it anew each time.
 */
export class ViewIndexes {
  readonly #index: ReferenceIndex;
  #all: readonly LinearIndex[] | undefined;
  #revision: number | undefined;

  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** An index for each view, over the references that have it. @param only - Restricts it to these references. @defaultValue all of them */
  of(only?: ReadonlySet<string>): readonly LinearIndex[] {
    if (only !== undefined) return only.size === 0 ? [] : this.#over(only);
    if (this.#all === undefined || this.#revision !== this.#index.revision) {
      this.#all = this.#over(this.#index.ids());
      this.#revision = this.#index.revision;
    }
    return this.#all;
  }

  #over(ids: Iterable<string>): LinearIndex[] {
    const indexes = new Map<string, LinearIndex>();
    for (const id of ids) {
      const reference = this.#index.get(id);
      if (reference !== undefined) for (const view of this.#viewsOf(reference)) this.#indexOf(view, indexes).add(id, reference);
    }
    return [...indexes.values()];
  }

  /** The views that are searched one by one. The index has its own view, and crops use the middle half. */
  #viewsOf(reference: Fingerprint): Set<string> {
    const { algorithm, view: own } = this.#index;
    const further = reference.tracks.filter((track) => track.algorithm === algorithm && track.view !== own && track.view !== MIDDLE_HALF);
    return new Set(further.map(({ view }) => view).filter((view) => findTrack(reference, algorithm, view) !== undefined));
  }

  #indexOf(view: string, indexes: Map<string, LinearIndex>): LinearIndex {
    const known = indexes.get(view) ?? new LinearIndex(this.#index.algorithm, view);
    indexes.set(view, known);
    return known;
  }
}

const VIEWS: DerivedKind<ViewIndexes> = { name: 'further views', create: (index) => new ViewIndexes(index) };

/** The further views of an index's references, which the index owns. */
export function viewIndexesOf(index: ReferenceIndex): ViewIndexes {
  return index.derived.of(VIEWS);
}
