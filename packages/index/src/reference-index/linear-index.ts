import type { HashTrack } from '@streetdate/core/portable';
import { scanTable } from './exhaustive-scan.ts';
import type { CandidateOptions, Candidates } from './reference-index.ts';
import { TableIndex } from './table-index.ts';

/** Compares every frame with every frame. Slow and exact: faster indexes are tested against it. */
export class LinearIndex extends TableIndex {
  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    return scanTable(this.table, track, options);
  }
}
