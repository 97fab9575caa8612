import type { Proposer } from '../proposer.ts';
import { diagonalCost, proposeDiagonals, tiltedVerifiers } from './diagonals.ts';

/** Proposes alignments of the whole picture by sums over many pictures. */
export const diagonals: Proposer = {
  name: 'diagonals',
  purpose: 'Finds copies whose single frames differ too much for the index, by sums over many pictures.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: diagonalCost,
  trials: () => 1,
  *propose(search) {
    const { track, index } = search;
    const also = tiltedVerifiers(search, index);
    yield* proposeDiagonals(search, search.verifierOf(track, index), search.unexplainedFrames(track), { also });
  },
};
