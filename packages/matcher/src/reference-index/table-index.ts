import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, Candidates, ReferenceIndex } from './reference-index.ts';
import { ReferenceShelf } from './reference-table.ts';

/** An index over references that lie on a shelf. What it looks frames up with is for each kind of index to say. */
export abstract class ShelvedIndex implements ReferenceIndex {
  /** The references, for the index that extends this one. */
  protected readonly shelf: ReferenceShelf;

  /**
   * @param algorithm - The hash algorithm to index. @defaultValue 'pdq/1'
   * @param view - The view of the picture to index. @defaultValue 'active'
   */
  constructor(algorithm = 'pdq/1', view = 'active') {
    this.shelf = new ReferenceShelf(algorithm, view);
  }

  get algorithm(): string {
    return this.shelf.algorithm;
  }

  get view(): string {
    return this.shelf.view;
  }

  get frameCount(): number {
    return this.shelf.frameCount;
  }

  get duration(): number {
    return this.shelf.duration;
  }

  get revision(): number {
    return this.shelf.revision;
  }

  add(referenceId: string, fingerprint: Fingerprint): void {
    this.shelf.add(referenceId, fingerprint);
  }

  remove(referenceId: string): boolean {
    return this.shelf.remove(referenceId) !== undefined;
  }

  get(referenceId: string): Fingerprint | undefined {
    return this.shelf.get(referenceId)?.fingerprint;
  }

  trackOf(referenceId: string): HashTrack | undefined {
    return this.shelf.get(referenceId)?.track;
  }

  ids(): IterableIterator<string> {
    return this.shelf.ids();
  }

  numberOf(referenceId: string): number | undefined {
    return this.shelf.numberOf(referenceId);
  }

  idOf(reference: number): string {
    return this.shelf.idOf(reference);
  }

  abstract candidates(track: HashTrack, options?: CandidateOptions): Candidates;
}
