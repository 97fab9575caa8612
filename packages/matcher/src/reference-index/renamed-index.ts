import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, Candidates, ReferenceIndex } from './reference-index.ts';

/**
 * Shows some of the references of another index, in an order and under ids of one's own, as a catalogue knows them. What that index has beside them, as
 * when another process has added to it, is not found.
 */
export class RenamedIndex implements ReferenceIndex {
  /** The index that holds the references. */
  readonly index: ReferenceIndex;
  /** The references that are shown, in order: the id of each, and its id in that index. */
  readonly names: ReadonlyMap<string, string>;
  readonly #shown: ReadonlyMap<string, string>;
  #looked: { readonly revision: number; readonly showsAll: boolean } | undefined;

  /**
   * @param index - The index that holds the references. It stays the caller's.
   * @param names - The references to show, in order: the id of each, and its id in `index`, each once.
   */
  constructor(index: ReferenceIndex, names: ReadonlyMap<string, string>) {
    this.index = index;
    this.names = names;
    this.#shown = new Map([...names].map(([id, held]) => [held, id]));
  }

  /** The hash algorithm whose tracks are indexed. */
  get algorithm(): string {
    return this.index.algorithm;
  }

  /** The view of the picture that is indexed. */
  get view(): string {
    return this.index.view;
  }

  /** Frames of the index that holds the references, those that are not shown included. */
  get frameCount(): number {
    return this.index.frameCount;
  }

  /** Length of all references of that index, seconds. */
  get duration(): number {
    return this.index.duration;
  }

  /** Another one whenever that index changes. */
  get revision(): number {
    return this.index.revision;
  }

  /** Refused: references are added to the index that holds them. @throws TypeError */
  add(referenceId: string): never {
    throw new TypeError(`referenceId must be added to the index that holds it, got ${referenceId} for one that shows it`);
  }

  /** Refused: references are removed from the index that holds them. @throws TypeError */
  remove(referenceId: string): never {
    throw new TypeError(`referenceId must be removed from the index that holds it, got ${referenceId} for one that shows it`);
  }

  /** The fingerprint of a reference that is shown. */
  get(referenceId: string): Fingerprint | undefined {
    const held = this.names.get(referenceId);
    return held === undefined ? undefined : this.index.get(held);
  }

  /** Its indexed track alone. */
  trackOf(referenceId: string): HashTrack | undefined {
    const held = this.names.get(referenceId);
    return held === undefined ? undefined : this.index.trackOf(held);
  }

  /** The ids of the references that are shown and held, in the order of the names. */
  *ids(): IterableIterator<string> {
    for (const [id, held] of this.names) if (this.index.numberOf(held) !== undefined) yield id;
  }

  /** The number of a reference that is shown: the one that it has in the index that holds it. */
  numberOf(referenceId: string): number | undefined {
    const held = this.names.get(referenceId);
    return held === undefined ? undefined : this.index.numberOf(held);
  }

  /** The id under which the reference of a number is shown. */
  idOf(reference: number): string {
    return this.#shown.get(this.index.idOf(reference))!;
  }

  /** Frames that look alike, of the references that are shown. */
  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    const { only } = options;
    if (only === undefined && this.#showsAll()) return this.index.candidates(track, options);
    const held = only === undefined ? this.#shown.keys() : [...only].flatMap((id) => this.names.get(id) ?? []);
    return this.index.candidates(track, { ...options, only: new Set(held) });
  }

  /** Whether the index has no other references: it then need not be told which to look at. */
  #showsAll(): boolean {
    const { revision } = this.index;
    if (this.#looked?.revision !== revision)
      this.#looked = { revision, showsAll: [...this.index.ids()].every((id) => this.#shown.has(id)) };
    return this.#looked.showsAll;
  }
}
