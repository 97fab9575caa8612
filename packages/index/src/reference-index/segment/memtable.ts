import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { BandIndex } from '../band-index.ts';
import type { CandidateList } from '../candidate-list.ts';
import type { CandidateOptions } from '../reference-index.ts';
import type { MemtableReference } from './index-snapshot.ts';

/** The newest references of an index: those that are in no segment yet. A small {@link BandIndex} that uses the index's numbers. */
export class Memtable {
  #index: BandIndex;
  /** The index's number for each number of the band index. */
  #numbers: number[] = [];
  readonly #algorithm: string;
  readonly #view: string;

  constructor(algorithm: string, view: string) {
    this.#algorithm = algorithm;
    this.#view = view;
    this.#index = new BandIndex(algorithm, view);
  }

  get frameCount(): number {
    return this.#index.frameCount;
  }

  /** Adds a reference under a number. @returns The number of frames added. */
  add(id: string, number: number, fingerprint: Fingerprint): number {
    const before = this.#index.frameCount;
    this.#index.add(id, fingerprint);
    this.#numbers.push(number);
    return this.#index.frameCount - before;
  }

  remove(id: string): boolean {
    return this.#index.remove(id);
  }

  clear(): void {
    this.#index = new BandIndex(this.#algorithm, this.#view);
    this.#numbers = [];
  }

  /** Removes all references but those with these numbers. */
  keep(numbers: ReadonlySet<number>): void {
    const ids = [...this.#index.ids()];
    const dropped = ids.filter((id) => !numbers.has(this.#numberOf(id)));
    // A new band index has no chains of removed references to skip.
    if (dropped.length === ids.length) this.clear();
    else for (const id of dropped) this.#index.remove(id);
  }

  get(id: string): Fingerprint | undefined {
    return this.#index.get(id);
  }

  trackOf(id: string): HashTrack | undefined {
    return this.#index.trackOf(id);
  }

  /** All references, in the order they were added. */
  *references(): Generator<MemtableReference, void, void> {
    for (const id of this.#index.ids()) yield { id, number: this.#numberOf(id), fingerprint: this.#index.get(id)! };
  }

  /** Adds look-alike pairs to `found`, under the index's numbers. */
  search(track: HashTrack, options: CandidateOptions, found: CandidateList): void {
    const { count, queryFrames, references, referenceFrames, distances } = this.#index.candidates(track, options);
    for (let at = 0; at < count; at++) {
      found.push(queryFrames[at]!, this.#numbers[references[at]!]!, referenceFrames[at]!, distances[at]!);
    }
  }

  #numberOf(id: string): number {
    return this.#numbers[this.#index.numberOf(id)!]!;
  }
}
