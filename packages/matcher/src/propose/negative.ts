import type { Orientation } from '../align/orientation.ts';
import type { Proposer } from './proposer.ts';
import { voteSparsely } from './vote.ts';

/** A negative, and its mirror image. */
const NEGATIVES: readonly Orientation[] = [false, true].map((mirrored) => ({ mirrored, rotation: 0, inverted: true }));

/** Proposes alignments of negatives. The hash of a negative is the complement of the hash, so the index finds it by its plain references. */
export const negative: Proposer = {
  name: 'negative',
  purpose: 'Finds negatives, also mirrored ones, by look-alike frames of the complemented hashes.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: () => 0,
  trials: () => 2 * NEGATIVES.length,
  *propose(search) {
    yield* voteSparsely(search, search.verifierOf(search.track, search.index), NEGATIVES);
  },
};
