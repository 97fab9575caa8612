import type { HashTrack } from '@streetdate/core/portable';
import type { Orientation } from '../align/orientation.ts';
import type { Proposer } from './proposer.ts';
import { vote } from './vote.ts';

/** A negative, and its mirror image. */
const NEGATIVES: readonly Orientation[] = [false, true].map((mirrored) => ({ mirrored, rotation: 0, inverted: true }));
/** Least time between two frames that are looked up first, milliseconds: eight in a block of eight seconds. */
const PROBE_MS = 900;

/**
 * Proposes alignments of negatives. The hash of a negative is the complement of the hash, so the index finds it by its plain references.
 * Few films are negatives. So a frame a second is looked up first, and all of them only where those led to a segment.
 */
export const negative: Proposer = {
  name: 'negative',
  purpose: 'Finds negatives, also mirrored ones, by look-alike frames of the complemented hashes.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: () => 0,
  trials: () => 2 * NEGATIVES.length,
  *propose(search) {
    const verifier = search.verifierOf(search.track, search.index);
    for (const orientation of NEGATIVES) {
      const frames = search.unexplainedFrames(search.track);
      const probe = vote(search, verifier, [orientation], { frames: spaced(search.track, frames) });
      let isFound = false;
      for (let step = probe.next(); step.done !== true; ) {
        const segment = yield step.value;
        isFound ||= segment !== undefined;
        step = probe.next(segment);
      }
      if (isFound) yield* vote(search, verifier, [orientation], { frames: search.unexplainedFrames(search.track) });
    }
  },
};

/** Of some frames in order of time, those that are {@link PROBE_MS} and more after the one before. */
function spaced({ timesMs }: HashTrack, frames: readonly number[]): number[] {
  const chosen: number[] = [];
  for (const frame of frames) {
    const last = chosen.at(-1);
    if (last === undefined || timesMs[frame]! - timesMs[last]! >= PROBE_MS) chosen.push(frame);
  }
  return chosen;
}
