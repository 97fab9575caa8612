import type { Proposer } from '../proposer.ts';
import { diagonalCost, proposeDiagonals } from './diagonals.ts';

/** Proposes alignments of the whole picture by sums over many pictures. */
export const diagonals: Proposer = {
  name: 'diagonals',
  purpose: 'Finds copies whose single frames differ too much for the index, by sums over many pictures.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: diagonalCost,
  trials: () => 1,
  *propose(search) {
    yield* proposeDiagonals(search, search.verifierOf(search.track, search.index), search.unexplainedFrames(search.track));
  },
};
