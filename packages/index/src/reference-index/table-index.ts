import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, Candidates, WritableReferenceIndex } from './reference-index.ts';
import { DerivedData } from './reference-index.ts';
import { ReferenceTable } from './reference-table.ts';

/** A writable index that keeps whole fingerprints in memory. Subclasses supply the search. */
export abstract class TableIndex implements WritableReferenceIndex {
  /** The references. */
  protected readonly table: ReferenceTable;
  readonly derived: DerivedData = new DerivedData(this);

  /**
   * @param algorithm - The hash algorithm to index. @defaultValue 'pdq/1'
   * @param view - The view of the picture to index. @defaultValue 'active'
   */
  constructor(algorithm = 'pdq/1', view = 'active') {
    this.table = new ReferenceTable(algorithm, view);
  }

  get algorithm(): string {
    return this.table.algorithm;
  }

  get view(): string {
    return this.table.view;
  }

  get frameCount(): number {
    return this.table.frameCount;
  }

  get duration(): number {
    return this.table.duration;
  }

  get revision(): number {
    return this.table.revision;
  }

  add(referenceId: string, fingerprint: Fingerprint): void {
    this.table.add(referenceId, fingerprint);
  }

  remove(referenceId: string): boolean {
    return this.table.remove(referenceId);
  }

  get(referenceId: string): Fingerprint | undefined {
    return this.table.get(referenceId)?.fingerprint;
  }

  trackOf(referenceId: string): HashTrack | undefined {
    return this.table.get(referenceId)?.track;
  }

  ids(): IterableIterator<string> {
    return this.table.ids();
  }

  numberOf(referenceId: string): number | undefined {
    return this.table.numberOf(referenceId);
  }

  idOf(reference: number): string {
    return this.table.idOf(reference);
  }

  abstract candidates(track: HashTrack, options?: CandidateOptions): Candidates;
}
