import type { Proposer } from './proposer.ts';
import { compareAll, comparisonsOf } from './vote.ts';

/** Proposes alignments by comparing every unexplained frame with every reference frame. */
export const exhaustive: Proposer = {
  name: 'exhaustive',
  purpose: 'Finds copies whose hashes changed too much for the index, by comparing every unexplained frame with every reference frame.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: ({ tracks }, index) =>
    comparisonsOf(tracks.find(({ algorithm }) => algorithm === index.algorithm)?.timesMs.length ?? 0, index.frameCount),
  trials: () => 1,
  *propose(search) {
    yield* compareAll(search, search.verifierOf(search.track, search.index), search.unexplainedFrames(search.track));
  },
};
