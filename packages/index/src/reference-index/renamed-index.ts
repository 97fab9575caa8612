import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, Candidates, ReferenceIndex, StoredKeypoints } from './reference-index.ts';
import { DerivedData } from './reference-index.ts';

/**
 * Shows chosen references of another index, in a chosen order and under chosen ids. A catalogue uses it to search an index under its
 * own ids. References of that index without a name here are never found, such as those that another process has added since.
 */
export class RenamedIndex implements ReferenceIndex {
  /** The index that holds the references. */
  readonly index: ReferenceIndex;
  /** The references shown, in order: the id of each, and its id in {@link index}. */
  readonly names: ReadonlyMap<string, string>;
  /** Data that searches derive from the references that are shown. */
  readonly derived: DerivedData = new DerivedData(this);
  /** The id of each reference, by its id in {@link index}. */
  readonly #shownAs: ReadonlyMap<string, string>;
  #completeness: { readonly revision: number; readonly complete: boolean } | undefined;

  /**
   * @param index - The index that holds the references. The caller closes it.
   * @param names - The references to show, in order: the id of each, and its id in `index`. No id of `index` may occur twice.
   */
  constructor(index: ReferenceIndex, names: ReadonlyMap<string, string>) {
    this.index = index;
    this.names = names;
    this.#shownAs = new Map([...names].map(([id, held]) => [held, id]));
  }

  /** The hash algorithm whose tracks are indexed. */
  get algorithm(): string {
    return this.index.algorithm;
  }

  /** The view of the picture that is indexed. */
  get view(): string {
    return this.index.view;
  }

  /** Number of frames in the underlying index, including references that are not shown. */
  get frameCount(): number {
    return this.index.frameCount;
  }

  /** Length of all references of the underlying index, seconds. */
  get duration(): number {
    return this.index.duration;
  }

  /** Changes whenever the underlying index changes. */
  get revision(): number {
    return this.index.revision;
  }

  /** The fingerprint of a reference that is shown. */
  get(referenceId: string): Fingerprint | undefined {
    const held = this.names.get(referenceId);
    return held === undefined ? undefined : this.index.get(held);
  }

  /** The indexed track of a reference that is shown. */
  trackOf(referenceId: string): HashTrack | undefined {
    const held = this.names.get(referenceId);
    return held === undefined ? undefined : this.index.trackOf(held);
  }

  /** The ids of all references that are shown and held, in the order of the names. */
  *ids(): IterableIterator<string> {
    for (const [id, held] of this.names) if (this.index.numberOf(held) !== undefined) yield id;
  }

  /** The number of a reference that is shown. It is the number in the underlying index. */
  numberOf(referenceId: string): number | undefined {
    const held = this.names.get(referenceId);
    return held === undefined ? undefined : this.index.numberOf(held);
  }

  /** The id under which the reference of a number is shown. */
  idOf(reference: number): string {
    return this.#shownAs.get(this.index.idOf(reference))!;
  }

  /** Finds look-alike frames in the references that are shown. */
  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    const { only } = options;
    if (only === undefined && this.#showsAll()) return this.index.candidates(track, options);
    const held = only === undefined ? this.#shownAs.keys() : [...only].flatMap((id) => this.names.get(id) ?? []);
    return this.index.candidates(track, { ...options, only: new Set(held) });
  }

  /** The keypoints of the references that are shown. */
  storedKeypoints(): StoredKeypoints {
    const stored = this.index.storedKeypoints?.() ?? { parts: [], others: [...this.index.ids()] };
    const shownAs = (held: string | undefined) => (held === undefined ? undefined : this.#shownAs.get(held));
    return {
      parts: stored.parts.map(({ part, idOf }) => ({ part, idOf: (place) => shownAs(idOf(place)) })),
      others: stored.others.flatMap((held) => shownAs(held) ?? []),
    };
  }

  /** Whether every reference of the underlying index is shown. A search then needs no list of references. */
  #showsAll(): boolean {
    const { revision } = this.index;
    if (this.#completeness?.revision !== revision) {
      this.#completeness = { revision, complete: [...this.index.ids()].every((id) => this.#shownAs.has(id)) };
    }
    return this.#completeness.complete;
  }
}
