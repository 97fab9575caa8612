import { ROTATED, UPRIGHT } from '../align/orientation.ts';
import type { Proposer } from './proposer.ts';
import { vote, voteSparsely } from './vote.ts';

/** Proposes alignments that look-alike frames vote for: the index finds the frames by their hashes. */
export const hashVotes: Proposer = {
  name: 'hash-votes',
  purpose:
    'Finds plain and mirrored copies, also played backwards, and copies rotated by quarter turns, by look-alike frames that the index finds.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: () => 0,
  trials: () => 1,
  *propose(search) {
    const verifier = search.verifierOf(search.track, search.index);
    yield* vote(search, verifier, UPRIGHT, {
      frames: search.unexplainedFrames(search.track),
      backwards: true,
      onCandidates: search.noteAlike,
    });
    yield* voteSparsely(search, verifier, ROTATED);
  },
};
