import type { HashTrack } from '@streetdate/core/portable';
import { scanShelf } from './exhaustive-scan.ts';
import type { CandidateOptions, Candidates } from './reference-index.ts';
import { ShelvedIndex } from './table-index.ts';

/** Compares every frame with every frame. Slow and exact: the oracle that faster indexes are tested against. */
export class LinearIndex extends ShelvedIndex {
  candidates(track: HashTrack, options: CandidateOptions = {}): Candidates {
    return scanShelf(this.shelf, track, options);
  }
}
