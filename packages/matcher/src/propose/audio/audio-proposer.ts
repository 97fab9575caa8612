import type { Proposer } from '../proposer.ts';
import { audioTracksOf, findByAudio } from './audio.ts';

/** Proposes alignments by audio codes. */
export const audio: Proposer = {
  name: 'audio',
  purpose: 'Prioritises references with the same audio, also at another speed. Audio alone is a weak match.',
  requires: 'a film with audio',
  needs: (query) => query.kind !== 'still' && audioTracksOf(query).length > 0,
  cost: () => 0,
  trials: (query) => Math.max(1, audioTracksOf(query).length),
  *propose({ query, index, hours }) {
    for (const [referenceId, runs] of findByAudio(query, index, hours)) {
      for (const run of runs) yield { kind: 'audio', referenceId, run };
    }
  },
};
